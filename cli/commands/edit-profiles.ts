import type { EditCall } from '../../core/edits/edit-kinds.ts'
import type { Operation, PlanView } from '../../shared/contract/models.ts'
import { askedAbout } from '../../shared/domain/edit/asked-about.ts'
import type { SectionKind, SharedFileKind } from '../../shared/domain/aws/types.ts'
import { isSecretName } from '../../shared/domain/secrets/secret-names.ts'
import { exitCodes, type CliContext, type WriteOptions } from '../context.ts'
import { withEdits } from '../open-core.ts'
import { writePlan } from '../output/write-plan.ts'
import { safeText } from '../terminal/safe-text.ts'
import { noteReferences, noteStacks } from './note-references.ts'
import { offerPurge } from './offer-purge.ts'

/** `yes`: already confirms what the command would ask about. */
export interface EditOptions extends WriteOptions {
  readonly yes?: boolean
}

export interface SectionOptions extends EditOptions {
  readonly section?: SectionKind
  readonly file?: SharedFileKind
}

/** Whether Pulumi stacks that name the profile change with it. */
export interface FollowOptions {
  readonly stacks?: 'follow' | 'leave'
}

/** Plans operations on the shared files, shows the diff, and writes unless this is a dry run. */
export function runEdit(
  context: CliContext,
  options: EditOptions & FollowOptions,
  operations: Operation[],
): Promise<number> {
  return withEdits(context, operations, (call) => planAndWrite(context, call, options, operations))
}

async function planAndWrite(
  context: CliContext,
  call: EditCall,
  options: EditOptions & FollowOptions,
  operations: Operation[],
): Promise<number> {
  const { stacks } = options
  const plan = await call('edits.plan', { operations, ...(stacks && { stacks }) })
  if (plan.ok) {
    noteReferences(context, operations, plan.value.references)
    if (stacks !== 'follow') noteStacks(context, plan.value.stacks ?? [])
  }
  if (!plan.ok || options.dryRun === true || options.yes === true)
    return writePlan(context, call, options, plan)
  const isDoubtful = askedAbout(plan.value.warnings).length > 0
  const question = isDoubtful ? 'Write this anyway?' : costOf(operations, plan.value)
  // Without a person, a merely costly change goes ahead: the command asked for it, and history can undo it.
  const isAsked = isDoubtful || (hasPerson(context) && options.json !== true)
  if (question === undefined || !isAsked) return writePlan(context, call, options, plan)
  const { confirmPlan } = await import('../output/confirm-plan.ts')
  return confirmPlan(context, call, options, plan, question)
}

function hasPerson({ terminal }: CliContext): boolean {
  return process.stdin.isTTY && terminal.showsProgress
}

const quotedNames = (names: readonly string[]): string =>
  names.length > 3 ? `${names.length} profiles` : names.map(safeText).join(', ')

/** The question to a person on a terminal before something is lost: deleted profiles, or secrets that are replaced. */
function costOf(operations: readonly Operation[], plan: PlanView): string | undefined {
  const deleted = operations.flatMap((one) => (one.type === 'deleteProfile' ? [one.name] : []))
  if (deleted.length > 0) return `Delete ${quotedNames(deleted)}?`
  const keys = operations.flatMap((one) => {
    if (one.type === 'set' || one.type === 'unset') return [one.key]
    return one.type === 'setMany' ? one.entries.map(({ key }) => key) : []
  })
  const removed = plan.files.flatMap(({ hunks }) =>
    hunks.flatMap(({ lines }) =>
      lines.filter(({ type }) => type === 'remove').map(({ text }) => text.trim()),
    ),
  )
  const isLost = (key: string): boolean =>
    isSecretName(key) &&
    removed.some((text) => text.startsWith(key) && /^\s*=\s*\S/.test(text.slice(key.length)))
  const lost = [...new Set(keys.filter(isLost))]
  return lost.length === 0 ? undefined : `Replace or remove ${lost.join(' and ')}?`
}

/** `profiles rename FROM TO` */
export function runRename(
  context: CliContext,
  from: string,
  to: string,
  options: SectionOptions & FollowOptions & { readonly references: boolean },
): Promise<number> {
  const { section, references } = options
  return runEdit(context, options, [
    { type: 'renameProfile', from, to, updateReferences: references, ...(section && { section }) },
  ])
}

/** `profiles delete NAME…`, all in one write. */
export function runDelete(
  context: CliContext,
  names: readonly string[],
  options: SectionOptions & FollowOptions,
): Promise<number> {
  const section = options.section && { section: options.section }
  const deleted = [...new Set(names)]
  const operations = deleted.map((name): Operation => ({ type: 'deleteProfile', name, ...section }))
  return withEdits(context, operations, async (call) => {
    const code = await planAndWrite(context, call, options, operations)
    if (code === exitCodes.done && options.dryRun !== true) await offerPurge(context, call, options, deleted)
    return code
  })
}
