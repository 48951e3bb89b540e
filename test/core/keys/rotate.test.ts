import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PlanView } from '../../../shared/contract/models.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { must } from '../home.ts'
import {
  actions,
  anotherDouble,
  ci,
  config,
  credentials,
  double,
  freshDoubles,
  keysAtAws,
  newKey,
  openKeys,
  type Rotated,
  withNew,
} from './keys-home.ts'

freshDoubles()

const other = userIdentity('other', { ...ci, accessKeyId: 'AKIAOTHEROTHEROTHER1' })

describe('a rotation', () => {
  it('puts the new key into every profile of both files as one change, and switches the old one off', async () => {
    const { rotate, text, status, core, stateFolder } = openKeys(double)
    expect(await rotate()).toMatchObject({
      ok: true,
      value: {
        rotation: {
          state: 'inactive',
          oldId: ci.accessKeyId,
          newId: newKey(double).accessKeyId,
          graceDays: 7,
        },
      },
    })
    expect(text()).toEqual({ config: withNew(config), credentials: withNew(credentials) })
    expect(keysAtAws(double)).toEqual({
      [ci.accessKeyId]: 'Inactive',
      [newKey(double).accessKeyId]: 'Active',
    })
    const { entries } = await must<{ entries: { id: string; summary: string; files: unknown[] }[] }>(
      core,
      'history.list',
      {},
    )
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({ files: [{}, {}] })
    const { rotations } = await status()
    expect(rotations[0]?.steps.map(({ done }) => done)).toEqual([true, true, true, true, true, false])
    const journal = readFileSync(
      join(stateFolder, 'keys', (await filesOf(join(stateFolder, 'keys')))[0]!),
      'utf8',
    )
    expect(journal).not.toContain(ci.secretAccessKey)
    expect(journal).not.toContain(newKey(double).secretAccessKey)
  })

  it('asks with the new key once that is proved, so that the last use of the old one stays before the switch', async () => {
    const { rotate } = openKeys(double)
    await rotate()
    const made = newKey(double).accessKeyId
    const off = double.received.find(({ action }) => action === 'UpdateAccessKey')
    expect(off?.accessKeyId).toBe(made)
    const last = double.received.findLastIndex(({ accessKeyId }) => accessKeyId === ci.accessKeyId)
    expect(double.received[last]?.action).toBe('CreateAccessKey')
  })

  it('waits until AWS knows the new key, and gives it up after a minute', async () => {
    double.iam.newKeyUnknownFor = 5
    const first = openKeys(double)
    expect(await first.rotate({ graceDays: 0 })).toMatchObject({ ok: true, value: {} })
    expect(first.waits).toEqual([2_000, 2_000, 2_000, 2_000, 2_000])
    expect(Object.values(keysAtAws(double))).toEqual(['Active'])

    const again = await anotherDouble()
    again.iam.newKeyUnknownFor = 1_000
    const second = openKeys(again)
    expect(await second.rotate()).toMatchObject({
      ok: false,
      error: { code: 'CredentialsUnavailable', reason: expect.stringContaining('deleted again') },
    })
    expect(second.waits.reduce((sum, ms) => sum + ms, 0)).toBe(60_000)
    expect(second.text()).toEqual({ config, credentials })
    expect(keysAtAws(again)).toEqual({ [ci.accessKeyId]: 'Active' })
    expect((await second.status()).rotations).toEqual([])
  })

  it('only asks and writes nothing in a dry run, and shows the lines with the secrets masked', async () => {
    const { ask, text, records } = openKeys(double)
    const seen = await ask('keys.preview', { profile: 'ci', graceDays: 0 })
    expect(seen).toMatchObject({
      ok: true,
      value: { profiles: ['spare', 'ci'], keys: [{ accessKeyId: ci.accessKeyId, active: true }] },
    })
    expect(JSON.stringify(seen)).not.toContain(ci.secretAccessKey)
    expect(new Set(actions())).toEqual(
      new Set(['GetCallerIdentity', 'ListAccessKeys', 'GetAccessKeyLastUsed']),
    )
    expect(text()).toEqual({ config, credentials })
    expect(records()).toEqual([])
  })

  it('takes a profile whose key is in the vault along, and keeps the old item until the old key is gone', async () => {
    const { core, rotate, items, text, ask, later } = openKeys(double)
    const { planId } = await must<PlanView>(core, 'vault.plan', { action: 'move', profiles: ['ci'] })
    await must(core, 'edits.apply', { planId })
    expect(await rotate()).toMatchObject({ ok: true, value: { rotation: { state: 'inactive' } } })
    const made = newKey(double)
    expect(items.size).toBe(2)
    expect(await ask('credentials.get', { name: 'ci' })).toMatchObject({
      ok: true,
      value: { accessKeyId: made.accessKeyId, secretAccessKey: made.secretAccessKey },
    })
    expect(text().config).toContain(made.secretAccessKey)
    later(8)
    expect(await ask('keys.finish', { profile: 'ci' })).toMatchObject({ ok: true })
    expect(items.size).toBe(1)
    expect([...items.values()].join()).toContain(made.secretAccessKey)
    await must(core, 'vault.unlock', {})
    const back = await must<PlanView>(core, 'vault.plan', { action: 'takeOut', profiles: ['ci'] })
    await must(core, 'edits.apply', { planId: back.planId })
    expect(text().credentials).toBe(withNew(credentials))
  })
})

