import type { EditCall } from '../../core/edits/edit-kinds.ts'
import type { Operation } from '../../shared/contract/models.ts'
import { askedAbout } from '../../shared/domain/edit/asked-about.ts'
import type { SectionKind, SharedFileKind } from '../../shared/domain/aws/types.ts'
import { exitCodes, type CliContext, type WriteOptions } from '../context.ts'
import { withEdits } from '../open-core.ts'
import { writePlan } from '../output/write-plan.ts'
import { noteReferences, noteStacks } from './note-references.ts'
import { offerPurge } from './offer-purge.ts'

/** `yes`: what the command would ask about is confirmed already. */
export interface EditOptions extends WriteOptions {
  readonly yes?: boolean
}

export interface SectionOptions extends EditOptions {
  readonly section?: SectionKind
  readonly file?: SharedFileKind
}

/** Whether Pulumi stacks that name the profile change along. */
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
  if (
    !plan.ok ||
    options.dryRun === true ||
    options.yes === true ||
    askedAbout(plan.value.warnings).length === 0
  )
    return writePlan(context, call, options, plan)
  const { confirmPlan } = await import('../output/confirm-plan.ts')
  return confirmPlan(context, call, options, plan, 'Write this all the same?')
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
