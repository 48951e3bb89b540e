import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { storeIds, storeLabel, type StoreId } from '../../../shared/domain/vault/stores.ts'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { keyInFile } from '../../edits/vault/key-in-file.ts'
import { planMove } from '../../edits/vault/plan-move.ts'
import { planTakeOut } from '../../edits/vault/plan-take-out.ts'
import { reconcile } from '../../edits/vault/reconcile.ts'
import type { VaultEditContext } from '../../edits/vault/vault-context.ts'
import type { SettingsService } from '../../state/settings.ts'
import type { VaultRecord } from '../../vault/records.ts'

export type VaultFeatureContext = VaultEditContext & { readonly settings: SettingsService }

type Status = Output<'vault.status'>

function stateOf(record: VaultRecord, { profiles }: AwsView): Status['held'][number]['state'] {
  const profile = profiles.get(record.profile)
  if (isVaultHeld(profile)) return 'held'
  if (record.state !== 'held') return 'unfinished'
  return keyInFile(profile) === undefined ? 'unused' : 'both'
}

/** The keys that were moved out of the shared files, and the way in and out. */
export function createVaultHandlers(context: VaultFeatureContext): HandlersOf<'vault'> {
  const { vault, aws, ports, settings, events } = context

  async function stores(opensForAll: boolean): Promise<Status['stores']> {
    return Promise.all(
      storeIds.map(async (id) => {
        const isThere = await vault.store(id).available()
        const { name, protects, not } = storeLabel(id, ports.platform, opensForAll)
        const why = isThere.ok ? undefined : [isThere.error.message, isThere.error.reason].join(' ').trim()
        return { id, name, protects, not, ...(why !== undefined && { unavailable: why }) }
      }),
    )
  }

  /** The store that already holds keys, otherwise the system's, otherwise the file. */
  async function suggested(records: readonly VaultRecord[]): Promise<StoreId> {
    const last = [...records].sort((one, other) => (one.at < other.at ? 1 : -1))[0]
    if (last !== undefined) return last.store
    return (await vault.store('system').available()).ok ? 'system' : 'file'
  }

  async function locked(records: readonly VaultRecord[]): Promise<Status['locked']> {
    const why = await vault.lock.locked()
    if (why !== undefined) return why
    const needsFile = records.some(({ store }) => store === 'file')
    return needsFile && !(await vault.file.isOpen()) ? 'passphrase' : undefined
  }

  return {
    'vault.status': async () => {
      const [view, records] = [await aws.view(), await vault.records.list()]
      const plain = [...view.profiles.values()].filter(({ kind }) => kind === 'keys').map(({ name }) => name)
      const why = await locked(records)
      const opensForAll = await vault.file.opensForAll()
      const asksEach = !opensForAll && records.some(({ store }) => store === 'file')
      return ok({
        held: records.map((record) => ({
          profile: record.profile,
          store: record.store,
          since: record.at,
          accessKeyId: record.accessKeyId,
          state: stateOf(record, view),
        })),
        plain,
        stores: await stores(opensForAll),
        suggested: await suggested(records),
        ...(why !== undefined && { locked: why }),
        fileSetUp: await vault.file.isSetUp(),
        ...(asksEach && { asksEach }),
        idleMinutes: (await settings.get()).vaultIdleMinutes,
      })
    },
    'vault.plan': async (input) => {
      await reconcile(context)
      if (input.action === 'takeOut') return planTakeOut(context, input.profiles)
      const store = input.store ?? (await suggested(await vault.records.list()))
      return planMove(context, input.profiles, store)
    },
    'vault.lock': async () => {
      await vault.lockAll()
      events.emit({ type: 'vaultChanged' })
      return ok({})
    },
    'vault.unlock': async ({ passphrase, isNew }) => {
      const needsFile = isNew === true || (await vault.file.isSetUp())
      if (needsFile && passphrase === undefined)
        return fail('VaultLocked', 'The passphrase of the encrypted file is needed.', {
          reason: 'Only the passphrase opens it.',
          remedy: 'Give it in the terminal or in the app.',
          details: { store: 'file', isNew: false },
        })
      if (passphrase !== undefined) {
        const opened = await vault.file.open(passphrase, isNew === true)
        if (!opened.ok) return opened
      }
      await vault.lock.unlock()
      await reconcile(context)
      events.emit({ type: 'vaultChanged' })
      return ok({})
    },
  }
}
