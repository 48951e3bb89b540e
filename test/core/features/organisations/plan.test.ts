import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../../home.ts'
import { openOrganisation, sessionText, startUrl, twoAccounts } from './organisation-home.ts'

const [prod, dev] = twoAccounts as [(typeof twoAccounts)[0], (typeof twoAccounts)[0]]

const section = (name: string, account: string, role: string): string =>
  `\n[profile ${name}]\nsso_session = acme\nsso_account_id = ${account}\nsso_role_name = ${role}\nregion = eu-west-1\n`

const populated =
  sessionText +
  section('prod-admin', prod.id, 'AdministratorAccess') +
  section('prod-read', prod.id, 'ReadOnlyAccess') +
  section('dev-admin', dev.id, 'AdministratorAccess')

describe('profiles of an organisation', () => {
  it('are one change, which is taken back as one', async () => {
    const { list, populate, text, core } = await openOrganisation()
    await list()
    expect(await populate()).toEqual(['new prod-admin', 'new prod-read', 'new dev-admin'])
    expect(text()).toBe(populated)
    await must(core, 'history.undo')
    expect(text()).toBe(sessionText)
  })

  it('stay as they are a second time', async () => {
    const { list, populate, plan, text } = await openOrganisation()
    await list()
    await populate()
    await list()
    const again = await plan({ prune: true })
    expect(again.plan).toBeUndefined()
    expect(again.items.map(({ state }) => state)).toEqual(['kept', 'kept', 'kept'])
    expect(text()).toBe(populated)
  })

  it('are those that were chosen, in the region that was chosen', async () => {
    const { list, populate, text } = await openOrganisation()
    await list()
    const choose = [{ accountId: dev.id, roleName: 'AdministratorAccess' }]
    expect(await populate({ choose, region: 'us-east-1' })).toEqual([
      'left prod-admin',
      'left prod-read',
      'new dev-admin',
    ])
    expect(text()).toBe(
      sessionText +
        section('dev-admin', dev.id, 'AdministratorAccess').replace(
          'region = eu-west-1',
          'region = us-east-1',
        ),
    )
  })

  it('get an ending beside a profile of the user, which stays as it is', async () => {
    const own = '\n[profile prod-admin]\nregion = sa-east-1 # mine\n'
    const { list, populate, text } = await openOrganisation({}, { config: sessionText + own })
    await list()
    expect((await populate())[0]).toBe('taken prod-admin-acme')
    expect(text()).toContain(own)
  })

  it('need a listing, a session and roles that were listed', async () => {
    const { core, list } = await openOrganisation()
    const wanted = { session: { session: 'acme' }, template: { text: '{account}' } }
    expect(await core.dispatch('organisations.plan', wanted)).toMatchObject({
      error: { code: 'ListingFailed' },
    })
    await list()
    const choose = [{ accountId: prod.id, roleName: 'Nobody' }]
    expect(await core.dispatch('organisations.plan', { ...wanted, choose })).toMatchObject({
      error: { code: 'BadInput' },
    })
    expect(await core.dispatch('organisations.plan', { ...wanted, session: { session: 'x' } })).toMatchObject(
      {
        error: { code: 'SessionNotFound' },
      },
    )
    expect(await core.dispatch('organisations.plan', { ...wanted, template: { text: '{x}' } })).toMatchObject(
      {
        error: { code: 'TemplateInvalid' },
      },
    )
  })
})

