import type { AwsFiles } from '../../aws/aws-files.ts'
import type { ProfileUsers } from '../../edits/profile-users.ts'
import type { PlanStore } from '../../edits/plans.ts'
import type { FileService } from '../../files/types.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { StackpassPaths } from '../../state/paths.ts'

/** What brings the active profile to programs that do not start from a shell. */
export interface BridgeContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly aws: AwsFiles
  readonly files: FileService
  readonly plans: PlanStore
  readonly events: EventHub
  readonly profileUsers: Pick<ProfileUsers, 'give'>
}
