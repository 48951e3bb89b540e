import { userInfo } from 'node:os'
import type { OpenKey } from './age-store.ts'
import { vaultService } from './keychain-store.ts'
import type { Keychain } from '../host/ports.ts'

/** In memory alone: each process asks for the passphrase. */
const nowhere: OpenKey = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  remove: () => Promise.resolve(),
}

/**
 * The key that opens the encrypted file, in the kernel keyring of Linux: other processes of the user find it, no disk does, and it
 * is gone with a restart. Where the kernel gives none (some containers) it stays in the memory of this process.
 */
export function kernelOpenKey(platform: NodeJS.Platform, folder: string, keychain: () => Keychain): OpenKey {
  if (platform !== 'linux') return nowhere
  // One user may have several homes of ours (STACKPASS_HOME), and each its own file.
  const account = `${userInfo().uid} ${folder}`
  const quietly = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch {
      // No keyring of the kernel here. Nothing is lost: the passphrase is asked for again.
      return undefined
    }
  }
  return {
    get: () => quietly(() => keychain().get(vaultService, account)),
    set: async (identity) => void (await quietly(() => keychain().set(vaultService, account, identity))),
    remove: async () => void (await quietly(() => keychain().remove(vaultService, account))),
  }
}
