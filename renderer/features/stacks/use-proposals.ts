import { useMemo } from 'react'
import type { ProfileSummary, StackList, StackSummary } from '../../../shared/contract/models.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { useProfileLooks } from '../../app/profile-looks.ts'
import { proposalsFor, type Proposals } from './proposals.ts'
import { isWrong } from './stack-rows.ts'

const none: readonly ProfileSummary[] = []

/** A stack in a wrong account, its project's name, and the proposed profiles. */
export interface WrongStack {
  readonly stack: StackSummary
  readonly project: string
  readonly proposals: Proposals
}

/** Returns a function for the proposals of a stack; it changes when its answers may change. */
export function useProposals(
  list: StackList | undefined,
): ((stack: StackSummary, project: string) => Proposals) | undefined {
  const profiles = useProfileList()?.profiles ?? none
  const lookOf = useProfileLooks()
  return useMemo(() => {
    if (list === undefined) return undefined
    const known = new Map<StackSummary, Proposals>()
    return (stack, project) => {
      const made = known.get(stack) ?? proposalsFor(stack, project, list, profiles, lookOf)
      known.set(stack, made)
      return made
    }
  }, [list, profiles, lookOf])
}

/** Every stack in a wrong account, with its proposals. */
export function useWrongStacks(list: StackList | undefined): readonly WrongStack[] {
  const proposals = useProposals(list)
  return useMemo(() => {
    if (list === undefined || proposals === undefined) return []
    return list.projects.flatMap(({ name, stacks }) =>
      stacks.filter(isWrong).map((stack) => ({ stack, project: name, proposals: proposals(stack, name) })),
    )
  }, [list, proposals])
}

/** Every stack that one of these profiles fits and that uses none of them, with its proposals. */
export function useStacksFor(list: StackList | undefined, names: readonly string[]): readonly WrongStack[] {
  const profiles = useProfileList()?.profiles ?? none
  const lookOf = useProfileLooks()
  return useMemo(() => {
    const wanted = new Set(names)
    const chosen = profiles.filter(({ name }) => wanted.has(name))
    if (list === undefined || chosen.length === 0) return []
    return list.projects.flatMap(({ name, stacks }) =>
      stacks
        .filter(({ profile }) => profile === undefined || !wanted.has(profile))
        .map((stack) => ({
          stack,
          project: name,
          proposals: proposalsFor(stack, name, list, chosen, lookOf),
        }))
        .filter(({ proposals }) => proposals.list.length > 0),
    )
  }, [list, names, profiles, lookOf])
}
