import type { Call, Reply } from '../../shared/contract/index.ts'
import type { PlanView, StackId, StackOperationInput } from '../../shared/contract/models.ts'
import { askedAbout } from '../../shared/domain/edit/asked-about.ts'
import type { CliContext, WriteOptions } from '../context.ts'
import { readDashValues } from '../input/read-values.ts'
import { withCore } from '../open-core.ts'
import { confirm, notConfirmed } from '../output/confirm-plan.ts'
import { formatDiff } from '../output/format-diff.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { writePlan } from '../output/write-plan.ts'
import { safeText } from '../terminal/safe-text.ts'
import { chosenStacks, type StackChoice } from './stacks-choice.ts'

export interface StackEditOptions extends StackChoice, WriteOptions {
  readonly yes?: boolean
  /** Allow changing a file outside the project. */
  readonly followLinks?: boolean
  /** Write to the project file. */
  readonly inProject?: boolean
  /** Change the `aws-native:` keys too. */
  readonly native?: boolean
}

export interface StackSetOptions extends StackEditOptions {
  readonly text?: boolean
  readonly secret?: boolean
}

/** `stacks set-profile [NAME]` */
export async function runSetProfile(
  context: CliContext,
  name: string | undefined,
  options: StackEditOptions,
): Promise<number> {
  const { pickProfile } = await import('../picker/pick-profile.ts')
  const profile =
    name ??
    (await withCore(context, async (call) =>
      pickProfile(context, call, options, 'Set for these stacks', 'Give the name of one profile.'),
    ))
  return typeof profile === 'number'
    ? profile
    : runStackEdit(context, options, [{ type: 'setProfile', profile }])
}

/** Plans operations on the chosen stacks, shows the diff and writes. Asks on the terminal about a wrong account unless --yes is given. */
export function runStackEdit(
  context: CliContext,
  options: StackEditOptions,
  operations: StackOperationInput[],
): Promise<number> {
  return withCore(context, async (call) => {
    // The project file is the same for all of its stacks.
    const choice =
      options.inProject === true && options.stack === undefined ? { ...options, all: true } : options
    const chosen = await chosenStacks(context, call, choice)
    if (!chosen.ok) return finish(context, options, chosen, () => undefined)
    const input = {
      stacks: chosen.value,
      operations,
      ...(options.inProject === true && { target: 'project' as const }),
      ...(options.native === true && { native: true }),
      ...(options.all === true && { leaveOutBroken: true }),
    }
    const agreed = {
      ...(options.yes === true && { confirmed: true }),
      ...(options.followLinks === true && { leaveProject: true }),
    }
    let plan = await call('stacks.plan', { ...input, ...agreed })
    const mayAsk = options.json !== true && options.dryRun !== true
    if (!plan.ok && plan.error.code === 'FileOutside' && mayAsk) {
      const sure = await confirm(context, `${safeText(plan.error.message)} Write there?`)
      if (sure === true) {
        Object.assign(agreed, { leaveProject: true })
        plan = await call('stacks.plan', { ...input, ...agreed })
      }
    }
    if (!plan.ok && (plan.error.code === 'WrongAccount' || plan.error.code === 'ProfileNotFound') && mayAsk) {
      const sure = await confirm(context, `${safeText(plan.error.message)} Write it anyway?`)
      if (sure === true) {
        Object.assign(agreed, { confirmed: true })
        plan = await call('stacks.plan', { ...input, ...agreed })
      }
    }
    const several = new Set(chosen.value.map(({ project }) => project)).size > 1
    return writeReviewed(context, call, options, plan, several)
  })
}

/**
 * Writes a plan after showing what it breaks. On a terminal it asks first. Without one, errors and edits of several projects
 * need --yes, and warnings are only printed.
 */
