import type { Call } from '../../shared/contract/index.ts'
import type { Operation, SignIn } from '../../shared/contract/models.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { askOnTerminal } from '../input/ask-terminal.ts'
import { signInAndWait } from '../input/sign-in.ts'
import { withCore } from '../open-core.ts'
import { confirmPlan, type ConfirmOptions } from '../output/confirm-plan.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { type LoginOptions, methodOf } from './sessions.ts'

export interface NewLoginOptions extends LoginOptions, ConfirmOptions {
  readonly new?: string
}

type Who = NonNullable<Extract<SignIn['state'], { kind: 'done' }>['login']>

/** The region to sign in to. The AWS CLI asks for it too, with the same default. */
async function regionFor(
  context: CliContext,
  call: Call,
  name: string,
  { region }: NewLoginOptions,
): Promise<string | undefined> {
  if (region !== undefined || context.env['AWS_REGION']) return region
  const known = await call('profiles.show', { name })
  if (known.ok && known.value.settings.some(({ key }) => key === 'region')) return undefined
  const answer = await askOnTerminal('Region to sign in in [us-east-1]: ', context.platform)
  return answer?.trim() || 'us-east-1'
}

/** The profile's settings: who signed in, and the region if the profile has none. */
async function operationFor(call: Call, name: string, { arn, region }: Who): Promise<Operation> {
  const known = await call('profiles.show', { name })
  const hasRegion = known.ok && known.value.settings.some(({ key }) => key === 'region')
  const entries = [
    { key: 'login_session', value: arn },
    ...(hasRegion ? [] : [{ key: 'region', value: region }]),
  ]
  return known.ok ? { type: 'setMany', profile: name, entries } : { type: 'addProfile', name, entries }
}

/** `login --new NAME [--region R] [--remote]`: signs in like `aws login`, and writes who signed in to a profile of that name. */
export function runNewLogin(
  context: CliContext,
  names: readonly string[],
  options: NewLoginOptions,
): Promise<number> {
  const { new: name = '', session, device } = options
  if (names.length > 0 || session !== undefined || device === true)
    return Promise.resolve(usageError(context, '--new takes one name; --region, --remote and no session.'))
  return withCore(context, async (call) => {
    const region = await regionFor(context, call, name, options)
    const method = methodOf(options)
    const ended = await signInAndWait(context, call, {
      newProfile: name,
      ...(method && { method }),
      ...(region !== undefined && { region }),
    })
    if (ended === undefined) return exitCodes.interrupted
    if (!ended.ok) return finish(context, options, ended, () => undefined)
    const { state } = ended.value
    if (state.kind !== 'done' || state.login === undefined)
      throw new Error('The reply does not say who signed in')
    const { login } = state
    const plan = await call('edits.plan', { operations: [await operationFor(call, name, login)] })
    const code = await confirmPlan(context, call, options, plan, `Create the profile ${safeText(name)}?`)
    if (code !== exitCodes.done || options.dryRun === true)
      printNote(context, `The login of ${safeText(login.arn)} is kept for tools; no profile was changed.`)
    else if (options.json !== true)
      context.terminal.out(`${safeText(name)} is signed in as ${safeText(login.arn)}.\n`)
    return code
  })
}
