import { join } from 'node:path'
import type { MergedProfile, MergedSetting } from '../../../shared/domain/aws/types.ts'
import { patience } from '../../patience.ts'
import type { MfaDevice, MfaStore } from '../../../core/credentials/mfa-store.ts'
import type { CredentialContext } from '../../../core/credentials/types.ts'
import type { VaultKeys } from '../../../core/vault/types.ts'
import { fail } from '../../../shared/result.ts'

type Settings = Readonly<Record<string, string>>

/** A merged profile with these settings, as the profile service would hand it over. */
export function profileOf(name: string, settings: Settings): MergedProfile {
  const merged = new Map<string, MergedSetting>()
  for (const [key, value] of Object.entries(settings)) {
    merged.set(key, { key, value, file: 'config', line: 1, secret: /secret|token/.test(key) })
  }
  return {
    name,
    kind: 'incomplete',
    settings: merged,
    configLine: 1,
    credentialsLine: undefined,
    mayExpire: true,
    value: (key) => merged.get(key)?.value,
  }
}

export function profilesOf(all: Readonly<Record<string, Settings>>): Map<string, MergedProfile> {
  return new Map(Object.entries(all).map(([name, settings]) => [name, profileOf(name, settings)]))
}

/** Keeps sessions of MFA devices in memory, one turn at a time. */
export function createMemoryMfaStore(): MfaStore {
  const devices = new Map<string, MfaDevice>()
  const turns = new Map<string, Promise<void>>()
  return {
    read: (serial) => Promise.resolve(devices.get(serial)),
    write: (device) => Promise.resolve(void devices.set(device.serial, device)),
    async lock(serial) {
      const before = turns.get(serial)
      let leave = (): void => undefined
      turns.set(serial, new Promise((resolve) => (leave = resolve)))
      await before
      return { release: () => Promise.resolve(leave()) }
    },
    list: () => Promise.resolve([...devices.values()]),
    pathOf: (serial) => serial,
    forget: (serial) => Promise.resolve(void devices.delete(serial)),
  }
}

type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>

/** The config file that holds these settings. */
export function configOf(
  all: Readonly<Record<string, Settings>>,
  sessions: Sections = new Map(),
  services: Sections = new Map(),
): string {
  const section = (header: string, settings: Iterable<readonly [string, string]>): string =>
    [`[${header}]`, ...[...settings].map(([key, value]) => `${key} = ${value}`), ''].join('\n')
  return [
    ...Object.entries(all).map(([name, settings]) => section(`profile ${name}`, Object.entries(settings))),
    ...[...sessions].map(([name, settings]) => section(`sso-session ${name}`, settings)),
    ...[...services].map(([name]) => section(`services ${name}`, [])),
  ].join('\n')
}

/** Holds no key. */
export const emptyVault: VaultKeys = {
  holds: () => Promise.resolve(false),
  ready: (profile) => Promise.resolve(fail('VaultKeyMissing', `The vault holds no key of ${profile}.`)),
  keyOf: (profile) => Promise.resolve(fail('VaultKeyMissing', `The vault holds no key of ${profile}.`)),
}

/** A context that sends everything to a loopback URL and looks at nothing of this machine. */
export function contextOf(
  url: string,
  all: Readonly<Record<string, Settings>>,
  more: Partial<CredentialContext> = {},
): CredentialContext {
  const text = configOf(all, more.ssoSessions, more.services)
  return {
    profiles: profilesOf(all),
    files: {
      config: { path: '/nonexistent/config', state: new TextEncoder().encode(text) },
      credentials: { path: '/nonexistent/credentials', state: 'missing' },
    },
    ssoSessions: new Map(),
    services: new Map(),
    env: { AWS_ENDPOINT_URL: url, PATH: process.env['PATH'] },
    home: '/nonexistent',
    locksDir: join(more.home ?? '/nonexistent', 'locks'),
    mayRun: () => ({
      kind: 'refused',
      code: 'ProcessNotAllowed',
      reason: 'Nobody was asked.',
      remedy: 'Allow it.',
    }),
    requestTimeoutMs: patience.wait,
    mfa: createMemoryMfaStore(),
    vault: emptyVault,
    ...more,
  }
}

/** The settings of a profile with the keys of an identity. */
export function keysOf(identity: {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}): Settings {
  return {
    aws_access_key_id: identity.accessKeyId,
    aws_secret_access_key: identity.secretAccessKey,
    ...(identity.sessionToken !== undefined && { aws_session_token: identity.sessionToken }),
    region: 'eu-central-1',
  }
}
