import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../core/start/create-core.ts'
import type { HistoryEntry, PlanView, PurgePlan } from '../../../shared/contract/models.ts'
import { must, openHome } from '../home.ts'

const secretOf = (name: string) => `${name}SecretEXAMPLE/bPxRfiCYzEXAMPLEKEY`.slice(0, 40).padEnd(40, 'x')
const [oldSecret, devSecret, rotated] = ['old', 'dev', 'rotated'].map(secretOf) as [string, string, string]

const files = {
  config: '[profile old]\nregion = us-east-1\n',
  credentials:
    `[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${devSecret}\n\n` +
    `[old]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${oldSecret}\n# aws_secret_access_key = ${rotated}\n`,
}

async function apply(core: Core, operations: readonly object[]): Promise<void> {
  const plan = await must<PlanView>(core, 'edits.plan', { operations })
  await must(core, 'edits.apply', { planId: plan.planId })
}

/** Every file below a folder, with its text. */
function textsBelow(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map()
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, readFileSync(file, 'latin1')]),
  )
}

const holding = (folder: string, text: string) =>
  [...textsBelow(folder)].filter(([, content]) => content.includes(text)).map(([file]) => file)

const entriesOf = async (core: Core) =>
  (await must<{ entries: HistoryEntry[] }>(core, 'history.list', {})).entries

const purge = async (core: Core, choice: object) => {
  const plan = await must<PurgePlan>(core, 'history.planPurge', { what: choice })
  return { plan, done: await must<{ left: string[] }>(core, 'history.purge', { planId: plan.planId }) }
}

describe('forgetting the keys of a deleted profile', () => {
  it('leaves them in no file of ours: backups, other names, copies, comments, caches and logs', async () => {
    const { home, core, credentials } = openHome({}, files)
    const ours = join(home, '.stackpass')
    // Under another name, and a copy of the key in another profile.
    await apply(core, [{ type: 'renameProfile', from: 'old', to: 'older', updateReferences: true }])
    await apply(core, [{ type: 'duplicateProfile', from: 'older', to: 'copy' }])
    await apply(core, [{ type: 'deleteProfile', name: 'copy' }])
    await apply(core, [{ type: 'renameProfile', from: 'older', to: 'old', updateReferences: true }])
    await apply(core, [{ type: 'set', profile: 'other', key: 'region', value: 'eu-west-1' }])
    await apply(core, [{ type: 'deleteProfile', name: 'old' }])
    // Its cache, and a log and a temporary file that should not contain it.
    for (const [folder, name, text] of [
      ['cache/credentials', 'a.json', JSON.stringify({ version: 1, profile: 'old', secretAccessKey: 'x' })],
      ['cache/credentials', 'b.json', JSON.stringify({ profile: 'role', secretAccessKey: oldSecret })],
      ['state/log', 'incidents.log', `oops ${oldSecret}\n`],
      ['state/history/blobs', `.${'0'.repeat(32)}.tmp`, `half ${oldSecret}`],
      ['state/history/blobs', 'f'.repeat(64), `damaged ${rotated}`],
    ] as const) {
      mkdirSync(join(ours, folder), { recursive: true, mode: 0o700 })
      writeFileSync(join(ours, folder, name), text, { mode: 0o600 })
    }
    writeFileSync(join(ours, 'cache/credentials', 'c.json'), JSON.stringify({ profile: 'dev' }), {
      mode: 0o600,
    })
    expect(holding(ours, oldSecret).length).toBeGreaterThan(5)
    expect(holding(ours, rotated).length).toBeGreaterThan(3)
    const before = readFileSync(credentials, 'utf8')

    const { plan, done } = await purge(core, { profile: 'old' })
    expect(plan.entries.length).toBe(5)
    expect(plan.until).toBeDefined()
    expect(holding(ours, oldSecret)).toEqual([])
    expect(holding(ours, rotated)).toEqual([])
    expect(done.left).toEqual([])
    expect(existsSync(join(ours, 'cache/credentials', 'a.json'))).toBe(false)
    expect(existsSync(join(ours, 'cache/credentials', 'c.json'))).toBe(true)
    // The entry of the config file, which never held a key, is still there, and the file itself was not touched.
    expect((await entriesOf(core)).map(({ summary, canUndo }) => [summary, canUndo])).toEqual([
      [expect.stringContaining('other'), true],
    ])
    expect(readFileSync(credentials, 'utf8')).toBe(before)
  })

  it('finds nothing for a profile without keys, and changes nothing when it is only planned', async () => {
    const { home, core } = openHome({}, files)
    await apply(core, [{ type: 'deleteProfile', name: 'old' }])
    const before = textsBelow(join(home, '.stackpass'))
    expect(await must(core, 'history.planPurge', { what: { profile: 'nobody' } })).toMatchObject({
      entries: [],
      backups: 0,
      others: 0,
    })
    expect(
      (await must<PurgePlan>(core, 'history.planPurge', { what: { profile: 'old' } })).entries,
    ).toHaveLength(1)
    expect(textsBelow(join(home, '.stackpass'))).toEqual(before)
  })

  it('says where they still stand, such as in the old default that a bridge puts back', async () => {
    const { home, core } = openHome({}, files)
    await apply(core, [{ type: 'deleteProfile', name: 'old' }])
    const file = join(home, '.stackpass', 'state', 'bridges.json')
    const section = Buffer.from(`[default]\naws_secret_access_key = ${oldSecret}\n`).toString('base64')
    writeFileSync(file, JSON.stringify({ version: 1, mirror: { credentials: { before: [section] } } }), {
      mode: 0o600,
    })
    expect((await purge(core, { profile: 'old' })).done.left).toEqual([file])
  })

  it('is asked for once only', async () => {
    const { core } = openHome({}, files)
    await apply(core, [{ type: 'deleteProfile', name: 'old' }])
    const { plan } = await purge(core, { profile: 'old' })
    expect(await core.dispatch('history.purge', { planId: plan.planId })).toMatchObject({
      error: { code: 'PlanNotFound' },
    })
  })
})

