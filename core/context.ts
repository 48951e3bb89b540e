import type { VerifyResult } from '../shared/contract/models.ts'
import type { AwsFiles } from './aws/aws-files.ts'
import type { ClipboardKeeper } from './clipboard-keeper.ts'
import type { ProcessPermissions } from './consent/process-permissions.ts'
import type { EventHub } from './event-hub.ts'
import type { FileService } from './files/types.ts'
import type { History } from './history/types.ts'
import type { StackpassPaths } from './paths/paths.ts'
import type { PlanStore } from './plans.ts'
import type { CorePorts } from './ports.ts'
import type { ProfileUsers } from './profile-users.ts'
import type { Prompts } from './prompts.ts'
import type { RecentsFile } from './settings/recents.ts'
import type { SettingsService } from './settings/settings.ts'

/** What STS last said of each profile, as long as the profile is still the same. */
export interface VerifiedResults {
  current(): Promise<ReadonlyMap<string, VerifyResult>>
}

/** Which credential_process commands the user has seen and allowed, and still are what they were. */
export type ProcessChecks = Pick<ProcessPermissions, 'check'>

/** What every feature gets. Features do not see each other; what they share is here. */
export interface CoreContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly now: () => Date
  readonly files: FileService
  readonly history: History
  readonly aws: AwsFiles
  readonly settings: SettingsService
  readonly recents: RecentsFile
  readonly events: EventHub
  readonly prompts: Prompts
  readonly plans: PlanStore
  readonly clipboard: ClipboardKeeper
  readonly verified: VerifiedResults
  readonly processes: ProcessChecks
  readonly profileUsers: ProfileUsers
}