async function writeReviewed(
  context: CliContext,
  call: Call,
  options: StackEditOptions,
  plan: Reply<PlanView>,
  several: boolean,
): Promise<number> {
  const reasons = plan.ok ? askedAbout(plan.value.warnings) : []
  if (!plan.ok || options.dryRun === true || options.yes === true || (reasons.length === 0 && !several))
    return writePlan(context, call, options, plan)
  for (const { message } of plan.value.warnings) printNote(context, message)
  context.terminal.err(plan.value.files.map((file) => formatDiff(file, context.terminal)).join(''))
  const answer = await confirm(context, 'Write it?')
  const mustAsk = several || reasons.some(({ code }) => code === 'NewError')
  if (answer === true || (answer === undefined && !mustAsk))
    return writePlan(context, call, options, plan, { shown: true })
  await call('edits.discard', { planId: plan.value.planId })
  return notConfirmed(context, options, answer)
}

/**
 * Reads the typed value of an option: lists, maps and booleans as JSON, everything else as text, so that ids keep their
 * leading zeros. With `asText` the value is always text, as for `pulumi config set`.
 */
export function readOptionValue(text: string, asText: boolean): unknown {
  if (asText || !/^\s*(?:[[{]|(?:true|false)\s*$)/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    // The text only begins like a list.
    return text
  }
}

function setSecret(
  context: CliContext,
  options: StackSetOptions,
  path: string,
  value: string,
): Promise<number> {
  return withCore(context, async (call) => {
    const chosen = await chosenStacks(context, call, options)
    if (!chosen.ok) return finish(context, options, chosen, () => undefined)
    const done: StackId[] = []
    for (const id of chosen.value) {
      const reply = await call('stacks.setSecret', {
        ...id,
        path,
        value,
        ...(options.followLinks === true && { leaveProject: true }),
      })
      if (!reply.ok) {
        if (done.length > 0)
          printNote(context, `Already set on ${done.map(({ stack }) => stack).join(', ')}.`)
        return finish(context, options, reply, () => undefined)
      }
      done.push(id)
    }
    return finish(context, options, { ok: true, value: {} }, () =>
      context.terminal.out(
        `The Pulumi CLI set ${safeText(path)} on ${done.map(({ stack }) => safeText(stack)).join(', ')}.\n`,
      ),
    )
  })
}

/** `stacks set PATH VALUE`. A secret comes only from standard input and goes to the Pulumi CLI. */
export async function runStackSet(
  context: CliContext,
  path: string,
  word: string,
  options: StackSetOptions,
): Promise<number> {
  if (options.secret === true && word !== '-')
    return usageError(context, 'With `--secret`, the value is - and comes from standard input.')
  if (options.secret === true && options.dryRun === true)
    return usageError(context, 'The Pulumi CLI writes secrets, so there is no --dry-run for them.')
  let value = word
  if (word === '-') {
    const read = await readDashValues(context, [path])
    if (!read.ok) return finish(context, options, read, () => undefined)
    const [given] = read.value ?? []
    if (given === undefined) return usageError(context, `Standard input has no value for ${path}.`)
    value = given
  }
  if (options.secret === true) return setSecret(context, options, path, value)
  const { takesText } = await import('../../shared/domain/pulumi/options/validate.ts')
  const typed = readOptionValue(value, options.text === true || takesText(path))
  return runStackEdit(context, options, [
    {
      type: 'setOptionPath',
      path,
      value: typed as Extract<StackOperationInput, { type: 'setOptionPath' }>['value'],
    },
  ])
}

/** `stacks pin-account` */
export function runPinAccount(context: CliContext, options: StackEditOptions): Promise<number> {
  return withCore(context, async (call) => {
    const chosen = await chosenStacks(context, call, options)
    if (!chosen.ok) return finish(context, options, chosen, () => undefined)
    const plan = await call('stacks.pinAccount', {
      stacks: chosen.value,
      ...(options.followLinks === true && { leaveProject: true }),
    })
    return writePlan(context, call, options, plan)
  })
}
