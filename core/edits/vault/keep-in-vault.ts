import type { Operation } from '../../../shared/contract/models.ts'
import { keyPair, tokenKeys } from '../../../shared/domain/aws/keys.ts'
import { mergeProfile } from '../../../shared/domain/aws/merge.ts'
import { ownCommand } from '../../../shared/domain/aws/own-command.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import type { StoreId } from '../../../shared/domain/vault/stores.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { editOne, type Pair } from '../aws-changes.ts'
import { intoVault, type Move, type VaultSteps } from './into-vault.ts'
import { readyStore } from './ready-store.ts'
import type { VaultEditContext } from './vault-context.ts'

interface Kept {
  readonly operations: readonly Operation[]
  readonly steps: VaultSteps
}

const none = new Uint8Array()
const isKey = (key: string): boolean => keyPair.some((one) => one === key) || tokenKeys.has(key)

/**
 * Operations that bring long-lived keys into profiles: the keys go into a store and never into a file. Errors: VaultLocked,
 * VaultUnavailable, InvalidValue, NotAllowed for keys that end by themselves or are not whole.
 */
export async function keepInVault(
  context: VaultEditContext,
  given: readonly Operation[],
  store: StoreId,
): Promise<Result<Kept>> {
  const ready = await readyStore(context, store)
  if (!ready.ok) return ready
  const { config, credentials } = await context.aws.view()
  let pair: Pair = { config: config.bytes, credentials: credentials.bytes }
  const operations: Operation[] = []
  const moves: Move[] = []
  for (const one of given) {
    if (one.type !== 'addProfile' && one.type !== 'setMany') {
      operations.push(one)
      continue
    }
    const name = one.type === 'addProfile' ? one.name : one.profile
    const values = new Map(one.entries.map(({ key, value }) => [key.toLowerCase(), value]))
    const [accessKeyId, secretAccessKey] = keyPair.map((key) => values.get(key) ?? '')
    if (!accessKeyId || !secretAccessKey || [...tokenKeys].some((key) => values.has(key)))
      return fail('NotAllowed', `The keys for ${name} do not go into the vault.`, {
        reason: 'Only a complete, long-lived key pair does: temporary keys expire by themselves.',
        remedy: 'Import them without a store.',
      })
    const { platform, program } = context.ports
    const command = ownCommand({ active: false, profile: name }, { platform, program })
    if (!command.ok) return command
    const entries = [
      ...one.entries.filter(({ key }) => !isKey(key.toLowerCase())),
      { key: 'credential_process', value: command.value },
    ]
    const operation: Operation =
      one.type === 'addProfile' ? { ...one, entries } : { ...one, entries, unset: [...keyPair, ...tokenKeys] }
    const outcomes = editOne(operation, pair)
    for (const kind of ['config', 'credentials'] as const) {
      const outcome = outcomes[kind]
      if (outcome === undefined) continue
      if (!outcome.ok) return outcome
      if (outcome.splices.length > 0) pair = { ...pair, [kind]: outcome.bytes }
    }
    const profile = mergeProfile(
      parseSharedFile(pair.config ?? none, 'config'),
      parseSharedFile(pair.credentials ?? none, 'credentials'),
      name,
    )
    if (profile === undefined) continue
    operations.push(operation)
    const key = { accessKeyId, secretAccessKey }
    moves.push({ profile, key, store, command: command.value, wayBack: {}, inFile: false })
  }
  return ok({ operations, steps: intoVault(context, moves) })
}
