import { createHash } from 'node:crypto'
import { expectAccessible } from './support/expect-accessible.ts'
import {
  accountsTable,
  connect,
  fortyAccounts,
  openConnect,
  organisationTest as test,
  startUrl,
} from './support/organisation-test.ts'
import { goTo, profileGrid, profileRow, reviewSheet, toast } from './support/page.ts'
import { expect } from './support/test.ts'

test.skip(({ host }) => host !== 'loopback', 'the browser that is opened is the same for every host')

const stackFile = 'app/Pulumi.dev.yaml'
const ownProfile = '[profile acme-prod-read]\nregion = eu-west-1   \n# mine\n'

test.describe('with a file of one own profile, and a stack', () => {
  test.use({
    homeFiles: {
      '.aws/config': ownProfile,
      'app/Pulumi.yaml': 'name: app\nruntime: yaml\n',
      [stackFile]: 'config:\n  aws:region: eu-north-1\n',
    },
  })

  test('an organisation of 40 accounts becomes profiles that are used, set, opened and signed out of', async ({
    world,
  }) => {
    const { page, home, organisation, follow, command } = world
    await connect(world)
    await expect(page.getByText('40 accounts, 60 roles')).toBeVisible()
    // Nothing is written before the review.
    expect(await home.readFile('.aws/config')).toBe(ownProfile)
    await expect(page.getByText('1 name is not free')).toBeVisible()
    await expect(accountsTable(page).getByText('acme-prod-read-acme')).toBeVisible()

    await page.keyboard.press('ControlOrMeta+s')
    await expect(reviewSheet(page).getByText('[sso-session acme]')).toBeVisible()
    await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
    await expect(toast(page, 'Profiles of acme: 60 new')).toBeVisible()
    const config = await home.readFile('.aws/config')
    expect(config.startsWith(ownProfile)).toBe(true)
    expect(config.match(/^\[profile /gm)).toHaveLength(61)

    // Used: the list stands on the first of them, and the command says the same.
    await expect(profileGrid(page)).toBeFocused()
    await profileRow(page, 'acme-team-02-admin').click()
    const account = page
      .getByRole('complementary')
      .getByTitle(/^acme-team-02, as AWS listed it \d+ \w+ \d{4}, \d\d:\d\d$/)
    await expect(account).toHaveText(`acme-team-02${fortyAccounts[2]?.id}`)
    await page.getByRole('button', { name: 'Use this profile' }).click()
    await expect(page.getByRole('button', { name: /Active profile acme-team-02-admin/ })).toBeVisible()
    expect(await command('current')).toContain('acme-team-02-admin')
    const given = JSON.parse(await command('credentials', 'acme-team-02-admin')) as object
    expect(given).toMatchObject({ Version: 1, AccountId: fortyAccounts[2]?.id })

    // Set on a stack.
    await goTo(page, 'Stacks')
    await page.getByRole('button', { name: /^Profile of dev/ }).click()
    const find = page.getByRole('combobox', { name: 'Find a profile', exact: true })
    await find.fill('acme-team-02-admin')
    await find.press('Enter')
    await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
    await expect(reviewSheet(page)).toHaveCount(0)
    expect(await home.readFile(stackFile)).toContain('aws:profile: acme-team-02-admin')

    // Its console: the shortcut of the portal, caught before it leaves the machine.
    await page.getByRole('button', { name: 'dev', exact: true }).click()
    await page.getByRole('button', { name: 'Open console' }).click()
    await expect(toast(page, 'Opened the console of acme-team-02-admin')).toBeVisible()
    const tab = await follow()
    expect(tab.url()).toBe(
      `${startUrl}/#/console?account_id=${fortyAccounts[2]?.id}&role_name=AdministratorAccess&destination=https%3A%2F%2Feu-north-1.console.aws.amazon.com%2Fconsole%2Fhome%3Fregion%3Deu-north-1`,
    )
    await tab.close()

    // Signed out, everything says so.
    await goTo(page, 'Sessions')
    await page.getByRole('button', { name: 'Sign out: acme' }).click()
    await expect(toast(page, 'Signed out of acme.')).toBeVisible()
    expect(organisation.callsTo('/logout')).toHaveLength(1)
    const sessions = page.getByRole('treegrid', { name: 'Sessions' })
    await expect(sessions.getByText('Signed out')).toBeVisible()
    await expect(
      page.getByRole('button', { name: /Active profile acme-team-02-admin .*Sign in/ }),
    ).toBeVisible()
    await goTo(page, 'Profiles')
    await expect(
      page.getByRole('button', { name: 'Sign in to use acme-team-02-admin' }).first(),
    ).toBeVisible()
    await goTo(page, 'Health')
    await expect(page.getByText('acme', { exact: true })).toBeVisible()
    expect(await command('sessions')).toMatch(/acme +not signed in +60/)
    await expect(command('credentials', 'acme-team-02-admin')).rejects.toThrow(
      /stackpass login acme-team-02-admin/,
    )
  })

  test('one undo takes the connection back', async ({ world }) => {
    const { page, home } = world
    await connect(world)
    await page.keyboard.press('ControlOrMeta+s')
    await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
    await toast(page, 'Profiles of acme').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => home.readFile('.aws/config')).toBe(ownProfile)
  })

  test('a stopped listing keeps what came, and goes on from there', async ({ world }) => {
    const { page, organisation } = world
    organisation.knobs.latencyMs = 200
    await openConnect(page)
    await page.getByRole('textbox', { name: 'Start URL' }).fill(startUrl)
    await expect(page.getByText('Found', { exact: true })).toBeVisible()
    await page.keyboard.press('Enter')
    const tab = await world.follow()
    await tab.getByRole('link', { name: 'Allow' }).click()
    await expect(accountsTable(page).getByText(/accounts? still to come/)).toBeVisible()
    // Eight are asked for at once: by then at least four have answered.
    await expect.poll(() => organisation.callsTo('/assignment/roles').length).toBeGreaterThanOrEqual(12)
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(page.getByText('Stopped', { exact: true })).toBeVisible()
    await expect(page.getByText(/^\d+ of 40 accounts are kept\.$/)).toBeVisible()
    const asked = organisation.callsTo('/assignment/roles').length
    organisation.knobs.latencyMs = 0
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByText('40 accounts, 60 roles')).toBeVisible()
    expect(organisation.callsTo('/assignment/roles').length).toBeLessThan(asked + 40)

    // Left without a change: the sign-in is there to be ended, or gone on with.
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    const sessions = page.getByRole('treegrid', { name: 'Sessions' })
    await expect(sessions.getByText('not in the files yet')).toBeVisible()
    await page.getByRole('button', { name: 'Go on connecting' }).click()
    await expect(page.getByText('40 accounts, 60 roles')).toBeVisible()
  })

  test('what changed at AWS is kept in step: renamed, gone, and what is in use stays', async ({ world }) => {
    const { page, home, organisation } = world
    await connect(world)
    await page.getByRole('button', { name: 'Cut it' }).click()
    await page.keyboard.press('ControlOrMeta+s')
    await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
    await expect(toast(page, 'Profiles of acme: 60 new')).toBeVisible()
    await home.writeFiles({ [stackFile]: 'config:\n  aws:profile: team-05-read\n' })
    const { accounts } = organisation.world
    const [, renamed, ...rest] = accounts
    organisation.world.accounts = [
      ...accounts.slice(0, 1),
      { ...renamed!, name: 'acme-payments' },
      ...rest.filter(({ name }) => name !== 'acme-team-03' && name !== 'acme-team-05'),
    ]

    await goTo(page, 'Sessions')
    await page.getByRole('button', { name: 'Keep in step' }).click()
    await page.getByRole('button', { name: 'List again' }).click()
    await expect(
      page.getByText('38 accounts, 57 roles').or(page.getByText('38 accounts, 58 roles')),
    ).toBeVisible()
    const panel = page.getByRole('complementary', { name: 'Names' })
    await expect(panel.getByText('team-01-read is now payments-read.')).toBeVisible()
    await expect(panel.getByText(/^team-03-read: the role is gone, and nothing/)).toBeVisible()
    await expect(panel.getByText(/^team-05-read: The role is gone. .*dev.* uses it\.$/)).toBeVisible()
    await panel.getByRole('checkbox', { name: 'Remove it in this change' }).click()
    await page.keyboard.press('ControlOrMeta+s')
    await reviewSheet(page).getByRole('button', { name: /^Save/ }).click()
    await expect(toast(page, 'Profiles of acme: 1 renamed, 1 removed')).toBeVisible()
    const config = await home.readFile('.aws/config')
    expect(config).toContain('[profile payments-read]')
    expect(config).not.toContain('team-01-read')
    expect(config).not.toContain('team-03-read')
    expect(config).toContain('[profile team-05-read]')
  })
})

