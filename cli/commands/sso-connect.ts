import type { Core } from '../../core/start/create-core.ts'
import type { Call, Input, Output, Reply } from '../../shared/contract/index.ts'
import { fail, ok } from '../../shared/result.ts'
import type { CliContext } from '../context.ts'
import { signInAndWait } from '../input/sign-in.ts'
import { withCore } from '../open-core.ts'
import { finish, printNote } from '../output/reply.ts'
import { populate, type PopulateOptions, type SessionChoice } from './sso-populate.ts'

export interface ConnectOptions extends Omit<PopulateOptions, 'session'> {
  readonly name?: string
  readonly ssoRegion?: string
  readonly device?: boolean
}

type Found = Output<'organisations.find'>

/** The session to sign in to: an existing one with this start URL, or a new one that is written with its profiles. */
function sessionFor(context: CliContext, found: Found, options: ConnectOptions): Reply<SessionChoice> {
  const existing =
    options.name === undefined ? found.existing[0] : found.existing.find((one) => one === options.name)
  if (existing !== undefined) {
    printNote(context, `The session ${existing} already has this start URL.`)
    return ok({ session: existing })
  }
  const region = options.ssoRegion ?? found.region
  if (region === undefined)
    return fail('StartUrlUnknown', 'The Region of the organisation is not known.', {
      reason: 'Neither the address nor the page behind it names one.',
      remedy: 'Add --sso-region; your administrator knows it, and the console shows it.',
    })
  return ok({ newSession: { name: options.name ?? found.name, startUrl: found.startUrl, region } })
}

const targetOf = (choice: SessionChoice): Input<'sessions.signIn'> =>
  'session' in choice ? { session: `sso:${choice.session}` } : choice

async function connect(
  context: CliContext,
  call: Call,
  core: Core,
  startUrl: string,
  options: ConnectOptions,
): Promise<number> {
  const found = await call('organisations.find', { startUrl })
  if (!found.ok) return finish(context, options, found, () => undefined)
  const choice = sessionFor(context, found.value, options)
  if (!choice.ok) return finish(context, options, choice, () => undefined)
  const signIn = () =>
    signInAndWait(context, call, {
      ...targetOf(choice.value),
      ...(options.device === true && { method: 'device' }),
    })
  return populate(context, call, core, choice.value, options, signIn)
}

/** `sso connect START_URL`: finds the organisation, signs in if needed, and writes its session and profiles as one change. */
export function runConnect(context: CliContext, startUrl: string, options: ConnectOptions): Promise<number> {
  return withCore(context, (call, core) => connect(context, call, core, startUrl, options))
}
