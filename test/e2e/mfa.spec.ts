import type { Page } from '@playwright/test'
import { userIdentity } from '../fakes/sts/identities.ts'
import { goTo, profileGrid, profileRow } from './support/page.ts'
import { expect, test } from './support/test.ts'

test.skip(({ host }) => host !== 'loopback', 'only a browser has several tabs')

const serial = 'arn:aws:iam::123456789012:mfa/ana'
const role = 'arn:aws:iam::123456789012:role/Admin'
// As long as ids are: with shorter ones AWS would refuse to assume a role, and the list says so.
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE'
const user = { ...userIdentity('ana', { accessKeyId }), mfa: { serial, codes: ['111111', '222222'] } }

test.use({
  files: {
    '.aws/config': `[profile user]
aws_access_key_id = ${user.accessKeyId}
aws_secret_access_key = ${user.secretAccessKey}
region = eu-west-1

[profile admin]
role_arn = ${role}
source_profile = user
mfa_serial = ${serial}
region = eu-west-1

[profile other]
role_arn = ${role}
source_profile = user
mfa_serial = ${serial}
region = eu-west-1
`,
  },
  sts: { identities: [user], roles: [{ arn: role, mfaRequired: true }] },
})

const band = (page: Page) => page.getByRole('region', { name: 'A code is asked for' })
const digits = (page: Page) => page.getByRole('textbox', { name: 'Six digits from mfa/ana' })

/** Another tab of the same browser, by the palette. */
async function anotherTab(page: Page): Promise<Page> {
  await expect(profileGrid(page)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('another tab')
  await expect(page.getByRole('option')).toHaveCount(1)
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')])
  await expect(profileGrid(tab)).toBeVisible()
  return tab
}

test('a code is asked for in the tab that needs it, and takes no key from anything', async ({
  app: { page },
}) => {
  const other = await anotherTab(page)
  await page.bringToFront()
  await profileRow(page, 'admin').click()
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  const filter = page.getByRole('textbox', { name: 'Filter profiles' })
  await filter.focus()
  await page.keyboard.type('ad')
  await expect(band(page)).toBeVisible()
  // What is typed goes on where it went.
  await page.keyboard.type('min')
  await expect(filter).toBeFocused()
  await expect(filter).toHaveValue('admin')
  await expect(band(page)).toContainText('Code from mfa/ana for admin')
  await expect(band(page)).toContainText(
    /Asked by this window, [45]:\d\d left\. One code serves all 2 profiles\./,
  )
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // The other tab did not ask; it sees the question where sessions are.
  await expect(band(other)).toHaveCount(0)
  await goTo(other, 'Sessions')
  await expect(other.getByRole('treegrid').getByText(/^Asked by another tab, /)).toBeVisible()

  // F6 leads to it; a wrong code keeps it, the right one ends it for both profiles.
  for (let step = 0; step < 6; step++) {
    if (await digits(page).evaluate((field) => field === document.activeElement)) break
    await page.keyboard.press('F6')
  }
  await expect(digits(page)).toBeFocused()
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await expect(band(page)).toContainText('Wrong code.')
  await digits(page).fill('222222')
  await page.keyboard.press('Enter')
  await expect(band(page)).toHaveCount(0)
  await filter.fill('')
  await expect(profileRow(page, 'admin')).toContainText('Works')
  await profileRow(page, 'other').click()
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(profileRow(page, 'other')).toContainText('Works')
  await expect(band(page)).toHaveCount(0)
})

test('a question that is closed says so, and asks again', async ({ app: { page } }) => {
  await profileRow(page, 'admin').click()
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await band(page).getByRole('button', { name: 'Close the question of admin' }).click()
  await expect(band(page)).toHaveCount(0)
  await expect(page.getByText('No MFA code was given for admin.').first()).toBeVisible()
  await page
    .getByRole('button', { name: /^Verify/ })
    .first()
    .click()
  await expect(band(page)).toBeVisible()
})
