import { join } from 'node:path'
import type { VaultEditContext } from '../../edits/vault/vault-context.ts'
import type { History } from '../../history/types.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { Rotations } from './records.ts'

/** What core gives the feature. */
export interface KeysFeatureContext extends VaultEditContext {
  readonly history: Pick<History, 'list' | 'planUndo'>
}

/** The same, with what the feature keeps itself. */
export interface KeysContext extends KeysFeatureContext {
  readonly rotations: Rotations
  /** Waits this many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}

/** Where rotations and the answers of IAM about keys are kept. */
export const keysFolder = ({ stateDir }: Pick<StackpassPaths, 'stateDir'>): string => join(stateDir, 'keys')