test.describe('from nothing', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`by the keyboard alone, and axe finds nothing, ${theme}`, async ({ world }) => {
      const { page, home, call, follow } = world
      await call('settings.set', { theme })
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await expect(page.getByRole('heading', { name: 'No AWS profiles yet' })).toBeVisible()
      await page.keyboard.press('c')
      await expect(page.getByRole('textbox', { name: 'Start URL' })).toBeFocused()
      await page.keyboard.type(startUrl)
      await expect(page.getByText('Found', { exact: true })).toBeVisible()
      await expectAccessible(page, 'start')
      await page.keyboard.press('Enter')
      await expect(page.getByText('Waiting for you in the browser')).toBeVisible()
      await expectAccessible(page, 'sign-in')
      const tab = await follow()
      await tab.getByRole('link', { name: 'Allow' }).click()
      await tab.close()
      await expect(page.getByText(/^Listed /)).toBeVisible()
      await expect(accountsTable(page)).toBeFocused()
      await expectAccessible(page, 'table')

      // Down to the first account, its admin left out; the last account is production.
      const box = (name: RegExp) => page.getByRole('checkbox', { name })
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Space')
      await expect(box(/^acme-prod-admin, AdministratorAccess in acme-prod/)).not.toBeChecked()
      await page.keyboard.press('p')
      await expect(page.getByRole('button', { name: 'acme-prod is production' })).toBeVisible()
      await page.keyboard.press('/')
      await page.keyboard.type('team-07')
      await page.keyboard.press('Enter')
      await expect(accountsTable(page)).toBeFocused()
      await page.keyboard.press('ControlOrMeta+a')
      await expect(box(/^acme-team-07-read, /)).not.toBeChecked()
      await page.keyboard.press('Escape')
      await expect(page.getByText('58 profiles')).toBeVisible()
      await page.keyboard.press('ControlOrMeta+s')
      await expect(reviewSheet(page).getByText('[sso-session acme]')).toBeVisible()
      await page.keyboard.press('ControlOrMeta+s')
      await expect(toast(page, 'Profiles of acme: 58 new')).toBeVisible()
      const config = await home.readFile('.aws/config')
      expect(config).not.toContain('acme-team-07')
      expect(config).not.toContain('acme-prod-admin')
      await expect
        .poll(async () => {
          const settings = await call('settings.get', {})
          return settings.ok ? settings.value : undefined
        })
        .toMatchObject({
          groups: [{ name: 'prod', production: true }],
          profileGroups: [['acme-prod-read', 'prod']],
        })
    })
  }
})

