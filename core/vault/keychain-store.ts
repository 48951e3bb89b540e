import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { storeLabel } from '../../shared/domain/vault/stores.ts'
import { redactSaid } from '../../shared/domain/secrets/redact.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Keychain } from '../host/ports.ts'
import type { VaultStore } from './types.ts'

/** The name of Stackpass' keys in every store. */
export const vaultService = 'stackpass'

/** How long to wait for a keyring that asks for its password: as long as a person may need. Milliseconds. */
const longestWait = 120_000

interface Place {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
}

const others =
  'Choose another store: `stackpass vault move NAME --store file` keeps keys in an encrypted file.'

/** Why the secret service cannot be reached. Without a bus the package would only say "AccessDenied". */
function noBus({ platform, env }: Place): Result<undefined> {
  if (platform !== 'linux') return ok(undefined)
  const runtime = env['XDG_RUNTIME_DIR'] ?? ''
  if (env['DBUS_SESSION_BUS_ADDRESS'] || (runtime !== '' && existsSync(join(runtime, 'bus'))))
    return ok(undefined)
  return fail('VaultUnavailable', 'There is no keyring here.', {
    reason:
      'The system keyring is reached over the session bus (D-Bus), and there is none: a server, a container or WSL has no desktop session.',
    remedy: others,
  })
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It did not answer within 2 minutes.')), longestWait)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The store of the operating system: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. */
export function createKeychainStore(keychain: () => Keychain, place: Place, isLent: boolean): VaultStore {
  const { name } = storeLabel('system', place.platform)
  const isSupported = ['linux', 'darwin', 'win32', 'freebsd'].includes(place.platform)

  function available(): Promise<Result<undefined>> {
    if (isLent) return Promise.resolve(ok(undefined))
    if (!isSupported)
      return Promise.resolve(
        fail('VaultUnavailable', 'Stackpass knows no keychain for this system.', {
          reason: 'It knows those of macOS, Windows and Linux desktops.',
          remedy: others,
        }),
      )
    return Promise.resolve(noBus(place))
  }

  async function ask<T>(secrets: readonly string[], work: () => Promise<T>): Promise<Result<T>> {
    const isThere = await available()
    if (!isThere.ok) return isThere
    try {
      return ok(await inTime(work()))
    } catch (error) {
      const said = redactSaid(error instanceof Error ? error.message : String(error), secrets)
      return fail('VaultUnavailable', `The ${name} did not complete the request.`, {
        reason: said,
        remedy: `Unlock it, or make sure that it is running. ${others}`,
      })
    }
  }

  return {
    id: 'system',
    available,
    put: async (item, secret) => {
      const done = await ask([secret], () => keychain().set(vaultService, item, secret))
      return done.ok ? ok(undefined) : done
    },
    get: (item) => ask([], () => keychain().get(vaultService, item)),
    remove: async (item) => {
      const done = await ask([], () => keychain().remove(vaultService, item))
      return done.ok ? ok(undefined) : done
    },
  }
}
