import type { Operation } from '../../shared/contract/models.ts'
import type { SectionKind, SharedFileKind } from '../../shared/domain/aws/types.ts'
import type { CliContext, WriteOptions } from '../context.ts'
import { withEdits } from '../open-core.ts'
import { writePlan } from '../output/write-plan.ts'
import { noteReferences, noteStacks } from './note-references.ts'

export interface SectionOptions extends WriteOptions {
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
  options: WriteOptions & FollowOptions,
  operations: Operation[],
): Promise<number> {
  return withEdits(context, operations, async (call) => {
    const { stacks } = options
    const plan = await call('edits.plan', { operations, ...(stacks && { stacks }) })
    if (plan.ok) {
      noteReferences(context, operations, plan.value.references)
      if (stacks !== 'follow') noteStacks(context, plan.value.stacks ?? [])
    }
    return writePlan(context, call, options, plan)
  })
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
  return runEdit(
    context,
    options,
    [...new Set(names)].map((name) => ({ type: 'deleteProfile', name, ...section })),
  )
}
