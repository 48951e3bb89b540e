import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startOrganisation, type Organisation } from '../../fakes/organisation/organisation.ts'
import type { Account } from '../../fakes/organisation/world.ts'
import { createHome, type Home } from './home.ts'
import { startLoopback } from './hosts.ts'
import { catchLinks, opensLinks } from './link-catcher.ts'
import type { RunningHost } from './running-host.ts'
import { expect, test } from './test.ts'

/** Its Region stands in the host, so nothing is asked to find it. */
export const startUrl = 'https://acme.portal.eu-west-1.app.aws'

export const fortyAccounts: readonly Account[] = Array.from({ length: 40 }, (_, index) => ({
  id: String(100_000_000_000 + index * 7_919),
  name: index === 0 ? 'acme-prod' : `acme-team-${String(index).padStart(2, '0')}`,
  roles: index % 2 === 0 ? ['AdministratorAccess', 'ReadOnlyAccess'] : ['ReadOnlyAccess'],
}))

export interface OrganisationWorld {
  readonly page: Page
  readonly home: Home
  readonly organisation: Organisation
  readonly call: RunningHost['call']
  readonly command: RunningHost['command']
  /** Opens in a tab what the browser of the system was given. Returns the tab where that led. */
  follow(): Promise<Page>
}

/** The page of a host whose browser writes down what it is given, and a double of AWS in the place of AWS. */
export const organisationTest = test.extend<{
  world: OrganisationWorld
  accounts: readonly Account[]
  homeFiles: Readonly<Record<string, string>>
}>({
  accounts: [fortyAccounts, { option: true }],
  homeFiles: [{}, { option: true }],
  world: async ({ browser, accounts, homeFiles }, use) => {
    const organisation = await startOrganisation({ accounts, startUrl, knobs: { warm: false } })
    const home = await createHome(homeFiles, {
      ...organisation.env,
      AWS_ENDPOINT_URL_STS: organisation.url,
      ...opensLinks,
    })
    const stackFolders = [join(home.path, 'app')]
    await home.writeFiles({ '.config/stackpass/settings.json': JSON.stringify({ stackFolders }) })
    const links = await catchLinks(home)
    const running = await startLoopback({ ...home, env: links.env }, browser)
    const { page } = running
    // The console is not asked for: the portal of AWS is caught before anything leaves this machine.
    await page
      .context()
      .route(`${startUrl}/**`, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<h1>Portal</h1>' }),
      )
    await use({
      page,
      home,
      organisation,
      call: running.call,
      command: running.command,
      follow: async () => (await links.follow(page.context())).tab,
    })
    expect(await running.problems()).toEqual([])
    await running.stop()
    await organisation.close()
    await home.remove()
  },
})

export const accountsTable = (page: Page) => page.getByRole('grid', { name: 'Accounts and roles' })

/** Goes to "Connect an organisation" by the palette. */
export async function openConnect(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('connect an organisation')
  await page.keyboard.press('Enter')
}

/** From wherever the page is to the accounts of the double: the start URL, the sign-in, the listing. */
export async function connect({ page, follow }: OrganisationWorld): Promise<void> {
  await openConnect(page)
  await page.getByRole('textbox', { name: 'Start URL' }).fill(startUrl)
  await expect(
    page.getByText('Identity Center in eu-west-1, Ireland. Region found from the URL.'),
  ).toBeVisible()
  await page.keyboard.press('Enter')
  const tab = await follow()
  await tab.getByRole('link', { name: 'Allow' }).click()
  await expect(tab.getByRole('heading', { name: 'You are signed in to acme' })).toBeVisible()
  await tab.close()
  await expect(page.getByText(/^Listed /)).toBeVisible()
}
