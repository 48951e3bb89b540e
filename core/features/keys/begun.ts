import type { CallerIdentity } from '../../credentials/types.ts'
import type { VaultKey } from '../../vault/types.ts'
import type { Asker, Iam } from './ask-iam.ts'
import type { ListedKey } from './iam-client.ts'
import type { Places } from './places.ts'

/** What is known before anything changes. Asking only: nothing is written anywhere. */
export interface Begun {
  readonly asker: Asker
  readonly iam: Iam
  readonly key: VaultKey
  readonly who: CallerIdentity
  readonly places: Places
  /** The keys of the user, each with its last use. */
  readonly keys: readonly ListedKey[]
}