describe('forgetting by file, by age, and all', () => {
  it('takes exactly the entries that were named', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z')
    const { home, core, config, credentials } = openHome({ now: () => new Date(now) }, files)
    await apply(core, [{ type: 'set', profile: 'old', key: 'region', value: 'eu-west-1' }])
    now += 3_600_000
    await apply(core, [{ type: 'deleteProfile', name: 'dev' }])
    now += 3_600_000
    await apply(core, [{ type: 'set', profile: 'old', key: 'region', value: 'eu-west-2' }])
    const all = (await entriesOf(core)).map(({ id }) => id)
    const planned = async (choice: object) =>
      (await must<PurgePlan>(core, 'history.planPurge', { what: choice })).entries.map(({ id }) => id)
    expect(await planned({ path: credentials })).toEqual([all[1]])
    expect(await planned({ path: config })).toEqual([all[0], all[2]])
    expect(await planned({ before: '2026-03-01T00:30:00Z' })).toEqual([all[2]])
    expect(await planned({ all: true })).toEqual(all)

    await purge(core, { path: config })
    expect((await entriesOf(core)).map(({ id, canUndo }) => [id, canUndo])).toEqual([[all[1], true]])
    await purge(core, { all: true })
    expect(await entriesOf(core)).toEqual([])
    expect(holding(join(home, '.stackpass'), devSecret)).toEqual([])
  })

  it.each([{}, { all: false }, { all: true, profile: 'x' }, { before: 'yesterday' }, { path: '' }])(
    'refuses %j',
    async (choice) => {
      const { core } = openHome({}, files)
      expect(await core.dispatch('history.planPurge', { what: choice })).toMatchObject({
        error: { code: 'BadInput' },
      })
    },
  )
})

describe('age', () => {
  it('ends the newest entry too, though nothing is written any more', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z')
    const { home, core } = openHome({ now: () => new Date(now) }, files)
    await apply(core, [{ type: 'deleteProfile', name: 'old' }])
    const [entry] = await entriesOf(core)
    now += 31 * 86_400_000
    // It has expired before anything removed it.
    expect(await core.dispatch('history.show', { id: entry!.id })).toMatchObject({
      error: { code: 'HistoryNotFound' },
    })
    expect(await entriesOf(core)).toEqual([])
    expect(holding(join(home, '.stackpass'), oldSecret)).toEqual([])
  })

  it('is looked at when a host starts', async () => {
    const old = openHome({ now: () => new Date('2026-03-01T00:00:00Z') }, files)
    await apply(old.core, [{ type: 'deleteProfile', name: 'old' }])
    const { createCore } = await import('../../../core/start/create-core.ts')
    const host = createCore({
      env: { HOME: old.home, USERPROFILE: old.home, STACKPASS_HOME: join(old.home, '.stackpass') },
      homeDir: old.home,
      platform: process.platform,
      host: 'loopback',
      version: '0.0.0',
      watch: true,
      now: () => new Date('2026-04-01T00:00:00Z'),
    })
    await host.close()
    expect(holding(join(old.home, '.stackpass'), oldSecret)).toEqual([])
  })
})

describe('a damaged history', () => {
  const damage = (home: string, how: (file: string) => void) => {
    const folder = join(home, '.stackpass', 'state', 'history', 'entries')
    const names = readdirSync(folder).filter((name) => /-[0-9a-f]{8}\.json$/.test(name))
    for (const name of names.slice(0, 2)) how(join(folder, name))
  }

  it.each([
    ['cut', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 40))],
    ['empty', (file: string) => writeFileSync(file, '')],
    ['something else', (file: string) => writeFileSync(file, '[]')],
    [
      'an entry under another id',
      (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(/"id":"./, '"id":"9')),
    ],
  ])('is said to be so, and none of it is deleted: %s', async (_, how) => {
    const { home, core } = openHome({}, files)
    for (const value of ['a', 'b', 'c'].map((last) => `us-${last}-1`))
      await apply(core, [{ type: 'set', profile: 'old', key: 'region', value }])
    damage(home, how)
    const blobs = join(home, '.stackpass', 'state', 'history', 'blobs')
    const before = readdirSync(blobs)
    expect(await must(core, 'history.list', {})).toMatchObject({
      entries: [{ summary: expect.any(String) as string }],
      unreadable: 2,
    })
    await apply(core, [{ type: 'set', profile: 'old', key: 'region', value: 'us-d-1' }])
    expect(await must(core, 'history.list', {})).toMatchObject({ entries: [{}, {}], unreadable: 2 })
    expect(readdirSync(blobs)).toEqual(expect.arrayContaining(before))
    const { plan } = await purge(core, { all: true })
    expect(plan.unreadable).toBe(2)
    expect(await must(core, 'history.list', {})).toEqual({ entries: [], unreadable: 0 })
  })

  it.runIf(process.geteuid?.() !== 0)('says that its folder cannot be read', async () => {
    const { home, core } = openHome({}, files)
    await apply(core, [{ type: 'deleteProfile', name: 'old' }])
    const folder = join(home, '.stackpass', 'state', 'history', 'entries')
    chmodSync(folder, 0)
    const reply = await core.dispatch('history.list', {})
    chmodSync(folder, 0o700)
    expect(reply).toMatchObject({ error: { code: 'FileUnreadable', path: expect.any(String) as string } })
  })
})
