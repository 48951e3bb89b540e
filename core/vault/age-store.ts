import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import { writePrivateFile } from '../state/write-private-file.ts'
import { errno } from '../system/file-errors.ts'
import type { VaultStore } from './types.ts'
import { hashedName } from '../state/hashed-name.ts'

/** Where the key that opens the file is while the vault is open, for other processes of the user. */
export interface OpenKey {
  get(): Promise<string | undefined>
  set(identity: string): Promise<void>
  remove(): Promise<void>
  /** Whether they find it there; otherwise each asks for the passphrase itself. */
  isShared(): Promise<boolean>
}

export interface AgeStore extends VaultStore {
  /** Whether a passphrase was chosen. */
  isSetUp(): Promise<boolean>
  isOpen(): Promise<boolean>
  /** Errors: PassphraseWrong; with `isNew` also where there is already one. */
  open(passphrase: string, isNew: boolean): Promise<Result<undefined>>
  close(): Promise<void>
  /** Whether one passphrase opens it for all programs of the user, while the vault is open. */
  opensForAll(): Promise<boolean>
}

/** The cost that age uses for a passphrase: about a second on a fast machine, for each guess. */
const workFactor = 18
const shortest = 10

async function read(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined
    throw error
  }
}

const damaged = (file: string) =>
  fail('VaultUnavailable', 'A file of the vault cannot be decrypted.', {
    path: file,
    reason: 'It is damaged, or was encrypted for another passphrase.',
    remedy: 'Put it back from a backup of your own.',
  })

/**
 * Keys in files of the age format, for machines without a keyring: each item is encrypted for one identity, the identity with
 * the passphrase. `age -d` opens both.
 */
export function createAgeStore(folder: string, openKey: OpenKey, factor = workFactor): AgeStore {
  const identityFile = join(folder, 'identity.age')
  const fileOf = (item: string): string => join(folder, `${hashedName(item)}.age`)
  let known: string | undefined

  async function identity(): Promise<Result<string>> {
    known ??= await openKey.get()
    if (known !== undefined) return ok(known)
    const isThere = (await read(identityFile)) !== undefined
    return fail('VaultLocked', 'The encrypted file of the vault is locked.', {
      reason: isThere ? 'Its passphrase is needed.' : 'It has no passphrase yet.',
      remedy:
        !isThere || (await openKey.isShared())
          ? 'Run `stackpass unlock` in a terminal, or unlock it in the app.'
          : 'Run this in a terminal, which asks for the passphrase. Nothing here keeps it for other programs.',
      details: { store: 'file', isNew: !isThere },
    })
  }

  async function seal(text: string, into: string, how: { passphrase: string } | { recipient: string }) {
    const { Encrypter } = await import('age-encryption')
    const encrypter = new Encrypter()
    if ('passphrase' in how) {
      encrypter.setPassphrase(how.passphrase)
      encrypter.setScryptWorkFactor(factor)
    } else encrypter.addRecipient(how.recipient)
    await writePrivateFile(into, await encrypter.encrypt(text))
  }

  return {
    id: 'file',
    available: () => Promise.resolve(ok(undefined)),
    isSetUp: async () => (await read(identityFile)) !== undefined,
    isOpen: async () => (await identity()).ok,
    opensForAll: () => openKey.isShared(),
    async open(passphrase, isNew) {
      const { Decrypter, generateX25519Identity } = await import('age-encryption')
      const sealed = await read(identityFile)
      if (sealed === undefined) {
        if (!isNew)
          return fail('VaultLocked', 'The encrypted file of the vault has no passphrase yet.', {
            reason: 'Only the passphrase opens it, so choose that first.',
            remedy: 'Choose one: `stackpass vault move NAME --store file` asks for it.',
            details: { store: 'file', isNew: true },
          })
        if (passphrase.length < shortest)
          return fail('InvalidValue', `The passphrase needs at least ${shortest} characters.`, {
            reason: 'Anyone with the file can try as many as they like.',
            remedy: 'Choose a longer one.',
          })
        const made = await generateX25519Identity()
        await seal(made, identityFile, { passphrase })
        known = made
        await openKey.set(made)
        return ok(undefined)
      }
      if (isNew)
        return fail('NotAllowed', 'The encrypted file of the vault already has a passphrase.', {
          reason: 'A second one would make its content unreadable.',
          remedy: 'Unlock it with that.',
        })
      const decrypter = new Decrypter()
      decrypter.addPassphrase(passphrase)
      try {
        known = await decrypter.decrypt(sealed, 'text')
      } catch {
        // The package throws only plain errors, for a wrong passphrase as for a damaged file.
        return fail('PassphraseWrong', 'This passphrase does not open the vault.', {
          reason: 'It is the wrong one, or the file is damaged.',
          remedy: 'Try again.',
        })
      }
      await openKey.set(known)
      return ok(undefined)
    },
    async close() {
      known = undefined
      await openKey.remove()
    },
    async put(item, secret) {
      const found = await identity()
      if (!found.ok) return found
      const { identityToRecipient } = await import('age-encryption')
      await seal(secret, fileOf(item), { recipient: await identityToRecipient(found.value) })
      return ok(undefined)
    },
    async get(item) {
      const sealed = await read(fileOf(item))
      const found = await identity()
      if (!found.ok) return found
      if (sealed === undefined) return ok(undefined)
      const { Decrypter } = await import('age-encryption')
      const decrypter = new Decrypter()
      decrypter.addIdentity(found.value)
      try {
        return ok(await decrypter.decrypt(sealed, 'text'))
      } catch {
        return damaged(fileOf(item))
      }
    },
    async remove(item) {
      await rm(fileOf(item), { force: true })
      return ok(undefined)
    },
  }
}
