import type { VerifyResult } from '../../shared/contract/models.ts'

/** What STS last said of each profile, as long as the profile is still the same. */
export interface VerifiedResults {
  current(): Promise<ReadonlyMap<string, VerifyResult>>
}
