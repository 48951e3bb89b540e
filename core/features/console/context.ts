import type { Handler } from '../../../shared/contract/handlers.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import type { ActiveName } from '../../aws/own-target.ts'
import type { ProcessChecks } from '../../consent/process-permissions.ts'
import type { ClipboardKeeper } from '../../host/clipboard-keeper.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { Prompts } from '../../host/prompts.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { SettingsService } from '../../state/settings.ts'
import type { VaultKeys } from '../../vault/types.ts'

export interface ConsoleContext {
  readonly ports: CorePorts
  readonly now: () => Date
  readonly aws: AwsFiles
  readonly prompts: Prompts
  readonly processes: ProcessChecks
  readonly clipboard: ClipboardKeeper
  readonly paths: StackpassPaths
  readonly vault: VaultKeys
  readonly settings: SettingsService
}

/** What other features provide. */
export interface ConsoleLoans {
  readonly activeName: ActiveName
  /** Credentials as every other command gets them: cached, with the questions that they need. */
  readonly credentialsOf: Handler<'credentials.get'>
  readonly showStack: Handler<'stacks.show'>
}
