import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keychain } from '../../core/host/ports.ts'

/** A store in a folder, for programs that are killed: each item is whole or not there at all, as in a keyring. */
export function fileKeychain(folder: string): Keychain {
  const fileOf = (service: string, account: string): string =>
    join(folder, createHash('sha256').update(`${service} ${account}`).digest('hex'))
  return {
    set: async (service, account, secret) => {
      const file = fileOf(service, account)
      writeFileSync(`${file}.new`, secret)
      renameSync(`${file}.new`, file)
    },
    get: async (service, account) => {
      try {
        return readFileSync(fileOf(service, account), 'utf8')
      } catch {
        return undefined
      }
    },
    remove: async (service, account) => rmSync(fileOf(service, account), { force: true }),
  }
}
