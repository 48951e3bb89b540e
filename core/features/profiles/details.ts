import type { ProfileDetail } from '../../../shared/contract/models.ts'
import { findReferences } from '../../../shared/domain/aws/references.ts'
import { botocoreView } from '../../../shared/domain/aws/lenses/botocore.ts'
import { smithyView } from '../../../shared/domain/aws/lenses/smithy.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import type { AwsView, SharedFileState } from '../../aws/aws-files.ts'
import { chainInWords } from './chain-in-words.ts'
import { summarise, viewDiagnostic, viewSetting, type ProfileFacts } from './summaries.ts'

function seenBy(view: AwsView, name: string): { awsCli: boolean; jsSdk: boolean } {
  const present = [view.config, view.credentials].filter(
    (file): file is SharedFileState & { bytes: Uint8Array } => file.bytes !== undefined,
  )
  const lenses = present.map((file) => ({
    botocore: botocoreView(file.bytes, file.kind),
    smithy: smithyView(file.bytes, file.kind),
  }))
  return {
    // One file that botocore cannot parse makes the AWS CLI fail altogether.
    awsCli:
      lenses.every(({ botocore }) => botocore.error === undefined) &&
      lenses.some(({ botocore }) => botocore.profiles.has(name)),
    jsSdk: lenses.some(({ smithy }) => smithy.profiles.has(name)),
  }
}

/** One profile in full; secret values are left out. */
export function describeProfile(view: AwsView, profile: MergedProfile, facts: ProfileFacts): ProfileDetail {
  return {
    summary: summarise(profile, facts),
    settings: [...profile.settings.values()].map(viewSetting),
    chain: chainInWords(view.profiles, profile.name),
    diagnostics: view
      .diagnostics()
      .filter((diagnostic) => diagnostic.profile === profile.name)
      .map(viewDiagnostic),
    references: findReferences(view.config.document, view.credentials.document, profile.name).map(
      ({ profile: by, key }) => ({ profile: by, key }),
    ),
    seenBy: seenBy(view, profile.name),
    configLine: profile.configLine,
    credentialsLine: profile.credentialsLine,
  }
}
