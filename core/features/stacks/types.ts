import type { AwsFiles } from '../../aws/aws-files.ts'
import type { VerifiedResults } from '../../credentials/verified-results.ts'
import type { PlanStore } from '../../edits/plans.ts'
import type { FileService } from '../../files/types.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { AccountNames } from '../../state/account-names.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { SettingsService } from '../../state/settings.ts'

/** What the feature gets; it makes `profileUsers` itself. */
export interface StackContext {
  readonly ports: CorePorts
  readonly now: () => Date
  readonly aws: AwsFiles
  readonly files: FileService
  readonly plans: PlanStore
  readonly settings: SettingsService
  readonly events: EventHub
  readonly verified: VerifiedResults
  readonly paths: Pick<StackpassPaths, 'locksDir'>
  readonly accountNames: Pick<AccountNames, 'read'>
}
