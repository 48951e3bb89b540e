import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../../shared/contract/index.ts'
import type { PlanView } from '../../../shared/contract/models.ts'
import { must } from '../home.ts'
import {
  alice,
  bob,
  fresh,
  foreign,
  secretOf,
  bobSecret,
  config,
  credentials,
  freshAws,
  open,
} from './vault-home.ts'

freshAws()

describe('a key that is moved into the vault', () => {
  it('stands in no file any more; every other line stays, and credentials, verify and roles work on', async () => {
    const { move, text, keysOf, status, core, items } = open()
    expect(await move('alice')).toMatchObject({ ok: true })
    expect(text().config).toBe(
      config.replace(
        'mfa_serial = arn:aws:iam::123456789012:mfa/alice\n',
        'mfa_serial = arn:aws:iam::123456789012:mfa/alice\ncredential_process = stackpass credentials alice\n',
      ),
    )
    expect(text().credentials).toBe(
      credentials.replace(
        `aws_access_key_id     = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`,
        '',
      ),
    )
    expect(items.size).toBe(1)
    const actionsOf = async (name: string) =>
      (await must<Output<'profiles.show'>>(core, 'profiles.show', { name })).chain.map(({ action }) => action)
    const held = 'Takes its key from the vault, asks for an MFA code'
    expect(await actionsOf('alice')).toEqual([held])
    expect(await actionsOf('admin')).toEqual([held, 'Assumes role Admin'])
    expect(await actionsOf('bob')).toEqual(['Long-lived keys'])
    const { profiles } = await must<Output<'profiles.readers'>>(core, 'profiles.readers', {
      names: ['alice', 'admin', 'bob'],
    })
    const whys = profiles.map(({ answers }) => answers.map(({ why }) => why).join(' '))
    expect(whys[0]).toContain('It is Stackpass: the key of alice is in the vault.')
    expect(whys[1]).toContain('It is Stackpass: the key of alice is in the vault.')
    expect(whys[2]).not.toContain('vault')
    expect(await keysOf('alice')).toMatchObject({
      ok: true,
      value: { accessKeyId: alice.accessKeyId, secretAccessKey: alice.secretAccessKey, region: 'eu-west-1' },
    })
    expect((await status()).held).toMatchObject([{ profile: 'alice', store: 'system', state: 'held' }])
    const { results } = await must<Output<'verify.run'>>(core, 'verify.run', {
      runId: 'r',
      profiles: ['alice', 'admin'],
    })
    expect(results.map(({ profile, status, failure }) => [profile, status, failure?.message])).toEqual([
      ['alice', 'valid', undefined],
      ['admin', 'valid', undefined],
    ])
  })

  it('comes back byte for byte, one alone and several in another order', async () => {
    const { move, takeOut, text, items, status } = open()
    await move('alice', 'bob')
    expect(items.size).toBe(2)
    expect(await takeOut('alice')).toMatchObject({ ok: true })
    expect(await takeOut('bob')).toMatchObject({ ok: true })
    expect(text()).toEqual({ config, credentials })
    expect(items.size).toBe(0)
    expect((await status()).held).toEqual([])
  })

  it('comes back byte for byte after others changed other lines, and as settings where its own lines changed', async () => {
    const { move, takeOut, text, plan, config: path, credentials: keysPath } = open()
    await move('bob')
    writeFileSync(path, `${text().config}\n[profile late]\nregion = us-east-1\n`)
    writeFileSync(keysPath, text().credentials.replace('# made in spring', '# made in May'))
    await takeOut('bob')
    expect(text().credentials).toBe(credentials.replace('# made in spring', '# made in May'))
    expect(text().config).toBe(`${config}\n[profile late]\nregion = us-east-1\n`)
    await move('bob')
    writeFileSync(path, text().config.replace('[profile bob]\n', '[profile bob]\nregion = us-east-2\n'))
    const planned = await plan('takeOut', 'bob')
    expect(planned.warnings.map(({ code }) => code)).toContain('NotAsBefore')
  })

  it('is warned of when its way out is undone: the vault holds it no more', async () => {
    const { move, takeOut, core } = open()
    const undoing = async () => {
      const { entries } = await must<Output<'history.list'>>(core, 'history.list')
      const plan = await must<PlanView>(core, 'history.plan', { id: entries[0]?.id, mode: 'undo' })
      return plan.warnings.map(({ message }) => message)
    }
    await move('alice')
    expect(await undoing()).toEqual([])
    await takeOut('alice')
    expect(await undoing()).toEqual([
      expect.stringContaining('The vault no longer holds a key of alice, and its key leaves the file'),
    ])
  })

  it('makes and removes the config file where there was none', async () => {
    const { move, takeOut, text, config: path } = open({ config: '', credentials })
    writeFileSync(path, '')
    await move('bob')
    expect(text().config).toContain('credential_process = stackpass credentials bob')
    await takeOut('bob')
    expect(text()).toEqual({ config: '', credentials })
  })
})

