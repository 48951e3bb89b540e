import type { Operation } from '../../shared/contract/models.ts'
import type { ProfileRename } from '../files/types.ts'
import type { EventHub } from '../host/event-hub.ts'
import type { CorePorts } from '../host/ports.ts'
import { readActiveStateHere, writeActiveState } from '../state/active-state.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { isProfile } from './edit-kinds.ts'

/** Where the active profile is kept, and who is told that it changed. */
export interface ActiveStateContext {
  readonly paths: StackpassPaths
  readonly ports: CorePorts
  readonly events: EventHub
}

const active = (message: string) => ({ code: 'ActiveProfile', message })

/** What to say beforehand when operations remove or rename the active profile. */
export async function activeGoes(
  { paths, ports }: Pick<ActiveStateContext, 'paths' | 'ports'>,
  operations: readonly Operation[],
): Promise<{ code: string; message: string }[]> {
  const concerned = operations.filter(
    (one) => isProfile(one) && (one.type === 'deleteProfile' || one.type === 'renameProfile'),
  )
  if (concerned.length === 0) return []
  const profile = (await readActiveStateHere(paths.activeStateFile, ports.env))?.profile
  return concerned.flatMap((one) => {
    if (one.type === 'renameProfile')
      return one.from === profile
        ? [active(`${profile} is the active profile. It stays active as ${one.to}.`)]
        : []
    if (one.type !== 'deleteProfile' || one.name !== profile) return []
    return [
      active(`${profile} is the active profile. Open shells keep its name until another one is made active.`),
    ]
  })
}

/** After a rename was written, the active profile stays active under its new name. */
export async function renameActive(
  { paths, ports, events }: ActiveStateContext,
  renames: readonly ProfileRename[],
): Promise<void> {
  for (const { from, to } of renames) {
    const state = await readActiveStateHere(paths.activeStateFile, ports.env)
    if (state?.profile !== from) continue
    const written = await writeActiveState(paths.activeStateFile, { ...state, profile: to })
    if (written.ok) events.emit({ type: 'activeChanged' })
    else ports.onNotice?.(written.error)
  }
}
