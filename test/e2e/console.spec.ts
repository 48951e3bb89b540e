import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { federationRoutes, type ConsoleVisit } from '../fakes/organisation/federation.ts'
import { startOrganisation } from '../fakes/organisation/organisation.ts'
import { userIdentity } from '../fakes/sts/identities.ts'
import { createHome, type Home } from './support/home.ts'
import { startLoopback } from './support/hosts.ts'
import { catchLinks, opensLinks } from './support/link-catcher.ts'
import { goTo, profileGrid, profileRow, toast } from './support/page.ts'
import { expect, test } from './support/test.ts'

const user = userIdentity('anabelle')
const role = 'arn:aws:iam::123456789012:role/Admin'
const files = (portal: string) => ({
  '.aws/config': `[profile user]
aws_access_key_id = ${user.accessKeyId}
aws_secret_access_key = ${user.secretAccessKey}
region = eu-west-1
[profile admin]
role_arn = ${role}
source_profile = user
region = eu-west-1
[profile portal]
sso_start_url = ${portal}/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Admin
region = eu-central-1
`,
  'app/Pulumi.yaml': 'name: app\nruntime: yaml\n',
  'app/Pulumi.dev.yaml': 'config:\n  aws:profile: admin\n  aws:region: eu-north-1\n',
})

test.skip(({ host }) => host !== 'loopback', 'the browser that is opened is the same for every host')

interface World {
  readonly page: Page
  readonly home: Home
  readonly visits: readonly ConsoleVisit[]
  /** Opens in a tab what the system's browser was given. Returns the final address. */
  follow(): Promise<string>
}

/** The page of a host with a browser (which only records what it is given), and a fake AWS. */
const withConsole = test.extend<{ world: World }>({
  world: async ({ browser }, use) => {
    const visits: ConsoleVisit[] = []
    const organisation = await startOrganisation({
      sts: { identities: [user], roles: [{ arn: role }] },
      routes: [federationRoutes(visits)],
    })
    const home = await createHome(files(organisation.url), {
      AWS_ENDPOINT_URL_STS: organisation.url,
      STACKPASS_FEDERATION_URL: `${organisation.url}/federation`,
      ...opensLinks,
    })
    const stackFolders = [join(home.path, 'app')]
    await home.writeFiles({ '.config/stackpass/settings.json': JSON.stringify({ stackFolders }) })
    const links = await catchLinks(home)
    const running = await startLoopback({ ...home, env: links.env }, browser)
    await use({
      page: running.page,
      home,
      visits,
      async follow() {
        const { address, tab } = await links.follow(running.page.context())
        expect(fileURLToPath(address)).toMatch(/\/open-[0-9a-f]{16}\.html$/)
        expect(tab.url()).toMatch(/^http:/)
        // The page that led there was replaced in the browser's history.
        expect(await tab.evaluate(() => document.referrer)).toBe('')
        const end = tab.url()
        await tab.close()
        return end
      },
    })
    expect(await running.problems()).toEqual([])
    await running.stop()
    await organisation.close()
    await home.remove()
  },
})

withConsole('O opens the console of a role, caught by the double', async ({ world }) => {
  const { page, visits, follow } = world
  await profileRow(page, 'admin').click()
  await profileGrid(page).focus()
  await page.keyboard.press('Control+o')
  await expect(toast(page, 'Opened the console of admin in your browser.')).toBeVisible()
  await follow()
  expect(visits).toMatchObject([
    {
      account: '123456789012',
      destination: 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1',
    },
  ])
  expect(visits[0]?.arn).toContain(':assumed-role/Admin/')
})

withConsole('an Identity Center profile goes over its portal', async ({ world: { page, follow } }) => {
  await profileRow(page, 'portal').click()
  await page.getByRole('button', { name: 'Open console' }).click()
  await expect(toast(page, 'Opened the console of portal')).toBeVisible()
  const { hash } = new URL(await follow())
  expect(hash).toMatch(/^#\/console\?account_id=123456789012&role_name=Admin&destination=https%3A/)
})

withConsole('the keys of a user are asked about first', async ({ world }) => {
  const { page, home, visits, follow } = world
  await profileRow(page, 'user').click()
  await profileGrid(page).focus()
  await page.keyboard.press('ControlOrMeta+o')
  const dialog = page.getByRole('dialog', { name: 'Open the console?' })
  await expect(dialog).toContainText('GetFederationToken')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  expect(await home.exists('opened')).toBe(false)
  await profileGrid(page).focus()
  await page.keyboard.press('ControlOrMeta+o')
  await dialog.getByRole('button', { name: 'Open console' }).click()
  await expect(toast(page, 'Opened the console of user')).toBeVisible()
  await follow()
  expect(visits[0]?.arn).toBe('arn:aws:sts::123456789012:federated-user/user')
})

withConsole('a stack opens the account that it hits', async ({ world: { page, visits, follow } }) => {
  await goTo(page, 'Stacks')
  await page.getByRole('button', { name: 'dev', exact: true }).click()
  await page.getByRole('button', { name: 'Open console' }).click()
  await expect(toast(page, 'Opened the console of admin')).toBeVisible()
  await follow()
  expect(visits[0]?.destination).toBe(
    'https://eu-north-1.console.aws.amazon.com/console/home?region=eu-north-1',
  )
})
