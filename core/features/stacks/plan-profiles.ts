import type { PlanView, StackId } from '../../../shared/contract/models.ts'
import type { Result } from '../../../shared/result.ts'
import type { FileChange } from '../../files/types.ts'
import { changesOfEdits, planEdits, type PlanTools } from './plan-stacks.ts'
import { absoluteFolder, resolveStacks } from './resolve-stacks.ts'

/** `stacks.planProfiles`: each stack gets a profile of its own. Errors: those of `resolveStacks` and `planEdits`. */
export async function planProfiles(
  tools: PlanTools,
  sets: readonly (StackId & { readonly profile: string })[],
  agreed: { readonly confirmed: boolean; readonly leaveProject: boolean },
): Promise<Result<PlanView>> {
  const { homeDir } = tools.context.ports
  const keyOf = (project: string, stack: string): string => `${absoluteFolder(project, homeDir)}\n${stack}`
  const wanted = new Map(sets.map(({ project, stack, profile }) => [keyOf(project, stack), profile]))
  const chosen = await resolveStacks(
    tools.index,
    sets.map(({ project, stack }) => ({ project, stack })),
    homeDir,
  )
  if (!chosen.ok) return chosen
  const edits = chosen.value.flatMap((stack) => {
    const profile = wanted.get(keyOf(stack.project.found.folder, stack.stack.name))
    return profile === undefined
      ? []
      : [{ chosen: stack, operations: [{ type: 'setProfile', profile } as const] }]
  })
  const differ = new Set(wanted.values()).size > 1
  return planEdits(tools, edits, {
    ...agreed,
    target: 'stack',
    ...(differ && { summary: `Set profiles on ${edits.length} stacks` }),
  })
}

/** The changes that set one profile for stacks. Errors: those of `resolveStacks` and `changesOfEdits`. */
export async function profileChanges(
  tools: PlanTools,
  stacks: readonly StackId[],
  profile: string,
): Promise<Result<readonly FileChange[]>> {
  const chosen = await resolveStacks(tools.index, stacks, tools.context.ports.homeDir)
  if (!chosen.ok) return chosen
  return changesOfEdits(
    tools,
    chosen.value.map((stack) => ({ chosen: stack, operations: [{ type: 'setProfile', profile }] })),
  )
}
