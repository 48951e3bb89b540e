import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { regionInPage } from '../../../../core/features/organisations/find-organisation.ts'
import { createQuickCore } from '../../../../core/start/quick-core.ts'
import type { Core } from '../../../../core/start/create-core.ts'
import type { ProfileList, StackList } from '../../../../shared/contract/models.ts'
import { must } from '../../home.ts'
import { openOrganisation, sessionText, startUrl, twoAccounts } from './organisation-home.ts'

const [prod] = twoAccounts as [(typeof twoAccounts)[0]]

describe('the session of an organisation', () => {
  const newSession = { name: 'acme', startUrl, region: 'eu-west-1' }
  const listNew = (core: Core, more: Partial<typeof newSession> = {}) =>
    core.dispatch('organisations.list', { runId: 'n', session: { newSession: { ...newSession, ...more } } })

  it('is listed before it is written, and written with its profiles as one change', async () => {
    const { core, text, populate } = await openOrganisation({}, { config: '' })
    expect(await listNew(core)).toMatchObject({ ok: true, value: { session: 'sso:acme', complete: true } })
    expect(text()).toBe('')
    await populate({ session: { newSession } })
    expect(text()).toContain(`${sessionText}\n[profile prod-admin]\nsso_session = acme\n`)
    const { entries } = await must<{ entries: { id: string }[] }>(core, 'history.list')
    expect(entries).toHaveLength(1)
    await must(core, 'history.undo')
    expect(text()).toBe('')
  })

  it('does not take what an earlier session of the name left behind', async () => {
    const { core, organisation } = await openOrganisation({}, { config: '' })
    const reply = await listNew(core, { startUrl: 'https://other.awsapps.com/start' })
    expect(reply).toMatchObject({ error: { code: 'SignedOut', reason: 'Nobody has signed in yet.' } })
    expect(organisation.received).toHaveLength(0)
  })

  it.each([
    [{}, 'ProfileExists'],
    [{ name: 'a]b' }, 'InvalidProfileName'],
    [{ name: 'x', startUrl: 'http://x' }, 'StartUrlUnknown'],
    [{ name: 'x', region: 'Ireland' }, 'BadInput'],
  ])('is refused with %j', async (more, code) => {
    const { core, list } = await openOrganisation()
    await list()
    expect(await listNew(core, more)).toMatchObject({ error: { code } })
    expect(
      await core.dispatch('organisations.plan', {
        session: { newSession: { ...newSession, ...more } },
        template: { text: '{account}' },
      }),
    ).toMatchObject({ error: { code } })
    expect(await core.dispatch('sessions.signIn', { newSession: { ...newSession, ...more } })).toMatchObject({
      error: { code },
    })
  })

  it('is found by its start URL, with a free name', async () => {
    const { core } = await openOrganisation()
    const url = 'https://ssoins-1234567890abcdef.eu-central-1.portal.amazonaws.com'
    expect(await must(core, 'organisations.find', { startUrl: ` ${url}/?x#y ` })).toEqual({
      startUrl: `${url}/`,
      region: 'eu-central-1',
      partition: 'aws',
      name: 'sso',
      existing: [],
    })
    expect(
      await core.dispatch('organisations.find', { startUrl: 'http://acme.awsapps.com/start' }),
    ).toMatchObject({
      error: { code: 'StartUrlUnknown' },
    })
  })
})

describe('the page of an older portal', () => {
  it.each([
    ['<meta charset="utf-8"><meta name="region" content="eu-west-1"/>', 'eu-west-1'],
    ["<META content='us-gov-west-1' name='region'>", 'us-gov-west-1'],
    ['<meta name="region" content="somewhere">', undefined],
    ['<meta name="theme" content="eu-west-1">', undefined],
    ['', undefined],
  ])('%s', (page, region) => expect(regionInPage(page)).toBe(region))
})

describe('names of accounts', () => {
  it('stand beside the digits of profiles and stacks, with their time', async () => {
    const { list, populate, core, home } = await openOrganisation()
    const { at } = await list()
    await populate()
    const { profiles } = await must<ProfileList>(core, 'profiles.list')
    expect(
      profiles.map(({ name, accountName, accountNameAt }) => [name, accountName, accountNameAt]),
    ).toEqual([
      ['prod-admin', 'acme-prod', at],
      ['prod-read', 'acme-prod', at],
      ['dev-admin', 'acme dev', at],
    ])
    const quick = createQuickCore({
      env: { HOME: home, STACKPASS_HOME: join(home, '.stackpass') },
      homeDir: home,
      platform: 'linux',
      host: 'cli',
      version: '0.0.0',
    })
    expect(await quick('profiles.list', {})).toMatchObject({
      value: { profiles: [{ accountName: 'acme-prod' }, {}, { accountName: 'acme dev' }] },
    })
    const folder = join(home, 'shop')
    mkdirSync(folder)
    writeFileSync(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: yaml\n')
    writeFileSync(join(folder, 'Pulumi.prod.yaml'), 'config:\n  aws:profile: prod-admin\n')
    const stacks = await must<StackList>(core, 'stacks.addFolder', { folder })
    expect(stacks.projects[0]?.stacks[0]?.account).toMatchObject({ id: prod.id, alias: 'acme-prod' })
  })
})

describe('what we keep of it', () => {
  it('is private, and names no profile', async () => {
    const { list, populate, home } = await openOrganisation()
    await list()
    await populate()
    const file = join(home, '.stackpass', 'state', 'made-profiles.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toMatch(/prod-admin|111122223333/)
    const names = join(home, '.stackpass', 'state', 'account-names.json')
    expect(statSync(names).mode & 0o777).toBe(0o600)
    expect(readFileSync(names, 'utf8')).toContain('acme-prod')
  })
})