describe('a held profile', () => {
  it('is no problem of the files, and keeps its key under another name', async () => {
    const { move, core, keysOf, takeOut, text, status } = open()
    await move('bob')
    const { problems } = await must<Output<'profiles.list'>>(core, 'profiles.list')
    expect(problems.filter(({ profile }) => profile === 'bob')).toEqual([])
    const plan = await must<PlanView>(core, 'edits.plan', {
      operations: [{ type: 'renameProfile', from: 'bob', to: 'robert', updateReferences: true }],
    })
    await must(core, 'edits.apply', { planId: plan.planId })
    expect(text().config).toContain('credential_process = stackpass credentials robert')
    expect(await keysOf('robert')).toMatchObject({ ok: true, value: { secretAccessKey: bobSecret } })
    expect((await status()).held).toMatchObject([{ profile: 'robert', state: 'held' }])
    expect(await takeOut('robert')).toMatchObject({ ok: true })
    expect(await keysOf('robert')).toMatchObject({ ok: true, value: { secretAccessKey: bobSecret } })
  })
})

describe('an imported key', () => {
  it('goes into the store, is proved, and stands in no file', async () => {
    const { core, apply, text, keysOf, items } = open({ config, credentials: '' })
    const plan = async (who: typeof alice, secret: string) => {
      const pasted = `[fresh]\naws_access_key_id = ${who.accessKeyId}\naws_secret_access_key = ${secret}\nregion = eu-west-1\n`
      const { importId } = await must<{ importId: string }>(core, 'imports.parse', { text: pasted })
      const choices = [{ index: 0, profile: 'fresh' }]
      return must<PlanView>(core, 'imports.plan', { importId, choices, keepIn: 'system' })
    }
    expect(await apply(await plan(foreign, secretOf(foreign)))).toMatchObject({ ok: false })
    expect(items.size).toBe(0)
    expect(await apply(await plan(fresh, secretOf(fresh)))).toMatchObject({ ok: true })
    expect(text()).toEqual({
      config: `${config}\n[profile fresh]\nregion = eu-west-1\ncredential_process = stackpass credentials fresh\n`,
      credentials: '',
    })
    expect(await keysOf('fresh')).toMatchObject({ ok: true, value: { accessKeyId: fresh.accessKeyId } })
  })
})

describe('nothing is changed', () => {
  it('where AWS does not know the key, the store fails, or gives back something else', async () => {
    const { move, text, items, failing, keychain, status } = open()
    expect(await move('stranger')).toMatchObject({
      ok: false,
      error: { code: 'CredentialsUnavailable', details: { failure: 'KeyUnknown' } },
    })
    failing.add('set')
    expect(await move('alice')).toMatchObject({ ok: false, error: { code: 'VaultUnavailable' } })
    failing.clear()
    const { get } = keychain
    keychain.get = async (...of) => (await get(...of))?.replace('AKIA', 'AKIB')
    expect(await move('alice')).toMatchObject({ ok: false, error: { code: 'VaultMismatch' } })
    keychain.get = get
    expect(text()).toEqual({ config, credentials })
    expect(items.size).toBe(0)
    expect((await status()).held).toEqual([])
    expect(await move('alice')).toMatchObject({ ok: true })
  })

  it('for profiles without a long-lived key of their own, by name', async () => {
    const { core } = open()
    for (const [name, code] of [
      ['temp', 'NotAllowed'],
      ['admin', 'NotAllowed'],
      ['nobody', 'ProfileNotFound'],
    ])
      expect(await core.dispatch('vault.plan', { action: 'move', profiles: [name] })).toMatchObject({
        ok: false,
        error: { code },
      })
  })

  it('for a profile with two keys, one of which would be lost', async () => {
    const two = `${credentials}\n[alice]\naws_access_key_id = ${bob.accessKeyId}\naws_secret_access_key = ${bobSecret}\n`
    const { core } = open({ config, credentials: two })
    expect(await core.dispatch('vault.plan', { action: 'move', profiles: ['alice'] })).toMatchObject({
      ok: false,
      error: { code: 'NotAllowed', message: expect.stringContaining('more than one key') },
    })
  })
})

describe('what is said beforehand', () => {
  it('names profiles with the same key, a secret that stays, and tools that cannot follow', async () => {
    const more = `${credentials}# ${alice.secretAccessKey}\n[copy]\naws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`
    const { plan } = open({
      config: `${config}\n[profile self]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = bob\ncredential_process = other\n`,
      credentials: more,
    })
    const codes = (await plan('move', 'alice')).warnings.map(({ code }) => code)
    expect(codes).toContain('SameKeyElsewhere')
    expect(codes).toContain('SecretStays')
  })
})

describe('a profile that asks for itself without a key in the vault', () => {
  it('is refused by name, and does not start itself over and over', async () => {
    const { keysOf, core } = open({
      config: '[profile lost]\nregion = eu-west-1\ncredential_process = stackpass credentials lost\n',
      credentials: '',
    })
    expect(await keysOf('lost')).toMatchObject({ ok: false, error: { code: 'VaultKeyMissing' } })
    const { results } = await must<Output<'verify.run'>>(core, 'verify.run', {
      runId: 'r',
      profiles: ['lost'],
    })
    expect(results[0]?.status).toBe('failed')
  })
})
