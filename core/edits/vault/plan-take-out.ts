import type { Operation, PlanView } from '../../../shared/contract/models.ts'
import { mergeProfile } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { keyPair } from '../../../shared/domain/aws/keys.ts'
import type { SharedFileKind } from '../../../shared/domain/aws/types.ts'
import { inWords } from '../../../shared/domain/text/in-words.ts'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import { takeBack, type MovedKey, type WayBack } from '../../../shared/domain/vault/way-back.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { FileChange } from '../../files/types.ts'
import type { VaultRecord } from '../../vault/records.ts'
import type { VaultKey } from '../../vault/types.ts'
import { awsChanges, type Pair } from '../aws-changes.ts'
import { takeVaultLock } from './into-vault.ts'
import { keyInFile } from './key-in-file.ts'
import { readyStore } from './ready-store.ts'
import type { VaultEditContext } from './vault-context.ts'

interface Leaving {
  readonly record: VaultRecord
  readonly key: VaultKey
}

const kinds = ['config', 'credentials'] as const
const none = new Uint8Array()

const movedKey = ({ accessKeyId, secretAccessKey }: VaultKey): MovedKey => ({
  id: accessKeyId,
  secret: secretAccessKey,
})

/** Both files with the lines of one profile as they were before its move; undefined where that is not possible exactly. */
function asBefore(pair: Pair, { record, key }: Leaving): Pair | undefined {
  const ways = kinds.flatMap((kind) => {
    const way = record.wayBack[kind]
    return way === undefined ? [] : [[kind, way] as const]
  })
  if (ways.length === 0) return undefined
  let after = pair
  for (const [kind, way] of ways) {
    const taken = takeBack(after[kind] ?? none, way, movedKey(key))
    if (taken === undefined) return undefined
    after = { ...after, [kind]: way.created === true && taken.bytes.length === 0 ? undefined : taken.bytes }
  }
  const documents = kinds.map((kind) => parseSharedFile(after[kind] ?? none, kind))
  const made = mergeProfile(documents[0], documents[1], record.profile)
  const is = keyInFile(made)
  const isWhole = is?.accessKeyId === key.accessKeyId && is.secretAccessKey === key.secretAccessKey
  return isWhole && !isVaultHeld(made) ? after : undefined
}

function exactChange(
  { aws }: VaultEditContext,
  kind: SharedFileKind,
  way: WayBack,
  key: VaultKey,
  removes: boolean,
): FileChange {
  const label = aws.labels[kind]
  return {
    path: aws.paths[kind],
    label,
    kind: `aws-${kind}`,
    removes,
    edit: (bytes) => {
      const taken = takeBack(bytes ?? none, way, movedKey(key))
      if (taken !== undefined) return { ok: true, ...taken, warnings: [] }
      return fail('FileChanged', `${label} changed while you looked at it.`, {
        reason: 'The lines that the key goes back to have changed.',
        remedy: 'Plan it again.',
        path: label,
      })
    },
    // The edit itself refuses lines that are not as the move left them; a file that will be deleted must not have grown.
    fingerprint: (bytes) => (removes ? Buffer.from(bytes ?? none).toString('latin1') : 'any'),
  }
}

/** Lines that another program or the user changed stay as they are; the settings are the same as before. */
function settingsBack(name: string, key: VaultKey, isThere: boolean, isHeld: boolean): Operation {
  const [id, secret] = keyPair
  const entries = [
    { key: id, value: key.accessKeyId },
    { key: secret, value: key.secretAccessKey },
  ]
  if (!isThere) return { type: 'addProfile', name, entries }
  return { type: 'setMany', profile: name, entries, ...(isHeld && { unset: ['credential_process'] }) }
}

async function keysOf(context: VaultEditContext, names: readonly string[]): Promise<Result<Leaving[]>> {
  const { vault } = context
  const found: Leaving[] = []
  for (const name of new Set(names)) {
    const record = await vault.records.read(name)
    if (record === undefined)
      return fail('VaultKeyMissing', `The vault holds no key of ${name}.`, {
        reason: 'No key was moved here under that name on this machine.',
        remedy: 'See `stackpass vault list`.',
      })
    const ready = await readyStore(context, record.store)
    if (!ready.ok) return ready
    const key = await vault.read(record)
    if (!key.ok) return key
    found.push({ record, key: key.value })
  }
  return ok(found)
}

