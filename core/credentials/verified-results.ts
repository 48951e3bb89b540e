import type { VerifyResult } from '../../shared/contract/models.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'

/** What STS last said about each profile with the credentials that a tool takes, while the profile is unchanged. */
export interface VerifiedResults {
  current(as: ReaderName): Promise<ReadonlyMap<string, VerifyResult>>
}

/** The results for one tool, by profile: a result of another tool is never shown as its own. */
export function resultsAs(results: readonly VerifyResult[], as: ReaderName): Map<string, VerifyResult> {
  return new Map(results.filter((result) => result.as === as).map((result) => [result.profile, result]))
}