describe('an account that is renamed', () => {
  it('renames what we named, with what points at it, and leaves what the user named', async () => {
    const { list, populate, text, config, organisation } = await openOrganisation()
    await list()
    await populate()
    const chain =
      '\n[profile chain]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = prod-admin\n'
    writeFileSync(config, text().replace('[profile prod-read]', '[profile my-prod] # mine') + chain)
    organisation.world.accounts[0] = { ...prod, name: 'acme-live' }
    await list()
    expect(await populate()).toEqual(['renamed live-admin', 'kept my-prod', 'kept dev-admin'])
    expect(text()).toBe(
      populated
        .replace('[profile prod-admin]', '[profile live-admin]')
        .replace('[profile prod-read]', '[profile my-prod] # mine') +
        chain.replace('prod-admin', 'live-admin'),
    )
    await list()
    expect(await populate()).toEqual(['kept live-admin', 'kept my-prod', 'kept dev-admin'])
  })

  it('is renamed on the stacks that use it', async () => {
    const { list, populate, core, organisation, home } = await openOrganisation()
    await list()
    await populate()
    const folder = join(home, 'shop')
    mkdirSync(folder)
    writeFileSync(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: yaml\n')
    writeFileSync(join(folder, 'Pulumi.prod.yaml'), 'config:\n  aws:profile: prod-admin\n')
    await must(core, 'stacks.addFolder', { folder })
    organisation.world.accounts[0] = { ...prod, name: 'acme-live' }
    await list()
    await populate()
    expect(readFileSync(join(folder, 'Pulumi.prod.yaml'), 'utf8')).toBe(
      'config:\n  aws:profile: live-admin\n',
    )
  })
})

describe('a role that is gone', () => {
  const onlyDev = [dev]

  it('takes what we made with it when that is asked for', async () => {
    const { list, populate, text, organisation } = await openOrganisation()
    await list()
    await populate()
    organisation.world.accounts = [...onlyDev]
    await list()
    expect(await populate()).toEqual(['kept dev-admin', 'stays prod-admin', 'stays prod-read'])
    expect(text()).toBe(populated)
    expect(await populate({ prune: true })).toEqual([
      'kept dev-admin',
      'removed prod-admin',
      'removed prod-read',
    ])
    expect(text()).toBe(sessionText + section('dev-admin', dev.id, 'AdministratorAccess'))
  })

  it.each([
    [
      'a setting of the user',
      (text: string) => text.replace('ReadOnlyAccess\n', 'ReadOnlyAccess\noutput = json\n'),
      /settings of your own: output/,
    ],
    [
      'a comment of the user',
      (text: string) => text.replace('[profile prod-read]', '# for ana\n[profile prod-read]'),
      /comment of your own/,
    ],
    [
      'a name of the user',
      (text: string) => text.replace('[profile prod-read]', '[profile mine]'),
      /another name/,
    ],
    [
      'a remark of the user',
      (text: string) => text.replace('ReadOnlyAccess\n', 'ReadOnlyAccess # asked for in May\n'),
      /comment of your own/,
    ],
    [
      'a command over it',
      (text: string) => `${text}\n[profile over]\ncredential_process = stackpass credentials prod-read\n`,
      /over uses it/,
    ],
    [
      'a role over it',
      (text: string) =>
        `${text}\n[profile over]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = prod-read\n`,
      /over uses it/,
    ],
  ])('leaves what has %s, and says why', async (_, change, why) => {
    const { list, populate, plan, text, config, organisation } = await openOrganisation()
    await list()
    await populate()
    writeFileSync(config, change(text()))
    organisation.world.accounts = [{ ...prod, roles: ['AdministratorAccess'] }, dev]
    await list()
    const { items, plan: planned } = await plan({ prune: true })
    expect(items.at(-1)).toMatchObject({ state: 'stays' })
    expect(items.at(-1)?.why).toMatch(why)
    expect(planned).toBeUndefined()
  })

  it('leaves what a stack uses', async () => {
    const { list, populate, plan, core, organisation, home } = await openOrganisation()
    await list()
    await populate()
    const folder = join(home, 'shop')
    mkdirSync(folder)
    writeFileSync(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: yaml\n')
    writeFileSync(join(folder, 'Pulumi.prod.yaml'), 'config:\n  aws:profile: prod-read\n')
    await must(core, 'stacks.addFolder', { folder })
    organisation.world.accounts = [...onlyDev]
    await list()
    const { items } = await plan({ prune: true })
    expect(items.map(({ state, name }) => `${state} ${name}`)).toEqual([
      'kept dev-admin',
      'removed prod-admin',
      'stays prod-read',
    ])
    expect(items[2]?.why).toBe('The role is gone. shop/prod uses it.')
  })

  it('removes nothing after a listing that was stopped or is empty', async () => {
    const { list, populate, plan, organisation } = await openOrganisation()
    await list()
    await populate()
    organisation.world.accounts = []
    await list()
    expect(await plan({ prune: true })).toMatchObject({
      items: [],
      notPruned: expect.stringMatching(/no role at all/),
    })
  })
})

describe('legacy profiles', () => {
  const legacy = `\n[profile old]\nsso_start_url = ${startUrl}/\nsso_region = eu-west-1\nsso_account_id = ${dev.id}\nsso_role_name = AdministratorAccess\noutput = json # mine\n`

  it('count as what is there, and are migrated when that is asked for', async () => {
    const { list, populate, text } = await openOrganisation({}, { config: sessionText + legacy })
    await list()
    const choose = [{ accountId: dev.id, roleName: 'AdministratorAccess' }]
    expect(await populate({ choose })).toEqual(['left prod-admin', 'left prod-read', 'kept old'])
    expect(text()).toBe(sessionText + legacy)
    expect(await populate({ choose, migrate: true })).toContain('kept old')
    expect(text()).toBe(
      `${sessionText}\n[profile old]\nsso_account_id = ${dev.id}\nsso_role_name = AdministratorAccess\noutput = json # mine\nsso_session = acme\n`,
    )
  })

  it('are listed by their start URL, and moved to a session that is made with them', async () => {
    const config = legacy.replace(`${startUrl}/`, startUrl)
    const { core, signIn, populate, text } = await openOrganisation({}, { config, isSignedIn: false })
    signIn(startUrl)
    await must(core, 'organisations.list', { runId: 'r', session: { session: `portal:${startUrl}` } })
    const session = { newSession: { name: 'acme', startUrl, region: 'eu-west-1' } }
    expect(await populate({ session, migrate: true, choose: [] })).toContain('kept old')
    expect(text()).toContain('sso_session = acme\n')
    expect(text()).toContain(
      `[sso-session acme]\nsso_start_url = ${startUrl}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`,
    )
  })
})

it('the user’s own bytes never change, wherever they stand', async () => {
  const line = fc.constantFrom(
    '# note',
    '',
    '[profile own]',
    'region = us-east-1',
    'output=json ; x',
    '  nested = 1',
    's3 =',
    '[profile prod-admin]',
    '[default]',
    'sso_session = acme',
    '[services x]',
  )
  const { list, plan, core, config, text } = await openOrganisation()
  await list()
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
      const own = `${sessionText}\n${lines.join('\n')}\n`
      writeFileSync(config, own)
      const { plan: planned, items } = await plan()
      if (planned === undefined) return
      await must(core, 'edits.apply', { planId: planned.planId })
      expect(text().startsWith(own)).toBe(true)
      expect(items.some(({ state }) => state === 'removed' || state === 'renamed')).toBe(false)
    }),
    { numRuns: 25 },
  )
})
