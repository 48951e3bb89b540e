/**
 * How far a rotation has got; each state is on disk before the next step begins. `planned`: perhaps a new key was made;
 * `created`: it was; `proved`: STS knows it as the same user; `written`: it is in the files; `switched`: read back from there
 * and proved once more; `inactive`: the old key is switched off and waits to be deleted; `undoing`: on the way back to the old
 * key.
 */
export const rotationStates = [
  'planned',
  'created',
  'proved',
  'written',
  'switched',
  'inactive',
  'undoing',
] as const

export type RotationState = (typeof rotationStates)[number]

/** How many days an old key stays, switched off, before it may be deleted. */
export const usualGraceDays = 7
export const mostGraceDays = 90

/** After this many days a key should be replaced (CIS AWS Foundations, "rotated every 90 days or less"). */
export const cisDays = 90

const day = 24 * 3_600_000

/** Whole days from one moment to another; both ISO 8601. */
export const daysBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / day)

/** The steps, in order. `done`: the states in which the step is complete. */
export function rotationSteps(
  graceDays: number,
): { readonly text: string; readonly done: RotationState[] }[] {
  const after = (state: RotationState): RotationState[] =>
    rotationStates.slice(rotationStates.indexOf(state)).filter((one) => one !== 'undoing')
  return [
    { text: 'Create a new key in AWS.', done: after('created') },
    { text: 'Ask STS, with the new key, whether it is the same account and user.', done: after('proved') },
    {
      text: 'Write it in place of the old one, as one change that can be undone.',
      done: after('written'),
    },
    { text: 'Read it back and ask STS once more.', done: after('switched') },
    { text: 'Switch the old key off.', done: after('inactive') },
    {
      text:
        graceDays === 0
          ? 'Delete the old key, if nobody has used it since.'
          : `Delete the old key after ${graceDays} ${graceDays === 1 ? 'day' : 'days'}, if nobody has used it since: stackpass keys finish.`,
      done: [],
    },
  ]
}

/** `7d`, `1d` or `now` as days; undefined for anything else. */
export function graceFromText(text: string): number | undefined {
  if (text === 'now') return 0
  const days = /^(\d{1,3})d?$/.exec(text)?.[1]
  const count = days === undefined ? undefined : Number(days)
  return count !== undefined && count <= mostGraceDays ? count : undefined
}
