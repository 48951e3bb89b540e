import { createRequire } from 'node:module'
import type * as Keyring from '@napi-rs/keyring'
import type { Keychain } from '../host/ports.ts'

/** Which store of Linux is meant. Never left to the package, which would fall back to another one. */
export type LinuxStore = 'secret-service' | 'keyutils'

/** From the folder of packages beside the command: a file of machine code cannot be part of a bundle. */
function load(): typeof Keyring {
  return createRequire(import.meta.url)('@napi-rs/keyring') as typeof Keyring
}

/** The store of the operating system, loaded when it is first used. Rejects with an error of the system. */
export function systemKeychain(store: LinuxStore): Keychain {
  const entry = (service: string, account: string) =>
    new (load().AsyncEntry)(service, account, { linux: { store } })
  return {
    // Async, so that a package that cannot be loaded rejects too.
    set: async (service, account, secret) => entry(service, account).setPassword(secret),
    get: async (service, account) => (await entry(service, account).getPassword()) ?? undefined,
    remove: async (service, account) => void (await entry(service, account).deleteCredential()),
  }
}
