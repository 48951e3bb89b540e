import type { ImportCandidate, ProfileSummary } from '../../../shared/contract/models.ts'

/** What the user wants done with one candidate. */
export interface Choice {
  readonly on: boolean
  readonly profile: string
  /** ISO 8601; only if the user confirmed it or the paste contained it. */
  readonly expiresAt: string | undefined
  /** Import it despite a suspicion. */
  readonly anyway?: boolean
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

/** What is wrong with a target: existing names are fine, new ones must be readable by every SDK. */
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

/** What an import would change in an existing profile. */
export interface Changed {
  readonly key: boolean
  readonly secret: boolean
  readonly token: boolean
  readonly region: boolean
  readonly end: boolean
  /** Other settings that the profile does not have yet. */
  readonly others: readonly string[]
}

/** Whether anything would change. */
export const changesAny = ({ others, ...rest }: Changed): boolean =>
  others.length > 0 || Object.values(rest).includes(true)

/** The settings of a candidate that a profile does not have yet; the profile's other settings stay. `has` are its keys. */
export function whatChanges(
  candidate: ImportCandidate,
  existing: ProfileSummary | undefined,
  has: ReadonlySet<string>,
  expiresAt: string | undefined,
): Changed {
  const same = candidate.known.find(({ profile }) => profile === existing?.name)
  const end = candidate.hasToken ? expiresAt : undefined
  const atMinute = (at: string | undefined) => at && Math.floor(Date.parse(at) / 60_000)
  return {
    key: candidate.accessKeyId !== undefined && same === undefined,
    secret: candidate.hasSecret && same?.secret !== true,
    token:
      (candidate.hasToken || existing?.hasToken === true) &&
      candidate.accessKeyId !== undefined &&
      same?.token !== true,
    region: candidate.region !== undefined && existing?.region === undefined,
    // The same token with an assumed end adds nothing new.
    end:
      end !== undefined &&
      atMinute(end) !== atMinute(existing?.expiresAt) &&
      !(
        same?.token === true &&
        candidate.expiryAssumed &&
        existing?.expiresAt !== undefined &&
        end === candidate.expiresAt
      ),
    others: candidate.otherKeys.filter((key) => !has.has(key.toLowerCase())),
  }
}
