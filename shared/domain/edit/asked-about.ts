import type { EditWarning } from './types.ts'

/** What a person must answer before a plan is written, by the warnings that raise the question. */
export type Question = 'doubtful' | 'stops-working' | 'new-error' | 'new-warning' | 'region'

const questions: ReadonlyMap<string, Question> = new Map([
  ['Doubtful', 'doubtful'],
  ['StopsWorking', 'stops-working'],
  ['NewError', 'new-error'],
  ['NewWarning', 'new-warning'],
  ['RegionOfDeployedStack', 'region'],
])

/** The code of a warning that `aws-native:` keys stay unchanged; `stacks.plan` with `native` changes them too. */
export const nativeLeftBehind = 'NativeLeftBehind'

/** The question that a warning asks; undefined where it only informs. */
export function questionOf({ code }: Pick<EditWarning, 'code'>): Question | undefined {
  return questions.get(code)
}

/** The warnings of a plan that need an answer before it is written: every host asks about the same ones. */
export function askedAbout<Warning extends Pick<EditWarning, 'code'>>(
  warnings: readonly Warning[],
): Warning[] {
  return warnings.filter((warning) => questionOf(warning) !== undefined)
}
