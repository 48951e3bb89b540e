import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAllowList } from '../../../core/consent/allow-list.ts'
import { createProcessPermissions } from '../../../core/consent/process-permissions.ts'
import { createCredentialCache, credentialCacheFolder } from '../../../core/credentials/cache.ts'
import { createMfaStore, newDevice } from '../../../core/credentials/mfa-store.ts'
import { stackpassPaths } from '../../../core/state/paths.ts'
import { until } from '../../patience.ts'
import { must, openHome } from '../home.ts'

const config = `[profile p]
credential_process = /opt/creds
[profile role]
role_arn = arn:aws:iam::123456789012:role/Dev
source_profile = twin
[profile twin]
credential_process = stackpass credentials p
[profile other]
credential_process = /opt/other
`
const names = ['p', 'role', 'twin', 'other', 'deleted']

/** A home in which credentials of every profile are cached, and the programs of three are allowed. */
async function prepare() {
  const { home, core } = openHome({}, { config, credentials: '' })
  const paths = stackpassPaths({ HOME: home, STACKPASS_HOME: join(home, '.stackpass') }, 'linux', home)
  const folder = credentialCacheFolder(paths)
  const cache = createCredentialCache(paths)
  const entryOf = (profile: string) => ({
    ...{ version: 1 as const, profile, salt: 's', fingerprint: 'f', accessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
    ...{ secretAccessKey: 'EXAMPLE', expiresAt: Date.now() + 3_600_000 },
  })
  for (const profile of names) await cache.write(entryOf(profile), await cache.turn())
  const list = createAllowList(paths.stateDir, paths.locksDir)
  for (const profile of ['p', 'other', 'deleted'])
    await list.add({
      ...{ profile, textHash: profile, shown: profile, pins: [], folder: undefined, unknown: [] },
      ...{ at: new Date().toISOString(), where: 'command' },
    })
  const cached = async () => {
    const entries = await Promise.all(names.map((name) => cache.read(name)))
    return entries.flatMap((entry) => entry?.profile ?? [])
  }
  return { core, cached, folder, list, cache, entryOf }
}

describe('taking a permission back', () => {
  it('forgets what the program gave, also to the profiles that get it from there', async () => {
    const { core, cached } = await prepare()
    expect(await cached()).toEqual(names)
    expect(await must(core, 'consent.revoke', { profile: 'p' })).toEqual({ revoked: 1 })
    expect(await cached()).toEqual(['other', 'deleted'])
  })

  it.skipIf(process.platform === 'win32')('hands out nothing of a program that still ran', async () => {
    const { home, core } = openHome({}, { config: '', credentials: '' })
    const [program, begun, go] = ['keys', 'begun', 'go'].map((name) => join(home, name))
    const printed = JSON.stringify({
      ...{ Version: 1, AccessKeyId: 'ASIAIOSFODNN7EXAMPLE', SecretAccessKey: 'x' },
      ...{ SessionToken: 't', Expiration: new Date(Date.now() + 3_600_000).toISOString() },
    })
    const wait = `: > '${begun!}'\nwhile [ ! -e '${go!}' ]; do sleep 0.05; done`
    writeFileSync(program!, `#!/bin/sh\n${wait}\necho '${printed}'\n`)
    chmodSync(program!, 0o755)
    writeFileSync(join(home, '.aws', 'config'), `[profile p]\ncredential_process = ${program!}\n`)
    const env = { HOME: home, STACKPASS_HOME: join(home, '.stackpass') }
    const permissions = createProcessPermissions(
      { env, platform: process.platform, homeDir: home },
      stackpassPaths(env, process.platform, home),
    )
    const candidate = await permissions.candidate(program!, 'p')
    if (!candidate.ok) throw new Error(candidate.error.message)
    await permissions.allow(candidate.value, 'terminal', new Date())
    const asked = core.dispatch('credentials.get', { name: 'p' })
    await until(() => expect(existsSync(begun!)).toBe(true))
    await must(core, 'consent.revoke', { profile: 'p' })
    writeFileSync(go!, '')
    expect(await asked).toMatchObject({
      ok: false,
      error: { message: 'The permission for the command of p was taken back while it ran.' },
    })
    expect(await core.dispatch('credentials.get', { name: 'p' })).toMatchObject({ ok: false })
  })

  it('keeps nothing that a program gives after its permission was taken back', async () => {
    const { core, cached, cache, entryOf } = await prepare()
    const turn = await cache.turn()
    await must(core, 'consent.revoke', { profile: 'p' })
    await cache.write(entryOf('p'), turn)
    expect(await cached()).not.toContain('p')
    const again = await cache.turn()
    await Promise.all([cache.forget(undefined), cache.write(entryOf('p'), again)])
    expect(await cached()).toEqual([])
    await cache.write(entryOf('p'), await cache.turn())
    expect(await cached()).toEqual(['p'])
  })

  it('forgets those of a profile that is in the files no more, by its id', async () => {
    const { core, cached } = await prepare()
    const { allowed } = await must<{ allowed: { id: string; profile: string }[] }>(core, 'consent.list')
    const { id } = allowed.find(({ profile }) => profile === 'deleted')!
    await must(core, 'consent.revoke', { id })
    expect(await cached()).toEqual(['p', 'role', 'twin', 'other'])
  })

  it('forgets all with all, also where the list cannot be read', async () => {
    const { core, cached, list } = await prepare()
    writeFileSync(list.path, 'garbage')
    await must(core, 'consent.revoke', { all: true })
    expect(await cached()).toEqual([])
  })

  it('forgets the sessions that codes of an mfa_process opened', async () => {
    const serial = 'arn:aws:iam::123456789012:mfa/me'
    const files = {
      config: `[profile p]\nmfa_process = /opt/code\nmfa_serial = ${serial}\n[profile q]\nmfa_serial = ${serial}2\n`,
      credentials: '',
    }
    const { home, core } = openHome({}, files)
    const paths = stackpassPaths({ HOME: home, STACKPASS_HOME: join(home, '.stackpass') }, 'linux', home)
    const store = createMfaStore(paths)
    for (const one of [serial, `${serial}2`]) await store.write(newDevice(one))
    const { waiting } = await must<{ waiting: object[] }>(core, 'consent.list')
    expect(waiting).toMatchObject([{ profile: 'p', command: '/opt/code' }])
    await must(core, 'consent.revoke', { profile: 'p' })
    expect((await store.list()).map((device) => device.serial)).toEqual([`${serial}2`])
  })
})
