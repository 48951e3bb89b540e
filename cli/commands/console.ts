import type { Call, Input, Output } from '../../shared/contract/index.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withCore } from '../open-core.ts'
import { confirm } from '../output/confirm-plan.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { localTime } from './local-time.ts'
import { askAboutRefusal } from './allow-process.ts'
import { chosenStacks } from './stacks-choice.ts'

export interface ConsoleOptions extends CommonOptions {
  readonly service?: string
  readonly url?: string
  readonly region?: string
  readonly print?: boolean
  /** True: the selected stack. */
  readonly stack?: string | true
  readonly project?: string
  readonly yes?: boolean
}

type Opened = Output<'console.open'>

/** `console [NAME]`: without a name or a stack, for the active profile. */
export function runConsole(
  context: CliContext,
  name: string | undefined,
  options: ConsoleOptions,
): Promise<number> {
  if (name !== undefined && (options.stack !== undefined || options.project !== undefined))
    return Promise.resolve(usageError(context, 'Name a profile or a stack, not both.'))
  if (options.print === true && options.json === true)
    return Promise.resolve(usageError(context, 'Give --print or --json, not both.'))
  return withCore(
    context,
    async (call) => {
      const chosen = await nameOrChoice(context, call, name, options)
      if (typeof chosen === 'number') return chosen
      const reply = await open(context, call, chosen, options)
      return finish(context, options, reply, (opened) => print(context, opened))
    },
    { askMfa: createMfaAsker(context.platform) },
  )
}

/** The given profile. Without a profile or a stack, a person at the terminal chooses; otherwise the active profile. */
async function nameOrChoice(
  context: CliContext,
  call: Call,
  name: string | undefined,
  options: ConsoleOptions,
): Promise<string | number | undefined> {
  const isNamed = name !== undefined || options.stack !== undefined || options.project !== undefined
  if (isNamed || options.json === true || context.terminal.columns === undefined) return name
  const { pickProfile } = await import('../picker/pick-profile.ts')
  return pickProfile(context, call, options, 'Open the console of', 'Give the name of one profile.')
}

async function open(
  context: CliContext,
  call: Call,
  name: string | undefined,
  options: ConsoleOptions,
): Promise<Result<Opened>> {
  const stack = await stackOf(context, call, options)
  if (!stack.ok) return stack
  const { service, url, region } = options
  const input: Input<'console.open'> = {
    action: options.print === true ? 'link' : 'open',
    ...(name !== undefined && { profile: name }),
    ...(stack.value !== undefined && { stack: stack.value }),
    ...(service !== undefined && { service }),
    ...(url !== undefined && { url }),
    ...(region !== undefined && { region }),
    ...(options.yes === true && { confirmed: true }),
  }
  let reply = await call('console.open', input)
  if (!reply.ok && reply.error.code === 'ConfirmationNeeded') {
    const { message, reason } = reply.error
    const isAgreed = await confirm(context, safeText([message, reason].filter(Boolean).join('\n')))
    if (isAgreed !== true) return reply
    input.confirmed = true
    reply = await call('console.open', input)
  }
  if (!reply.ok && (await askAboutRefusal(context, call, reply.error)))
    reply = await call('console.open', input)
  return reply.ok ? mayPrint(context, reply.value) : reply
}

/** A link that contains a session may go only to a person's terminal. */
function mayPrint({ terminal }: CliContext, opened: Opened): Result<Opened> {
  if (opened.url === undefined || opened.how === 'identity-center' || terminal.columns !== undefined)
    return ok(opened)
  return fail('NotAllowed', 'The link was not printed.', {
    reason: 'It contains a live console session, and standard output is not a terminal.',
    remedy: 'Run it in a terminal, or leave out --print to open the browser.',
  })
}

async function stackOf(
  context: CliContext,
  call: Call,
  { stack, project, json }: ConsoleOptions,
): Promise<Result<Input<'console.open'>['stack']>> {
  if (stack === undefined && project === undefined) return ok(undefined)
  const found = await chosenStacks(context, call, {
    ...(typeof stack === 'string' && { stack: [stack] }),
    ...(project !== undefined && { project }),
    ...(json !== undefined && { json }),
  })
  if (!found.ok) return found
  const [first, ...more] = found.value
  if (more.length === 0) return ok(first)
  return fail('StackNotFound', `${found.value.length} projects have such a stack.`, {
    reason: 'Project and name together identify a stack.',
    remedy: 'Name the folder of one with --project.',
  })
}

function print(context: CliContext, opened: Opened): void {
  const { profile, account, url, where, expiresAt } = opened
  if (url !== undefined) {
    context.terminal.out(`${safeText(url)}\n`)
    if (opened.how !== 'identity-center')
      printNote(
        context,
        'Anyone who opens this link within 15 minutes is signed in. It works once; keep it out of files and chats.',
      )
    return
  }
  const of = account === undefined ? '' : ` (${account})`
  const end = expiresAt === undefined ? '' : `, until ${localTime(expiresAt)}`
  const place = where === undefined ? 'the browser' : where
  context.terminal.out(`Opened the console of ${safeText(profile)}${of} in ${safeText(place)}${end}.\n`)
}
