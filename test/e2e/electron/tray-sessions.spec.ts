import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startOrganisation } from '../../fakes/organisation/organisation.ts'
import { expect, oneIcon, test } from '../support/desktop/desktop-test.ts'
import { findEntry, readMenu } from '../support/desktop/tray-watcher.ts'
import { catchLinks, opensLinks } from '../support/link-catcher.ts'

const serial = 'arn:aws:iam::123456789012:mfa/ana'
const startUrl = 'https://acme.portal.eu-west-1.app.aws'

test.use({
  files: {
    '.aws/config': `[sso-session acme]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

${['dev', 'prod']
  .map(
    (name) =>
      `[profile ${name}]\nsso_session = acme\nsso_account_id = 123456789012\nsso_role_name = Admin\nregion = eu-west-1\n`,
  )
  .join('\n')}
[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[profile billing]
role_arn = arn:aws:iam::123456789012:role/Billing
source_profile = keys
mfa_serial = ${serial}
region = eu-west-1
`,
  },
})

/** The address that the system's browser was given. */
async function addressIn(file: string): Promise<string> {
  const given = await readFile(file, 'utf8')
  if (!given.startsWith('file:')) return given
  const page = await readFile(fileURLToPath(given), 'utf8')
  return /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#38;', '&') ?? given
}

test('one entry signs in to a session, for all of its profiles; another leads to the code', async ({
  start,
  startTray,
  home,
}) => {
  const organisation = await startOrganisation({ startUrl })
  try {
    const { PATH = '' } = (await catchLinks(home)).env
    // The display is that of the test.
    const { DISPLAY: _, ...opens } = opensLinks
    const tray = await startTray()
    const app = await start({ env: { PATH, ...organisation.env, ...opens } })
    const icon = await oneIcon(tray)
    const lines = async () => readMenu(await icon.menu())
    await expect.poll(lines).toContain('Sign in: acme')
    expect((await lines()).slice(0, 5)).toEqual([
      '# No active profile',
      '---',
      'Sign in: acme',
      'Enter a code: mfa/ana',
      '---',
    ])

    await icon.click(findEntry(await icon.menu(), 'Sign in: acme'))
    await expect.poll(lines).toContain('Waiting for you: acme')
    await expect.poll(() => home.exists('opened')).toBe(true)
    // As the user of the app: the listener hears nobody else.
    const said = await app.electron.evaluate(
      async (_electron, url) => (await fetch(url)).text(),
      await addressIn(join(home.path, 'opened')),
    )
    expect(said).toContain('You are signed in to acme')
    await expect.poll(lines).not.toContain('Waiting for you: acme')
    expect(await lines()).not.toContain('Sign in: acme')

    await icon.click(findEntry(await icon.menu(), 'Enter a code: mfa/ana'))
    await expect(app.page.getByRole('heading', { name: 'Health' })).toBeVisible()
    await expect(app.page.getByRole('region', { name: 'A code is asked for' })).toContainText(
      'Code from mfa/ana for billing',
    )
  } finally {
    await organisation.close()
  }
})
