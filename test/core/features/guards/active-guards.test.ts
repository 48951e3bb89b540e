import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { dueFallback } from '../../../../core/features/active/fallback.ts'
import { createAwsFiles } from '../../../../core/aws/aws-files.ts'
import { createGuards } from '../../../../core/features/guards/guards.ts'
import { readActiveState } from '../../../../core/state/active-state.ts'
import { readPortAtOnce } from '../../../../core/state/own-files.ts'
import { stackpassPaths } from '../../../../core/state/paths.ts'
import { readUserFile } from '../../../../core/system/read-user-file.ts'
import { ProfileMap } from '../../../../core/aws/profile-map.ts'
import { lentProduction } from '../../../../core/credentials/profile-groups.ts'
import { profileFingerprint } from '../../../../core/credentials/fingerprint.ts'
import { parseSharedFile } from '../../../../shared/domain/aws/parse.ts'
import type { CoreEvent } from '../../../../shared/contract/events.ts'
import { until } from '../../../patience.ts'
import { coreHome, keyLines, type CoreHome } from '../bridges/core-home.ts'

let home: CoreHome
let at = new Date('2026-05-01T10:00:00Z')
const now = () => at
const later = (minutes: number) => (at = new Date(at.getTime() + minutes * 60_000))

afterEach(() => home.close())

const filesOf = ({ folder }: CoreHome) =>
  createAwsFiles(
    { read: (path, options) => readUserFile(readPortAtOnce, path, options) },
    { env: { HOME: folder }, homeDir: folder, platform: 'linux', host: 'cli', version: '0' },
  )

const config = '[profile dev]\nregion = eu-west-1\n[profile prod]\nregion = us-east-1\n'
const credentials = `[dev]\n${keyLines('AKIADEVEXAMPLE')}[prod]\n${keyLines('AKIAPRODEXAMPLE')}`
const settings = {
  groups: [{ name: 'live', colour: 'red', production: true }],
  profileGroups: [['prod', 'live']],
  fallback: { profile: 'dev', minutes: 30 },
}

async function open(more: Record<string, unknown> = {}): Promise<void> {
  at = new Date('2026-05-01T10:00:00Z')
  home = await coreHome(
    { config, credentials },
    {
      now,
      askPerson: () => Promise.resolve({ kind: 'once' }),
      askConsent: () => Promise.resolve({ kind: 'yes', where: 'terminal' }),
    },
  )
  await mkdir(home.own('config'), { recursive: true })
  await writeFile(home.own('config', 'settings.json'), JSON.stringify({ ...settings, ...more }))
}

it('asks before production, and goes back to the safe profile when it is time', async () => {
  await open()
  await home.call('active.use', { profile: 'dev' })
  expect(await home.call('active.use', { profile: 'prod' })).toMatchObject({
    error: { code: 'ConfirmationNeeded' },
  })
  expect(await home.call('active.get', {})).toMatchObject({ value: { profile: 'dev' } })
  await home.call('active.use', { profile: 'prod', confirmed: true })
  later(29)
  expect(await home.call('credentials.get', {})).toMatchObject({ value: { profile: 'prod' } })
  later(1)
  const events: CoreEvent[] = []
  home.core.events.subscribe((event) => events.push(event))
  // Production credentials are no longer handed out, whichever call comes first.
  expect(await home.call('credentials.get', {})).toMatchObject({ value: { profile: 'dev' } })
  expect(events).toContainEqual({ type: 'activeChanged' })
  expect(await readActiveState(home.own('state', 'active'))).toMatchObject({ profile: 'dev' })
})

it('tells shells which profile is production, also when the group is marked later', async () => {
  await open()
  const written = () => readActiveState(home.own('state', 'active'))
  await home.call('active.use', { profile: 'prod', confirmed: true })
  expect(await written()).toMatchObject({ profile: 'prod', production: true })
  await home.call('active.use', { profile: 'dev' })
  expect(await written()).not.toHaveProperty('production')
  await home.call('settings.set', { profileGroups: [['dev', 'live']] })
  await until(async () => expect(await written()).toMatchObject({ profile: 'dev', production: true }))
  await home.call('settings.set', { groups: [{ name: 'live', colour: 'red', production: false }] })
  await until(async () => expect(await written()).not.toHaveProperty('production'))
})

