import { join } from 'node:path'
import type { VaultEditContext } from '../../edits/vault/vault-context.ts'
import type { History } from '../../history/types.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { Rotations } from './records.ts'

/** What the feature is given by core. */
export interface KeysFeatureContext extends VaultEditContext {
  readonly history: Pick<History, 'list' | 'planUndo'>
}

/** That, with what the feature keeps itself. */
export interface KeysContext extends KeysFeatureContext {
  readonly rotations: Rotations
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}

/** Where rotations and what IAM said of keys lie. */
export const keysFolder = ({ stateDir }: Pick<StackpassPaths, 'stateDir'>): string => join(stateDir, 'keys')
