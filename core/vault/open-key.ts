import { userInfo } from 'node:os'
import type { OpenKey } from './age-store.ts'
import { vaultService } from './keychain-store.ts'
import type { Keychain } from '../host/ports.ts'

/** By the folder of the vault. A command opens it with one core and hands out with another. */
const inThisProcess = new Map<string, string>()

/** Only in memory: each process asks for the passphrase. */
const inMemory = (folder: string): OpenKey => ({
  get: () => Promise.resolve(inThisProcess.get(folder)),
  set: (identity) => Promise.resolve(void inThisProcess.set(folder, identity)),
  remove: () => Promise.resolve(void inThisProcess.delete(folder)),
  isShared: () => Promise.resolve(false),
})

/**
 * The key that opens the encrypted file, in the kernel keyring of Linux: other processes of the user find it, it is on no disk,
 * and it is gone after a restart. Where the kernel offers none (some containers) it stays in the memory of this process.
 */
export function kernelOpenKey(platform: NodeJS.Platform, folder: string, keychain: () => Keychain): OpenKey {
  const memory = inMemory(folder)
  if (platform !== 'linux') return memory
  // One user may have several Stackpass homes (STACKPASS_HOME), each with its own file.
  const account = `${userInfo().uid} ${folder}`
  /** Undefined where the kernel keeps no keys here, or not this one. */
  const inKernel = async <T>(work: () => Promise<T>): Promise<{ readonly value: T } | undefined> => {
    try {
      return { value: await work() }
    } catch {
      // Nothing is lost: the passphrase is asked for again.
      return undefined
    }
  }
  let shared: Promise<boolean> | undefined
  return {
    // A kernel without a keyring already refuses the question, or otherwise the first key.
    isShared: () =>
      (shared ??= inKernel(() => keychain().get(vaultService, account)).then((found) => found !== undefined)),
    get: async () =>
      (await inKernel(() => keychain().get(vaultService, account)))?.value ?? (await memory.get()),
    set: async (identity) => {
      const kept = await inKernel(() => keychain().set(vaultService, account, identity))
      shared = Promise.resolve(kept !== undefined)
      if (kept === undefined) await memory.set(identity)
    },
    remove: async () => {
      await inKernel(() => keychain().remove(vaultService, account))
      await memory.remove()
    },
  }
}
