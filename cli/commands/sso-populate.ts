import { randomUUID } from 'node:crypto'
import type { Core } from '../../core/start/create-core.ts'
import type { Call, Input, Output, Reply } from '../../shared/contract/index.ts'
import { nameMaker } from '../../shared/domain/organisation/template.ts'
import { defaultTemplate, type NameTemplate } from '../../shared/domain/organisation/types.ts'
import { fail, ok } from '../../shared/result.ts'
import type { SignedIn } from '../input/sign-in.ts'
import { exitCodes, type CliContext, type WriteOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { confirm, confirmPlan, notConfirmed } from '../output/confirm-plan.ts'
import { formatPopulate } from '../output/format-populate.ts'
import { createProgress } from '../output/progress.ts'
import { finish, printNote } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { choose } from './sso-choice.ts'

export interface PopulateOptions extends WriteOptions {
  readonly session?: string
  readonly template?: string
  readonly trim?: readonly string[]
  readonly case?: 'keep' | 'lower' | 'upper'
  readonly separator?: string
  readonly accounts?: readonly string[]
  readonly roles?: readonly string[]
  readonly region?: string
  readonly prune?: boolean
  readonly migrate?: boolean
  readonly yes?: boolean
}

type Listed = Output<'organisations.list'>
type Planned = Output<'organisations.plan'>
/** An existing session, or a new one that is written with its profiles. */
export type SessionChoice = Input<'organisations.list'>['session']

/** The named session, or the only one. */
async function sessionOf(call: Call, wanted: string | undefined): Promise<Reply<string>> {
  if (wanted !== undefined) return ok(wanted)
  const list = await call('profiles.list', { problems: false })
  if (!list.ok) return list
  const [only, ...others] = list.value.ssoSessions
  if (only !== undefined && others.length === 0) return ok(only)
  return only === undefined
    ? fail('SessionNotFound', 'There is no sso-session yet.', {
        reason: 'Profiles are listed by the session of an organisation.',
        remedy: 'Connect the organisation first: stackpass sso connect START_URL',
      })
    : fail('SessionNotFound', 'There are several sso-sessions.', {
        reason: `${[only, ...others].join(', ')}.`,
        remedy: 'Choose one with --session.',
      })
}

/** Lists with progress on the terminal; Ctrl-C stops it. Undefined after Ctrl-C. */
async function listWithProgress(
  context: CliContext,
  call: Call,
  core: Core,
  session: SessionChoice,
): Promise<Reply<Listed> | undefined> {
  const runId = randomUUID()
  const progress = createProgress(context.terminal)
  let isStopped = false
  const stop = (): void => {
    isStopped = true
    void call('organisations.cancel', { runId })
  }
  process.on('SIGINT', stop)
  const unsubscribe = core.events.subscribe((event) => {
    if (event.type === 'listingProgress' && event.runId === runId)
      progress.show(`${event.done} of ${event.accounts} accounts, ${event.roles} roles`)
  })
  try {
    const listed = await call('organisations.list', { runId, session, refresh: true })
    return isStopped ? undefined : listed
  } finally {
    unsubscribe()
    progress.clear()
    process.off('SIGINT', stop)
  }
}

/** The last used template, or the default one, with the options applied. */
function templateOf(
  options: PopulateOptions,
  last: NameTemplate | undefined,
): Input<'organisations.plan'>['template'] {
  const { text, trim, case: letters, separator }: NameTemplate = last ?? defaultTemplate
  return {
    text: options.template ?? text,
    trim: [...(options.trim ?? trim ?? [])],
    case: options.case ?? letters,
    separator: options.separator ?? separator,
  }
}

/** Prints JSON: the items with the plan, or with what was written. */
async function finishJson(
  context: CliContext,
  call: Call,
  options: PopulateOptions,
  { plan, ...rest }: Planned,
): Promise<number> {
  if (plan === undefined || options.dryRun === true) {
    if (plan) await call('edits.discard', { planId: plan.planId })
    return finish(context, options, ok({ ...rest, ...(plan && { plan }) }), () => undefined)
  }
  const answer = options.yes === true ? true : await confirm(context, `${plan.summary}. Write this?`)
  if (answer !== true) {
    await call('edits.discard', { planId: plan.planId })
    return notConfirmed(context, options, answer)
  }
  const applied = await call('edits.apply', { planId: plan.planId })
  return finish(
    context,
    options,
    applied.ok ? ok({ ...rest, applied: applied.value }) : applied,
    () => undefined,
  )
}

function tell(context: CliContext, { errors, complete }: Listed, { notPruned }: Planned): void {
  for (const { accountId, message } of errors.slice(0, 5))
    printNote(context, `${accountId ?? 'The organisation'} could not be listed: ${message}`)
  if (errors.length > 5) printNote(context, `${errors.length - 5} more accounts could not be listed.`)
  if (!complete && errors.length === 0) printNote(context, 'The listing is not complete.')
  if (notPruned !== undefined) printNote(context, notPruned)
}

/** Lists, plans, shows and writes the profiles of a session. `signIn`: what to do when nobody is signed in. */
export async function populate(
  context: CliContext,
  call: Call,
  core: Core,
  session: SessionChoice,
  options: PopulateOptions,
  signIn?: () => Promise<SignedIn>,
): Promise<number> {
  // Checked before calling AWS, because a listing is slow.
  const readable = nameMaker(templateOf(options, undefined))
  if (!readable.ok) return finish(context, options, readable, () => undefined)
  let listed = await listWithProgress(context, call, core, session)
  if (listed?.ok === false && listed.error.code === 'SignedOut' && signIn !== undefined) {
    const signedIn = await signIn()
    if (signedIn === undefined) {
      printNote(context, 'Not signed in. Nothing was written.')
      return exitCodes.interrupted
    }
    if (!signedIn.ok) return finish(context, options, signedIn, () => undefined)
    listed = await listWithProgress(context, call, core, session)
  }
  if (listed === undefined) {
    printNote(
      context,
      'Stopped. What was listed so far is kept for 15 minutes: the same command continues from there.',
    )
    return exitCodes.interrupted
  }
  if (!listed.ok) return finish(context, options, listed, () => undefined)
  const chosen = choose(listed.value, options)
  if (!chosen.ok) return finish(context, options, chosen, () => undefined)
  const planned = await call('organisations.plan', {
    session,
    template: templateOf(options, listed.value.template),
    ...(chosen.value && { choose: chosen.value }),
    ...(options.region !== undefined && { region: options.region }),
    ...(options.prune === true && { prune: true }),
    ...(options.migrate === true && { migrate: true }),
  })
  if (!planned.ok) return finish(context, options, planned, () => undefined)
  tell(context, listed.value, planned.value)
  if (options.json === true) return finishJson(context, call, options, planned.value)
  const { terminal } = context
  terminal.err(formatPopulate(planned.value.items, { paint: terminal.errPaint, columns: terminal.columns }))
  if (planned.value.plan === undefined) {
    terminal.out(
      planned.value.items.length === 0
        ? 'AWS offers no role here.\n'
        : 'Nothing to change: the profiles are in step with the organisation.\n',
    )
    return exitCodes.done
  }
  const { plan } = planned.value
  const question = `${safeText(plan.summary)}. Write these profiles?`
  const code = await confirmPlan(context, call, options, ok(plan), question, { fold: true })
  const first = planned.value.items.find(({ state }) => state === 'new')?.name
  if (code === exitCodes.done && options.dryRun !== true && first !== undefined)
    printNote(
      context,
      `Use one with \`stackpass use ${safeText(first)}\`; open its console with \`stackpass console ${safeText(first)}\`.`,
    )
  return code
}

/** `sso populate`: writes profiles for the accounts and roles of an organisation and keeps them in step with it. */
export function runPopulate(context: CliContext, options: PopulateOptions): Promise<number> {
  return withCore(context, async (call, core) => {
    const session = await sessionOf(call, options.session)
    if (!session.ok) return finish(context, options, session, () => undefined)
    return populate(context, call, core, { session: session.value }, options)
  })
}