const legacy = `[profile deploys]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_account_id = ${fortyAccounts[0]?.id}
sso_role_name = ReadOnlyAccess
output = json # mine
`

test.describe('with an older profile of the same portal', () => {
  test.use({ homeFiles: { '.aws/config': legacy } })

  test('it keeps its name and its settings, and moves to the session in the same review', async ({
    world,
  }) => {
    const { page, home, command } = world
    await connect(world)
    const moves = page.getByRole('checkbox', { name: /older|sso-session/i })
    await expect(moves).not.toBeChecked()
    await moves.check()
    await page.keyboard.press('ControlOrMeta+s')
    await expect(reviewSheet(page).getByText('sso_session = acme').first()).toBeVisible()
    expect(await home.readFile('.aws/config')).toBe(legacy)
    await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
    await expect(toast(page, 'Profiles of acme: 59 new')).toBeVisible()
    const config = await home.readFile('.aws/config')
    expect(config.slice(0, config.indexOf('\n\n') + 1)).toBe(
      `[profile deploys]\nsso_account_id = ${fortyAccounts[0]?.id}\nsso_role_name = ReadOnlyAccess\noutput = json # mine\nsso_session = acme\n`,
    )
    expect(config.match(/^sso_start_url/gm)).toHaveLength(1)
    // The one sign-in serves it, too.
    expect(JSON.parse(await command('credentials', 'deploys'))).toMatchObject({
      AccountId: fortyAccounts[0]?.id,
    })
  })
})

const manyRoles = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'Billing', 'SecurityAudit']
/** A listing as it is kept: asked for at the rate of AWS it takes two minutes. */
const kept = {
  version: 1,
  session: 'sso:acme',
  startUrl,
  accounts: Array.from({ length: 1_000 }, (_, index) => ({
    id: String(200_000_000_000 + index),
    name: `team ${index}`,
    roles: manyRoles,
  })),
  errors: [],
  complete: true,
  at: new Date().toISOString(),
}
const keptAs = createHash('sha256').update(kept.session).digest('hex').slice(0, 40)

test.describe('of five thousand roles', () => {
  test.use({ homeFiles: { [`.cache/stackpass/organisations/${keptAs}.json`]: JSON.stringify(kept) } })

  test('only what is in view is in the document, and a letter names all of them anew', async ({ world }) => {
    const { page, home } = world
    await expect(page.getByRole('heading', { name: 'No AWS profiles yet' })).toBeVisible()
    await page.keyboard.press('c')
    await page.getByRole('textbox', { name: 'Start URL' }).fill(startUrl)
    await expect(page.getByText('Found', { exact: true })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText('1000 accounts, 5000 roles')).toBeVisible()
    await expect(accountsTable(page)).toHaveAttribute('aria-rowcount', '1001')
    expect(await accountsTable(page).getByRole('row').count()).toBeLessThan(60)
    await page.getByRole('textbox', { name: 'Name template' }).fill('{accountId}-{role:short}')
    await expect(accountsTable(page).getByText('200000000000-admin')).toBeVisible()
    await accountsTable(page).focus()
    await page.keyboard.press('End')
    await expect(accountsTable(page).getByText('200000000999-admin')).toBeVisible()
    await page.keyboard.press('ControlOrMeta+s')
    await expect(reviewSheet(page).getByText('[sso-session acme]')).toBeVisible()
    await page.keyboard.press('ControlOrMeta+s')
    await expect(toast(page, 'Profiles of acme: 5000 new')).toBeVisible()
    expect((await home.readFile('.aws/config')).match(/^\[profile /gm)).toHaveLength(5_000)
  })
})