it.each<[string, string, string]>([
  [
    'a circle',
    '[profile a]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = b\nregion = eu-west-1\n[profile b]\nrole_arn = arn:aws:iam::123456789012:role/b\nsource_profile = a\n',
    'The source profiles form a loop.',
  ],
  [
    'a source profile that is not there',
    '[profile a]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = gone\nregion = eu-west-1\n',
    'It does not find the source profile.',
  ],
  [
    'half a key pair',
    '[profile a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
    'Only one half of the key pair is there.',
  ],
  [
    'a role beside keys that names no source',
    `[profile a]\n${keyLines('AKIADEVEXAMPLE')}role_arn = arn:aws:iam::123456789012:role/a\nregion = eu-west-1\n`,
    'The role has no source of credentials.',
  ],
])('asks before %s, without any check', async (_, text, why) => {
  home = await coreHome({ config: text, credentials: '' }, { now })
  const message = `a does not work as it stands. The AWS CLI cannot use it. ${why}`
  expect(await home.call('active.use', { profile: 'a' })).toMatchObject({
    error: { code: 'ConfirmationNeeded', message, details: { production: false, failure: 'refused' } },
  })
  expect(await home.call('active.get', {})).toMatchObject({ value: { profile: undefined } })
  expect(await home.call('active.use', { profile: 'a', confirmed: true })).toMatchObject({ ok: true })
})

it('asks about no profile that leaves its credentials to the environment', async () => {
  const env = { AWS_EC2_METADATA_DISABLED: 'true' }
  home = await coreHome({ config: '[profile a]\nregion = eu-west-1\n', credentials: '' }, { now, env })
  expect(await home.call('active.use', { profile: 'a' })).toMatchObject({ ok: true })
})

it('asks about nothing that a sign-in heals', async () => {
  const sso =
    '[profile a]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = A\nregion = eu-west-1\n'
  home = await coreHome({ config: sso, credentials: '' }, { now })
  expect(await home.call('active.use', { profile: 'a' })).toMatchObject({ ok: true })
})

it('takes a profile for production by a rule of its group as the list does, until it is put elsewhere by hand', async () => {
  const groups = [{ name: 'live', colour: 'red', production: true, rules: ['pro*', '111122223333'] }]
  await open({ groups, profileGroups: [] })
  const grouped = async () => {
    const list = await home.call('profiles.list', {})
    if (!list.ok) throw new Error(list.error.message)
    return list.value.profiles.map(({ name, group, groupRule, production }) => ({
      name,
      group,
      groupRule,
      production,
    }))
  }
  const { settingsFile, verifiedFile } = stackpassPaths({ STACKPASS_HOME: home.own() }, 'linux', home.folder)
  const isProduction = lentProduction({ aws: filesOf(home), paths: { settingsFile, verifiedFile } })
  expect([await isProduction('dev'), await isProduction('prod')]).toEqual([false, true])
  expect(await grouped()).toEqual([
    { name: 'dev', group: undefined, groupRule: undefined, production: false },
    { name: 'prod', group: 'live', groupRule: 'pro*', production: true },
  ])
  expect(await home.call('active.use', { profile: 'prod' })).toMatchObject({
    error: { code: 'ConfirmationNeeded' },
  })
  await home.call('active.use', { profile: 'prod', confirmed: true })
  const written = () => readActiveState(home.own('state', 'active'))
  expect(await written()).toMatchObject({ profile: 'prod', production: true })
  await home.call('settings.set', { profileGroups: [['prod', '']] })
  await until(async () => expect(await written()).not.toHaveProperty('production'))
  expect(await grouped()).toMatchObject([{ name: 'dev' }, { name: 'prod', production: false }])
})

