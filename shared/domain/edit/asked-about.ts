import type { EditWarning } from './types.ts'

/** What a person answers before a plan is written, by the warnings that stand for it. */
export type Question = 'doubtful' | 'stops-working' | 'new-error' | 'new-warning' | 'region'

const questions: ReadonlyMap<string, Question> = new Map([
  ['Doubtful', 'doubtful'],
  ['StopsWorking', 'stops-working'],
  ['NewError', 'new-error'],
  ['NewWarning', 'new-warning'],
  ['RegionOfDeployedStack', 'region'],
])

/** The code of a warning that `aws-native:` keys stay behind; `stacks.plan` with `native` takes them along. */
export const nativeLeftBehind = 'NativeLeftBehind'

/** The question that a warning asks; undefined where it is only said. */
export function questionOf({ code }: Pick<EditWarning, 'code'>): Question | undefined {
  return questions.get(code)
}

/** The warnings of a plan that are asked about before it is written: every host asks about the same ones. */
export function askedAbout<Warning extends Pick<EditWarning, 'code'>>(
  warnings: readonly Warning[],
): Warning[] {
  return warnings.filter((warning) => questionOf(warning) !== undefined)
}