describe('the end of the grace', () => {
  it('deletes the old key, not before', async () => {
    const { rotate, ask, later, status } = openKeys(double)
    await rotate()
    expect(await ask('keys.finish', { profile: 'spare' })).toMatchObject({
      ok: false,
      error: { code: 'GraceNotOver' },
    })
    later(7)
    expect(await ask('keys.finish', { profile: 'spare' })).toMatchObject({ ok: true })
    expect(keysAtAws(double)).toEqual({ [newKey(double).accessKeyId]: 'Active' })
    expect((await status()).rotations).toEqual([])
  })

  it('keeps a key that somebody used after the switch, and names the service; a person decides', async () => {
    const { rotate, ask, later } = openKeys(double)
    await rotate()
    later(8)
    double.iam.stateOf(ci.accessKeyId).lastUsed = {
      at: Date.now() + 3_600_000,
      service: 's3',
      region: 'eu-west-1',
    }
    expect(await ask('keys.finish', { profile: 'ci' })).toMatchObject({
      ok: false,
      error: { code: 'KeyInUse', reason: expect.stringContaining('s3 in eu-west-1') },
    })
    expect(await ask('keys.finish', { profile: 'ci', althoughUsed: true })).toMatchObject({ ok: true })
  })

  it('keeps a key that a profile has got again', async () => {
    const { rotate, ask, later, credentials: path, text } = openKeys(double)
    await rotate()
    later(8)
    writeFileSync(
      path,
      `${text().credentials}\n[late]\naws_access_key_id = ${ci.accessKeyId}\naws_secret_access_key = ${ci.secretAccessKey}\n`,
    )
    expect(await ask('keys.finish', { profile: 'ci' })).toMatchObject({
      ok: false,
      error: { code: 'KeyInUse', message: expect.stringContaining('late still holds') },
    })
  })

  it('is not waited for with a grace of nothing', async () => {
    const { rotate, status } = openKeys(double)
    const done = (await rotate({ graceDays: 0 })) as { ok: true; value: Rotated }
    expect(done.value).toEqual({})
    expect(keysAtAws(double)).toEqual({ [newKey(double).accessKeyId]: 'Active' })
    expect((await status()).rotations).toEqual([])
  })
})