it('reads no shared file to tell a profile of production where no group is marked', async () => {
  await open({
    groups: [{ name: 'dev', colour: 'green', production: false, rules: ['*'] }],
    profileGroups: [],
  })
  const { settingsFile, verifiedFile } = stackpassPaths({ STACKPASS_HOME: home.own() }, 'linux', home.folder)
  const view = () => Promise.reject(new Error('The shared files were read.'))
  const isProduction = lentProduction({ aws: { view }, paths: { settingsFile, verifiedFile } })
  expect(await isProduction('prod')).toBe(false)
})

it('asks before a profile that the last check found broken, and says whether shells follow', async () => {
  await open()
  const kept = (code: string, profile = 'dev', as = 'awsCli') => ({
    fingerprint: '',
    result: {
      profile,
      as,
      status: 'failed',
      checkedAt: at.toISOString(),
      via: [],
      failure: { code, message: `${profile} is not known to AWS.` },
    },
  })
  const keep = async (...results: ReturnType<typeof kept>[]): Promise<void> => {
    const merged = new ProfileMap(
      parseSharedFile(Buffer.from(config), 'config'),
      parseSharedFile(Buffer.from(credentials), 'credentials'),
    )
    const files = { profiles: merged, ssoSessions: new Map(), services: new Map() }
    const all = results.map((one) => ({
      ...one,
      fingerprint: profileFingerprint(one.result.profile, files, 'salt'),
    }))
    await mkdir(home.own('state'), { recursive: true, mode: 0o700 })
    await writeFile(
      home.own('state', 'verify.json'),
      JSON.stringify({ version: 2, salt: 'salt', results: all }),
    )
  }
  await keep(kept('KeyUnknown'))
  expect(await home.call('active.use', { profile: 'dev' })).toMatchObject({
    error: {
      code: 'ConfirmationNeeded',
      message: 'The last check of dev failed: dev is not known to AWS.',
      details: { production: false, failure: 'KeyUnknown' },
    },
  })
  expect(await home.call('active.use', { profile: 'dev', confirmed: true })).toMatchObject({ ok: true })
  await keep(kept('KeyUnknown', 'prod'))
  expect(await home.call('active.use', { profile: 'prod' })).toMatchObject({
    error: {
      message: 'prod is marked as production. The last check of prod failed: prod is not known to AWS.',
    },
  })
  // A sign-in may follow, and the status is not about what another tool uses.
  await keep(kept('SsoTokenMissing'), kept('KeyUnknown', 'dev', 'pulumi'))
  const used = await home.call('active.use', { profile: 'dev' })
  expect(used).toMatchObject({ ok: true })
  expect(used).not.toHaveProperty('value.shellsFollow')
  await writeFile(home.own('state', 'active-hook-ran'), '')
  expect(await home.call('active.get', {})).toMatchObject({ value: { profile: 'dev', shellsFollow: true } })
  // Removed from the start-up file by hand.
  const rc = join(home.folder, '.bashrc')
  await writeFile(rc, 'alias ll=ls\n')
  await utimes(rc, new Date('2099-01-01'), new Date('2099-01-01'))
  expect(await home.call('active.get', {})).not.toHaveProperty('value.shellsFollow')
})

it('makes none active when the safe profile is gone, and stays when it is production itself', async () => {
  await open({ fallback: { profile: 'nobody', minutes: 1 } })
  await home.call('active.use', { profile: 'prod', confirmed: true })
  later(2)
  expect(await home.call('active.get', {})).toEqual({ ok: true, value: { known: true } })
  const fallback = { profile: 'dev', minutes: 1 }
  const both = () => true
  expect(
    dueFallback({ profile: 'prod', exportRegion: false, since: 0 }, fallback, both, 1e12),
  ).toBeUndefined()
  const one = (profile: string) => profile === 'prod'
  // The start is unknown or in the future, because the clock was set back.
  expect(dueFallback({ profile: 'prod', exportRegion: false }, fallback, one, 0)).toBe('dev')
  expect(dueFallback({ profile: 'prod', exportRegion: false, since: 500 }, fallback, one, 0)).toBe('dev')
  expect(dueFallback({ profile: 'dev', exportRegion: false, since: 0 }, fallback, one, 1e12)).toBeUndefined()
})

