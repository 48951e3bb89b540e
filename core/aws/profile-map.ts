import type { SharedFileDocument } from '../../shared/domain/aws/document.ts'
import { mergeProfile, mergeProfiles } from '../../shared/domain/aws/merge.ts'
import { OnDemand } from '../../shared/domain/aws/on-demand.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'

/** All profiles of both files by name. A caller that wants one of them does not pay for merging all. */
export class ProfileMap extends OnDemand<MergedProfile> {
  constructor(config: SharedFileDocument | undefined, credentials: SharedFileDocument | undefined) {
    super(
      (name) => mergeProfile(config, credentials, name),
      () => mergeProfiles(config, credentials),
    )
  }
}
