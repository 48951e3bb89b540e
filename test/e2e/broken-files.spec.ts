import { goTo, profileRow, reviewSheet } from './support/page.ts'
import { expect, test } from './support/test.ts'

test.describe('a folder where a file should be', { tag: '@page' }, () => {
  test.use({ files: { '.aws/credentials/old': '', '.aws/config': '[profile dev]\nregion = eu-west-1\n' } })

  test('says so, and the other file still works', async ({ app: { page } }) => {
    await expect(page.getByRole('heading', { name: "Can't read ~/.aws/credentials" })).toBeVisible()
    await page.getByRole('button', { name: 'Show 1 profile' }).click()
    await expect(profileRow(page, 'dev')).toBeVisible()
    await expect(page.getByText("Can't read ~/.aws/credentials.")).toBeVisible()
  })

  test('the list comes by itself once the folder is gone', async ({ app: { page, home } }) => {
    await expect(page.getByRole('heading', { name: "Can't read ~/.aws/credentials" })).toBeVisible()
    await home.removeFile('.aws/credentials')
    await expect(profileRow(page, 'dev')).toBeVisible()
  })
})

test.describe('a broken file', { tag: '@page' }, () => {
  const broken = '[profile broken\nregion = eu-west-1\n\n[profile fine]\nregion = eu-west-2\n'
  test.use({ files: { '.aws/config': broken } })

  test('shows what can be read and where it breaks', async ({ app: { page, home } }) => {
    await expect(profileRow(page, 'fine')).toContainText('eu-west-2')
    const banner = page.getByRole('alert').filter({ hasText: 'The AWS CLI can’t read ~/.aws/config.' })
    await expect(banner).toContainText('Line 1: a section header has no closing bracket.')
    expect(await home.readFile('.aws/config')).toBe(broken)
  })

  test('says so on every screen until it is repaired', async ({ app: { page, home } }) => {
    const banner = page.getByRole('alert').filter({ hasText: 'The AWS CLI can’t read ~/.aws/config.' })
    for (const screen of ['Stacks', 'Health', 'History', 'Settings']) {
      await goTo(page, screen)
      await expect(banner).toBeVisible()
    }
    await banner.getByRole('button', { name: 'Close the bracket' }).click()
    await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
    await expect(reviewSheet(page)).toBeHidden()
    await expect(banner).toHaveCount(0)
    expect(await home.readFile('.aws/config')).toBe(broken.replace('[profile broken', '[profile broken]'))
  })
})
