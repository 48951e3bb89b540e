import type { SourcesContext } from '../../credentials/credential-sources.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { Vault } from '../../vault/vault.ts'
import type { FilePlanContext } from '../plan-file-operations.ts'

/** What a key needs on its way into the vault, and out again. */
export interface VaultEditContext extends FilePlanContext, SourcesContext {
  readonly vault: Vault
  readonly events: EventHub
  readonly now: () => Date
}
