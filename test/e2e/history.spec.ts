import { chooseText, goTo, profileGrid, profileRow, reviewSheet } from './support/page.ts'
import { expect, test, type App } from './support/test.ts'

async function setRegion({ page }: App, name: string, region: string): Promise<void> {
  await profileRow(page, name).click()
  await profileGrid(page).focus()
  await page.keyboard.press('Control+e')
  await chooseText(page.getByRole('combobox', { name: 'Region', exact: true }), region)
  await page.keyboard.press('ControlOrMeta+s')
  await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
  await expect(reviewSheet(page)).toBeHidden()
  await expect(profileRow(page, name)).toContainText(region)
}

test('before the first change there is nothing to show', { tag: '@page' }, async ({ app: { page } }) => {
  await goTo(page, 'History')
  await expect(page.getByText('The history is empty')).toBeVisible()
})

test('an older change is undone alone, and the undo can be undone', async ({ app }) => {
  const { page, home } = app
  const first = await home.readFile('.aws/config')
  await setRegion(app, 'staging', 'eu-north-1')
  await setRegion(app, 'prod-admin', 'eu-south-1')
  await goTo(page, 'History')
  const entries = page.getByRole('listbox', { name: 'Changes' }).getByRole('option')
  await expect(entries).toHaveCount(2)
  await entries.nth(1).click()
  await expect(page.getByRole('table', { name: 'Changes in ~/.aws/config' })).toContainText('eu-north-1')
  await page.getByRole('button', { name: 'Undo this change' }).click()
  await expect(reviewSheet(page).getByText('us-east-1')).toBeVisible()
  await reviewSheet(page).getByRole('button', { name: 'Undo' }).click()
  await expect(entries).toHaveCount(3)
  expect(await home.readFile('.aws/config')).toBe(first.replace('eu-central-1', 'eu-south-1'))
  await expect(entries.nth(2)).toContainText('Undone')

  await entries.nth(0).click()
  await page.getByRole('button', { name: 'Undo this change' }).click()
  await reviewSheet(page).getByRole('button', { name: 'Undo' }).click()
  await expect(entries).toHaveCount(4)
  expect(await home.readFile('.aws/config')).toContain('eu-north-1')
})

test('a whole file is restored as it was', { tag: '@page' }, async ({ app }) => {
  const { page, home } = app
  const first = await home.readFile('.aws/config')
  await setRegion(app, 'staging', 'eu-north-1')
  await home.writeFiles({ '.aws/config': `${await home.readFile('.aws/config')}\n[profile later]\n` })
  await expect(profileRow(page, 'later')).toBeVisible()
  await goTo(page, 'History')
  await page.getByRole('button', { name: 'Restore ~/.aws/config' }).click()
  await reviewSheet(page).getByRole('button', { name: 'Restore' }).click()
  await expect(reviewSheet(page)).toBeHidden()
  expect(await home.readFile('.aws/config')).toBe(first)
})
