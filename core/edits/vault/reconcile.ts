import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import { dropIfInFile } from './plan-take-out.ts'
import { takeVaultLock } from './into-vault.ts'
import type { VaultEditContext } from './vault-context.ts'

/**
 * Finishes what a killed process began: a move whose lines were written becomes held, a key that is back in the file leaves the
 * store. A move that did not reach the write stays as it is; moving or taking out again finishes it.
 */
export async function reconcile(context: VaultEditContext): Promise<void> {
  const { vault, aws, files } = context
  const open = (await vault.records.list()).filter(({ state }) => state !== 'held')
  if (open.length === 0) return
  // Taking a key out was killed during the write, and left the key in an unfinished file.
  for (const path of Object.values(aws.paths)) await files.sweep(path)
  const lock = await takeVaultLock(context)
  try {
    const view = await aws.view()
    for (const { profile } of open) {
      // Another process may have finished it meanwhile.
      const record = await vault.records.read(profile)
      if (record === undefined || record.state === 'held') continue
      if (isVaultHeld(view.profiles.get(profile))) await vault.records.write({ ...record, state: 'held' })
      else if (record.state === 'leaving') {
        const key = await vault.read(record)
        if (key.ok) await dropIfInFile(context, view, record, key.value)
      }
    }
  } finally {
    await lock.release()
  }
}