it('keeps the active profile through a rename, and says so before it is deleted', async () => {
  await open()
  await home.call('active.use', { profile: 'dev' })
  await home.apply(
    await home.call('edits.plan', { operations: [{ type: 'renameProfile', from: 'dev', to: 'develop' }] }),
  )
  expect(await home.call('active.get', {})).toMatchObject({ value: { profile: 'develop', known: true } })
  const plan = await home.call('edits.plan', { operations: [{ type: 'deleteProfile', name: 'develop' }] })
  expect(plan).toMatchObject({ value: { warnings: [{ code: 'ActiveProfile' }] } })
  const other = await home.call('edits.plan', { operations: [{ type: 'deleteProfile', name: 'prod' }] })
  expect(other).toMatchObject({ value: { warnings: [] } })
  await home.apply(plan)
  expect(await home.call('active.get', {})).toMatchObject({ value: { profile: 'develop', known: false } })
})

it('brings region and expiry of the active profile in step with the files', async () => {
  await open()
  await home.call('active.use', { profile: 'dev' })
  await home.apply(
    await home.call('edits.plan', {
      operations: [{ type: 'set', profile: 'dev', key: 'region', value: 'sa-east-1' }],
    }),
  )
  await home.core.close()
  expect(await readActiveState(home.own('state', 'active'))).toMatchObject({ region: 'sa-east-1' })
})

it('notifies once, ten minutes before the active profile stops working, unless that is switched off', async () => {
  const session =
    '[temp-session]\nx_security_token_expires = 2026-05-01T11:00:00Z\nstackpass_session_of = temp\n'
  home = await coreHome(
    {
      config: `[profile role]
role_arn = arn:aws:iam::123456789012:role/r
source_profile = temp
mfa_serial = arn:aws:iam::123456789012:mfa/ana
[profile sso]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Admin
`,
      credentials: `[temp]\n${keyLines('AKIATEMPEXAMPLE')}${session}${keyLines('AKIATEMPSESSION')}`,
    },
    { now },
  )
  const notices: string[] = []
  const events: CoreEvent[] = []
  const guardsOf = (profile: string) =>
    createGuards(
      {
        ports: {
          env: {},
          homeDir: home.folder,
          platform: 'linux',
          host: 'cli',
          version: '0',
          notify: ({ title, body }) => notices.push(`${title}. ${body}`),
        },
        paths: stackpassPaths({ STACKPASS_HOME: home.own() }, 'linux', home.folder),
        aws: filesOf(home),
        now,
        events: { emit: (event) => events.push(event), subscribe: () => () => undefined },
      },
      () => Promise.resolve({ profile, expiresAt: '2026-05-01T11:00:00.000Z', known: true }),
    )
  const hour = async (profile: string) => {
    at = new Date('2026-05-01T10:00:00Z')
    const guards = guardsOf(profile)
    for (let minute = 0; minute < 80; minute += 1) {
      later(1)
      await guards.tick()
    }
    await guards.close()
  }
  for (const profile of ['temp', 'temp-session', 'role', 'sso']) await hour(profile)
  expect(notices).toEqual([
    'The keys of temp end in 10 minutes. Paste new ones, or switch to another profile.',
    'The session in temp-session ends in 10 minutes. Renew it to keep working.',
    'The MFA session of role ends in 10 minutes. The next code opens another one.',
    'The sign-in of sso ends in 10 minutes. It cannot renew by itself. Sign in again to keep working.',
  ])
  expect(events).toMatchObject(
    ['keys', 'renew', 'code', 'signIn'].map((next) => ({ type: 'expiryNotice', next })),
  )
  await mkdir(home.own('config'), { recursive: true })
  await writeFile(home.own('config', 'settings.json'), JSON.stringify({ notifyExpiry: false }))
  await hour('temp')
  expect(notices).toHaveLength(4)
})
