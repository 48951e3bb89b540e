import type { Locator, Page } from '@playwright/test'
import { startOrganisation } from '../fakes/organisation/organisation.ts'
import { createSignin } from '../fakes/organisation/signin.ts'
import { createHome, type Home } from './support/home.ts'
import { startLoopback } from './support/hosts.ts'
import { goTo, profileRow, toast } from './support/page.ts'
import { expect, test } from './support/test.ts'

const arn = 'arn:aws:iam::123456789012:user/ana'
const serial = 'arn:aws:iam::123456789012:mfa/ana'
const files = {
  '.aws/config': `[profile me]
login_session = ${arn}
region = eu-west-1
[profile billing]
role_arn = arn:aws:iam::123456789012:role/Billing
source_profile = keys
mfa_serial = ${serial}
region = eu-west-1
`,
  '.aws/credentials': `[keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
[billing-session]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
aws_session_token = AQoDYXdzEJr1K8EXAMPLETOKEN
x_security_token_expires = 2099-01-01T00:00:00Z
stackpass_session_of = billing
`,
}

test.skip(({ host }) => host !== 'loopback', 'what is signed in to is the same for every host')

/** The page of a host without a browser, and a fake AWS. */
const withLogin = test.extend<{ world: { readonly page: Page; readonly home: Home } }>({
  world: async ({ browser }, use) => {
    const organisation = await startOrganisation({ routes: [createSignin({ arn }).routes] })
    const home = await createHome(files, organisation.env)
    const running = await startLoopback(home, browser)
    await use({ page: running.page, home })
    expect(await running.problems()).toEqual([])
    await running.stop()
    await organisation.close()
    await home.remove()
  },
})

/** The user follows the link on another device, and copies its text. */
async function bringText(page: Page, where: Locator): Promise<void> {
  const field = where.getByLabel('Text that the page shows')
  await page.context().grantPermissions(['clipboard-write'])
  await where.getByRole('button', { name: 'Copy link' }).click()
  await field.fill('')
  await field.press('Control+V')
  const address = await field.inputValue()
  const text = /<pre>(.*)<\/pre>/.exec(await (await fetch(address)).text())?.[1] ?? ''
  await field.fill(text)
}

withLogin('aws login in another browser, by the text of its page', async ({ world: { page } }) => {
  await goTo(page, 'Sessions')
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) }).first()
  await expect(row('mfa/ana')).toContainText('Needs a code')
  await expect(row('aws login')).toContainText('IAM user ana, 1 profile in 1 account')
  await page.getByRole('button', { name: 'Sign in: ana' }).click()
  const panel = page.getByRole('complementary', { name: 'Session ana' })
  await expect(panel).toContainText('Waiting for the text of the page')

  const field = panel.getByLabel('Text that the page shows')
  await field.fill('nothing of the kind')
  await panel.getByRole('button', { name: 'Sign in with this text' }).click()
  await expect(panel).toContainText('This is not the text of the page. It holds no code')

  await bringText(page, panel)
  await panel.getByRole('button', { name: 'Sign in with this text' }).click()
  await expect(toast(page, /Signed in to ana/)).toBeVisible()
  await expect(row('aws login')).toContainText(/Signed in until \d\d:\d\d/)
  await expect(row('aws login')).toContainText('Renews by itself')

  await goTo(page, 'Profiles')
  await expect(profileRow(page, 'me')).toContainText('Works')
  await expect(profileRow(page, 'billing')).toContainText('Needs a code')
  // Its keys came from AWS, so they work until their end.
  await expect(profileRow(page, 'billing-session')).toContainText('Works until')
  await profileRow(page, 'billing-session').click()
  const detail = page.getByRole('complementary', { name: 'Profile' })
  await expect(detail).toContainText('Stackpass put a session of billing into this profile')
  await detail.getByRole('button', { name: 'Remove session' }).click()
  const review = page.getByRole('dialog', { name: 'Review change' })
  await expect(review).toContainText('billing-session')
  await review.getByRole('button', { name: /^Remove session/ }).click()
  await expect(profileRow(page, 'billing-session')).toHaveCount(0)

  await goTo(page, 'Sessions')
  await page.getByRole('button', { name: 'Sign out: ana' }).click()
  await expect(toast(page, /AWS could not be told/)).toBeVisible()
  await expect(row('aws login')).toContainText('Signed out')
})

withLogin(
  'a new profile of a sign-in; Identity Center leads to its organisation',
  async ({ world: { page, home } }) => {
    const open = async (kind: RegExp) => {
      await page.getByRole('button', { name: 'New profile' }).first().click()
      await page.getByRole('radio', { name: kind }).check()
    }
    const dialog = page.getByRole('dialog', { name: 'New profile' })
    await open(/^AWS sign-in/)
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('console')
    await dialog.getByRole('combobox', { name: 'Region' }).fill('eu-north-1')
    // Its list is open and takes the key.
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(dialog).toContainText('Waiting for the text of the page')
    const before = await home.readFile('.aws/config')
    await bringText(page, dialog)
    await dialog.getByRole('button', { name: 'Sign in with this text' }).click()
    const review = page.getByRole('dialog', { name: 'Review change' })
    await expect(review).toContainText(`login_session = ${arn}`)
    expect(await home.readFile('.aws/config')).toBe(before)
    await review.getByRole('button', { name: 'Save' }).click()
    await expect(profileRow(page, 'console')).toContainText('Works')
    await expect(dialog).toHaveCount(0)
    expect(await home.readFile('.aws/config')).toBe(
      `${before}\n[profile console]\nlogin_session = ${arn}\nregion = eu-north-1\n`,
    )

    await open(/^SSO/)
    await dialog.getByRole('button', { name: 'Connect an organisation' }).click()
    await expect(page.getByRole('textbox', { name: 'Start URL' })).toBeFocused()
  },
)