describe('the way back', () => {
  it('is the very files as they were, with the old key working and the new one gone', async () => {
    const { rotate, ask, text, core } = openKeys(double)
    await rotate()
    expect(await ask('keys.undo', { profile: 'ci' })).toMatchObject({
      ok: true,
      value: { restored: ci.accessKeyId },
    })
    expect(text()).toEqual({ config, credentials })
    expect(keysAtAws(double)).toEqual({ [ci.accessKeyId]: 'Active' })
    expect(await core.dispatch('keys.undo', { profile: 'ci' })).toMatchObject({
      ok: false,
      error: { code: 'RotationMissing' },
    })
  })

  it('is another than the undo in the history, whose plan says that the old key is switched off', async () => {
    const { rotate, core } = openKeys(double)
    await rotate()
    const { entries } = await must<{ entries: { id: string }[] }>(core, 'history.list', {})
    const undo = () =>
      must<PlanView>(core, 'history.plan', { mode: 'undo', id: entries[0]!.id }).then(
        ({ warnings }) => warnings,
      )
    expect(await undo()).toMatchObject([
      {
        code: 'KeySwitchedOff',
        message: expect.stringMatching(/AWS refuses ci and spare with it\. `stackpass keys undo` with ci/),
      },
    ])
    // Undoing something else brings no key back.
    const operations = [{ type: 'set', profile: 'ci', key: 'region', value: 'eu-north-1' }]
    const { planId } = await must<PlanView>(core, 'edits.plan', { operations })
    const { historyId } = await must<{ historyId: string }>(core, 'edits.apply', { planId })
    expect(await must(core, 'history.plan', { mode: 'undo', id: historyId })).toMatchObject({ warnings: [] })
  })

  it('is found where it was left with one file of two back', async () => {
    const { rotate, ask, text, core, config: path } = openKeys(double)
    const rotated = await rotate()
    expect(rotated).toMatchObject({ ok: true })
    const made = text().credentials
    await must(core, 'history.undo', {})
    writeFileSync(path, withNew(config))
    expect(await ask('keys.undo', { profile: 'ci' })).toMatchObject({ ok: true })
    expect(made).not.toBe(credentials)
    expect(text()).toEqual({ config, credentials })
    expect(keysAtAws(double)).toEqual({ [ci.accessKeyId]: 'Active' })
  })

  it('leads out of the vault item too', async () => {
    const { core, rotate, items, ask } = openKeys(double)
    const { planId } = await must<PlanView>(core, 'vault.plan', { action: 'move', profiles: ['ci', 'spare'] })
    await must(core, 'edits.apply', { planId })
    await rotate()
    expect(await ask('keys.undo', { profile: 'ci' })).toMatchObject({ ok: true })
    expect(items.size).toBe(2)
    expect(await ask('credentials.get', { name: 'ci' })).toMatchObject({
      value: { accessKeyId: ci.accessKeyId },
    })
    expect(keysAtAws(double)).toEqual({ [ci.accessKeyId]: 'Active' })
  })

  it('is refused, with nothing changed, where the backup was purged', async () => {
    const { rotate, ask, core, text } = openKeys(double)
    await rotate()
    const after = text()
    const { planId } = await must<{ planId: string }>(core, 'history.planPurge', { what: { all: true } })
    await must(core, 'history.purge', { planId })
    expect(await ask('keys.undo', { profile: 'ci' })).toMatchObject({
      ok: false,
      error: { code: 'BackupMissing' },
    })
    expect(text()).toEqual(after)
    expect(keysAtAws(double)[ci.accessKeyId]).toBe('Inactive')
  })
})

describe('two keys at the start', () => {
  it('are both shown with their last use, and none is chosen', async () => {
    double.identities.set(other.accessKeyId, other)
    const { rotate, text } = openKeys(double)
    const refused = await rotate()
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'TwoKeys', details: { other: other.accessKeyId } },
    })
    expect(JSON.stringify(refused)).toContain('never used')
    expect(actions()).not.toContain('DeleteAccessKey')
    expect(text()).toEqual({ config, credentials })
  })

  it('become one when a person names it, unless a profile holds it', async () => {
    double.identities.set(other.accessKeyId, other)
    const held = openKeys(double, {
      files: {
        config,
        credentials: `${credentials}[old]\naws_access_key_id = ${other.accessKeyId}\naws_secret_access_key = x\n`,
      },
    })
    expect(await held.rotate({ remove: other.accessKeyId })).toMatchObject({
      ok: false,
      error: { code: 'KeyInUse' },
    })
    const { rotate } = openKeys(double)
    expect(await rotate({ remove: ci.accessKeyId })).toMatchObject({ ok: false, error: { code: 'BadInput' } })
    expect(await rotate({ remove: other.accessKeyId })).toMatchObject({ ok: true })
    expect(Object.keys(keysAtAws(double))).toHaveLength(2)
    expect(keysAtAws(double)).not.toHaveProperty(other.accessKeyId)
  })
})

describe('keys status', () => {
  it('has each key once, knows no age before IAM was asked, and then age, use and number', async () => {
    const { ask, status } = openKeys(double)
    expect((await status()).keys).toEqual([
      { accessKeyId: ci.accessKeyId, profiles: ['ci', 'spare'], inVault: false },
    ])
    await ask('keys.check')
    expect((await status()).keys).toMatchObject([
      { ageDays: 200, tooOld: true, active: true, keysOfUser: 1, others: [], lastUsed: { service: 'iam' } },
    ])
    double.iam.rules.set(ci.arn, { denies: ['ListAccessKeys'] })
    await ask('keys.check')
    const [key] = (await status()).keys
    expect(key).toMatchObject({ failure: expect.stringContaining('iam:ListAccessKeys') })
    expect(key).not.toHaveProperty('ageDays')
  })
})

async function filesOf(folder: string): Promise<string[]> {
  const { readdir } = await import('node:fs/promises')
  return (await readdir(folder)).filter((name) => name.endsWith('.json'))
}