/** What happens around the write that puts keys back: a key leaves its store once the file was read back and holds it. */
function outOfVault(context: VaultEditContext, leaving: readonly Leaving[]) {
  const { vault, aws, events } = context
  let lock: Awaited<ReturnType<typeof takeVaultLock>> | undefined
  const unlock = async (): Promise<void> => {
    const held = lock
    lock = undefined
    await held?.release()
  }
  return {
    async beforehand(): Promise<Result<undefined>> {
      lock = await takeVaultLock(context)
      for (const { record } of leaving) await vault.records.write({ ...record, state: 'leaving' })
      return ok(undefined)
    },
    async takeBack(): Promise<void> {
      for (const { record } of leaving) await vault.records.write(record)
      await unlock()
    },
    async afterwards(): Promise<void> {
      const view = await aws.view()
      for (const { record, key } of leaving) await dropIfInFile(context, view, record, key)
      await unlock()
      events.emit({ type: 'vaultChanged' })
    },
  }
}

/** Removes a key from its store when the file holds it. True when the store no longer has it. */
export async function dropIfInFile(
  { vault, ports }: VaultEditContext,
  { profiles }: { readonly profiles: Awaited<ReturnType<VaultEditContext['aws']['view']>>['profiles'] },
  record: VaultRecord,
  key: VaultKey,
): Promise<boolean> {
  const inFile = keyInFile(profiles.get(record.profile))
  if (inFile?.accessKeyId !== key.accessKeyId || inFile.secretAccessKey !== key.secretAccessKey) return false
  const removed = await vault.store(record.store).remove(record.item)
  if (removed.ok) await vault.records.remove(record.profile)
  else ports.onNotice?.(removed.error)
  return removed.ok
}

/**
 * Plans to put keys from the vault back into the files: the exact bytes from before, where the lines are as the move left them,
 * otherwise the same settings. Errors: VaultKeyMissing, VaultLocked, VaultUnavailable, NothingToChange, and those of the files.
 */
export async function planTakeOut(
  context: VaultEditContext,
  names: readonly string[],
): Promise<Result<PlanView>> {
  const { aws, files, plans } = context
  const found = await keysOf(context, names)
  if (!found.ok) return found
  const view = await aws.view()
  const broken = [view.config, view.credentials].find(({ state }) => state === 'unreadable')
  if (broken?.error !== undefined) return { ok: false, error: broken.error }
  let pair: Pair = { config: view.config.bytes, credentials: view.credentials.bytes }
  const changes: FileChange[] = []
  const operations: Operation[] = []
  const leaving: Leaving[] = []
  for (const one of found.value) {
    const { record, key } = one
    const profile = view.profiles.get(record.profile)
    const inFile = keyInFile(profile)
    if (inFile?.secretAccessKey === key.secretAccessKey && (await dropIfInFile(context, view, record, key)))
      continue
    leaving.push(one)
    const before = isVaultHeld(profile) ? asBefore(pair, one) : undefined
    if (before === undefined) {
      operations.push(settingsBack(record.profile, key, profile !== undefined, isVaultHeld(profile)))
      continue
    }
    for (const kind of kinds) {
      const way = record.wayBack[kind]
      if (way !== undefined) changes.push(exactChange(context, kind, way, key, before[kind] === undefined))
    }
    pair = before
  }
  if (leaving.length === 0)
    return fail(
      'NothingToChange',
      `The ${names.length === 1 ? 'key stands' : 'keys stand'} in the file already.`,
      {
        reason: 'Only the copy in the vault was left, and it has now been removed.',
        remedy: 'Nothing needs to be done.',
      },
    )
  const others = awsChanges(aws, pair, operations)
  if (!others.ok) return others
  const summary = `Took the ${leaving.length === 1 ? 'key' : 'keys'} of ${inWords(leaving.map(({ record }) => record.profile))} out of the vault`
  const plan = await files.plan(summary, [...changes, ...others.value])
  if (!plan.ok) return plan
  const again = operations.length > 0 && {
    warnings: [
      ...plan.value.warnings,
      {
        code: 'NotAsBefore',
        message: `The lines of ${inWords(operations.map((one) => ('profile' in one ? one.profile : 'name' in one ? one.name : '')))} have changed since: Stackpass writes the same settings, but not the same bytes.`,
      },
    ],
  }
  return ok(plans.keep({ ...plan.value, ...again }, outOfVault(context, leaving)))
}
