import type { Session } from '../../../../shared/contract/models.ts'
import { navigate } from '../../../app/navigation.ts'
import { beginWith, listIfOld } from './connect-flow.ts'
import { connecting, forgetConnecting, startUrl } from './connect-state.ts'

const here = 'connect'

/** Whether the Sessions screen is at "Connect an organisation". */
export const isConnect = (item: string | undefined): boolean =>
  item === here || item?.startsWith(`${here}:`) === true

/** The session that the place names, by its id: `connect:sso:acme` */
export const sessionOfPlace = (item: string | undefined): string | undefined =>
  item?.startsWith(`${here}:`) === true ? item.slice(here.length + 1) : undefined

/** Goes to "Connect an organisation" in its last state. */
export const showConnect = (): void => navigate('sessions', here)

/** Goes there with a start URL. */
export function connectUrl(url: string): void {
  forgetConnecting()
  startUrl.set(url)
  showConnect()
}

/** Goes to the accounts and roles of a session, in their last state or from the start. */
export function connectSession(session: Session): void {
  if (connecting.get()?.name !== session.name) void beginWith(session)
  else listIfOld()
  showConnect()
}
