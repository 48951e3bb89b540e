import type { Core } from '../../core/start/create-core.ts'
import type { Call, Output, Reply } from '../../shared/contract/index.ts'
import { fail, ok } from '../../shared/result.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { signInAndWait } from '../input/sign-in.ts'
import { withCore } from '../open-core.ts'
import { confirmPlan } from '../output/confirm-plan.ts'
import { finish, printNote } from '../output/reply.ts'
import { populate, type PopulateOptions } from './sso-populate.ts'

export interface ConnectOptions extends Omit<PopulateOptions, 'session'> {
  readonly name?: string
  readonly ssoRegion?: string
  readonly device?: boolean
}

type Found = Output<'organisations.find'>

/** The session to sign in to: one that has this start URL, or a new one, which is written first. */
async function sessionFor(
  context: CliContext,
  call: Call,
  found: Found,
  options: ConnectOptions,
): Promise<{ readonly session: string } | { readonly code: number }> {
  const existing =
    options.name === undefined ? found.existing[0] : found.existing.find((one) => one === options.name)
  if (existing !== undefined) {
    printNote(context, `The session ${existing} has this start URL already.`)
    return { session: existing }
  }
  const region = options.ssoRegion ?? found.region
  if (region === undefined) {
    const missing = fail('StartUrlUnknown', 'The Region of the organisation is not known.', {
      reason: 'Neither the address nor the page behind it names one.',
      remedy: 'Add --sso-region; your administrator knows it, and so does the console.',
    })
    return { code: finish(context, options, missing, () => undefined) }
  }
  const name = options.name ?? found.name
  const plan = await call('organisations.add', { name, startUrl: found.startUrl, region })
  // In JSON there is one answer, at the end.
  const code =
    options.json === true && plan.ok && options.dryRun !== true && options.yes === true
      ? await writeQuietly(context, call, options, plan.value.planId)
      : await confirmPlan(context, call, options, plan, `Add the session ${name}?`)
  if (code !== exitCodes.done) return { code }
  if (options.dryRun === true) {
    printNote(
      context,
      'Accounts and roles are known only after the session is written and you have signed in.',
    )
    return { code }
  }
  return { session: name }
}

async function writeQuietly(
  context: CliContext,
  call: Call,
  options: ConnectOptions,
  planId: string,
): Promise<number> {
  const applied = await call('edits.apply', { planId })
  return applied.ok ? exitCodes.done : finish(context, options, applied, () => undefined)
}

/** Signs in and waits; nothing where one is signed in already. */
async function signIn(
  context: CliContext,
  call: Call,
  session: string,
  device: boolean,
): Promise<Reply<undefined> | undefined> {
  const list = await call('sessions.list', {})
  const known = list.ok ? list.value.sessions.find(({ id }) => id === `sso:${session}`) : undefined
  if (known?.state.kind === 'works') return ok(undefined)
  const ended = await signInAndWait(context, call, {
    session: `sso:${session}`,
    ...(device && { method: 'device' as const }),
  })
  return ended?.ok === true ? ok(undefined) : ended
}

async function connect(
  context: CliContext,
  call: Call,
  core: Core,
  startUrl: string,
  options: ConnectOptions,
): Promise<number> {
  const found = await call('organisations.find', { startUrl })
  if (!found.ok) return finish(context, options, found, () => undefined)
  const way = await sessionFor(context, call, found.value, options)
  if ('code' in way) return way.code
  const signedIn = await signIn(context, call, way.session, options.device === true)
  if (signedIn === undefined) {
    printNote(context, `Not signed in. The session ${way.session} stays; \`stackpass sso populate\` goes on.`)
    return exitCodes.interrupted
  }
  if (!signedIn.ok) return finish(context, options, signedIn, () => undefined)
  return populate(context, call, core, way.session, options)
}

/** `sso connect START_URL`: finds the organisation, adds its session, signs in, and makes profiles. */
export function runConnect(context: CliContext, startUrl: string, options: ConnectOptions): Promise<number> {
  return withCore(context, (call, core) => connect(context, call, core, startUrl, options))
}
