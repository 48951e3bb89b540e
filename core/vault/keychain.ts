import { createRequire } from 'node:module'
import type * as Keyring from '@napi-rs/keyring'
import type { Keychain } from '../host/ports.ts'

/** Which store of Linux to use. Never left to the package, which would fall back to another one. */
export type LinuxStore = 'secret-service' | 'keyutils'

/** As a package beside the command, or in the desktop app beside its bundle (build/bundle.mjs), which holds no machine code. */
const places = ['@napi-rs/keyring', './keyring/index.cjs', '../keyring/index.cjs']

function load(): typeof Keyring {
  const require = createRequire(import.meta.url)
  for (const place of places)
    try {
      return require(place) as typeof Keyring
    } catch (error) {
      const { code, requireStack = [] } = error as NodeJS.ErrnoException & { requireStack?: string[] }
      // Found, but it lacks something that it needs.
      if (code !== 'MODULE_NOT_FOUND' || requireStack.length > 1) throw error
    }
  throw new Error(
    'The package @napi-rs/keyring is not installed beside Stackpass: there is none for this machine, or it was left out.',
  )
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
