import type { ProfileSummary, StackList, StackSummary } from '../../../shared/contract/models.ts'
import { stepRank, type ProfileLook } from '../../app/profile-step.ts'
import { plural } from '../../ui/plural.ts'
import { fitOf, sureAccount } from './profile-fit.ts'

/** A profile that a stack in the wrong account could have, and why. */
export interface Proposal {
  readonly profile: ProfileSummary
  readonly why: string
  readonly look: ProfileLook
}

export interface Proposals {
  /** Best first; broken ones last. */
  readonly list: readonly Proposal[]
  /** The profile to preselect; none if two fit equally well or all that fit are broken. */
  readonly best: Proposal | undefined
}

interface Uses {
  /** Stacks of the same project that use it and are allowed to. */
  readonly siblings: readonly string[]
  /** Stacks of other projects that use it, are allowed to, and allow the same account. */
  readonly others: number
}

const none: Uses = { siblings: [], others: 0 }

function shares(a: StackSummary, b: StackSummary): boolean {
  return (
    a.allowedAccountIds.length === 0 || a.allowedAccountIds.some((id) => b.allowedAccountIds.includes(id))
  )
}

/** The profiles that agreeing stacks use, by name. */
function usesOf(stack: StackSummary, list: StackList): ReadonlyMap<string, Uses> {
  const uses = new Map<string, Uses>()
  for (const { stacks } of list.projects) {
    for (const other of stacks) {
      if (other.profile === undefined || other.verdict !== 'agrees' || !shares(stack, other)) continue
      const { siblings, others } = uses.get(other.profile) ?? none
      uses.set(
        other.profile,
        other.project === stack.project
          ? { siblings: [...siblings, other.stack], others }
          : { siblings, others: others + 1 },
      )
    }
  }
  return uses
}

/** The meaningful words of a name: `prod.eu-1` has `prod`. */
function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2)
}

interface Scored extends Proposal {
  readonly score: readonly number[]
}

function compare(a: Scored, b: Scored): number {
  for (const [index, value] of a.score.entries()) {
    const difference = (b.score[index] ?? 0) - value
    if (difference !== 0) return difference
  }
  return 0
}

function whyOf({ siblings, others }: Uses, words: number): string {
  const [first] = siblings
  if (first !== undefined) {
    return siblings.length === 1
      ? `${first} in this project uses it`
      : `${plural(siblings.length, 'stack')} in this project use it`
  }
  if (others > 0)
    return others === 1
      ? 'Used by 1 other stack of this account'
      : `Used by ${others} other stacks of this account`
  return words > 0 ? 'Same name pattern as the stack' : 'Same account'
}

/**
 * Profiles of an account that the stack allows: first those that stacks of the project use, then those that other stacks of the
 * account use, then those with the same words in the name. A profile's account comes from its last check or its own settings.
 */
export function proposalsFor(
  stack: StackSummary,
  projectName: string,
  list: StackList,
  profiles: readonly ProfileSummary[],
  lookOf: (profile: ProfileSummary) => ProfileLook,
): Proposals {
  const uses = usesOf(stack, list)
  const stackWords = wordsOf(stack.stack)
  const projectWords = wordsOf(projectName)
  const scored = profiles
    .filter(
      (profile) =>
        profile.name !== stack.profile &&
        sureAccount(profile) !== undefined &&
        fitOf(sureAccount(profile), stack) === 'allowed' &&
        // If only the forbidden accounts of the stack are known, propose only profiles that others use.
        (stack.allowedAccountIds.length > 0 || uses.has(profile.name)),
    )
    .map((profile): Scored => {
      const use = uses.get(profile.name) ?? none
      const own = new Set(wordsOf(profile.name))
      const inStack = stackWords.filter((word) => own.has(word)).length
      const inProject = projectWords.filter((word) => own.has(word)).length
      const look = lookOf(profile)
      const works = look.step === 'edit' ? 0 : 1
      return {
        profile,
        look,
        why: whyOf(use, inStack),
        score: [
          works,
          use.siblings.length,
          use.others,
          inStack * 2 + inProject,
          -stepRank(look.step),
          Number(profile.favourite),
        ],
      }
    })
    .sort((a, b) => compare(a, b) || (a.profile.name < b.profile.name ? -1 : 1))
  const [first, second] = scored
  const tie = first !== undefined && second !== undefined && compare(first, second) === 0
  return { list: scored, best: first === undefined || tie || first.look.step === 'edit' ? undefined : first }
}
