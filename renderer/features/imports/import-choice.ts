import type { ImportCandidate } from '../../../shared/contract/models.ts'

/** What the user wants done with one candidate. */
export interface Choice {
  readonly on: boolean
  readonly profile: string
  /** ISO 8601; only what the user confirmed or the paste said. */
  readonly expiresAt: string | undefined
}

/** The first choice: everything that can be imported, under the name the paste suggests. */
export function firstChoices(candidates: readonly ImportCandidate[]): ReadonlyMap<number, Choice> {
  return new Map(
    candidates.map((candidate) => [
      candidate.index,
      {
        on: candidate.problem === undefined,
        profile: candidate.suggestedName,
        expiresAt: candidate.expiresAt,
      },
    ]),
  )
}

const plainName = /^[A-Za-z0-9_\-/.%@:+]+$/

/** What is wrong with a target: existing names are all right, new ones must be readable by every SDK. */
export function checkTarget(
  choice: Choice,
  existing: ReadonlySet<string>,
  others: readonly Choice[],
): string | undefined {
  const name = choice.profile.trim()
  if (name === '') return 'Choose a profile or type a new name.'
  if (others.some((other) => other.on && other.profile.trim() === name))
    return `Two of the pasted sets would go to ${name}.`
  if (existing.has(name)) return undefined
  if (name === 'DEFAULT' || name === '__proto__' || !plainName.test(name)) {
    return 'Use letters, digits and _ - / . % @ : + only. Some SDKs cannot read others.'
  }
  return undefined
}
