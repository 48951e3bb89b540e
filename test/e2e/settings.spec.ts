import { goTo, profileGrid, profileRow, toast } from './support/page.ts'
import { expect, test } from './support/test.ts'

test('the theme follows the choice and is kept', async ({ app: { page } }) => {
  await goTo(page, 'Settings')
  await page.getByRole('radio', { name: 'Dark', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('radio', { name: 'Light', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('a production group marks its profiles, and using one asks first', async ({ app: { page, home } }) => {
  const config = await home.readFile('.aws/config')
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Add group' }).click()
  const name = page.getByRole('textbox', { name: /^Name of the group/ })
  await expect(name).toHaveValue('group-1')
  await name.fill('live')
  await name.press('Enter')
  await page.getByRole('switch', { name: 'live is Production' }).click()
  await page.getByRole('button', { name: 'Choose the profiles of live' }).click()
  const members = page.getByRole('dialog', { name: 'Profiles in live' })
  await members.getByRole('checkbox', { name: 'prod-admin' }).click()
  await members.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Choose the profiles of live' })).toHaveText('1 profile')

  await goTo(page, 'Profiles')
  const row = profileRow(page, 'prod-admin')
  const tag = row.getByText('live')
  await expect(tag).toBeVisible()
  const [red = 0, green = 0, blue = 0] = await tag.evaluate((element) =>
    (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number),
  )
  expect(red).toBeGreaterThan(Math.max(green, blue) * 1.3)

  await row.click()
  await profileGrid(page).focus()
  await page.keyboard.press('Enter')
  const confirm = page.getByRole('dialog', { name: 'Use prod-admin?' })
  await expect(confirm.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(confirm).toHaveCount(0)
  await expect(page.getByRole('banner').getByText('No active profile')).toBeVisible()

  await profileGrid(page).focus()
  await page.keyboard.press('Enter')
  await confirm.getByRole('button', { name: 'Use production' }).click()
  await expect(toast(page, 'Now using prod-admin')).toBeVisible()
  await expect(page.getByRole('banner').getByText('prod-admin', { exact: true })).toBeVisible()
  // Groups are ours: the shared files stay as they were.
  expect(await home.readFile('.aws/config')).toContain(config)
})
