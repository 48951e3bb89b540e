import { chooseText, profileGrid, toast } from './support/page.ts'
import { expect, test } from './support/test.ts'

test('shows the profiles that are in the files', async ({ app }) => {
  for (const name of ['dev', 'staging', 'prod-admin'])
    await expect(app.page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) })).toBeVisible()
})

test('has a title, a language and no secret in the document', async ({ app }) => {
  await expect(app.page.getByText('prod-admin').first()).toBeVisible()
  await expect(app.page).toHaveTitle(/Stackpass/)
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'en')
  expect(await app.page.content()).not.toContain('wJalrXUtnFEMI')
  expect(await app.page.content()).not.toContain('AQoDYXdzEJr1K8')
})

test('writes nothing by being opened', async ({ app }) => {
  await expect(app.page.getByText('prod-admin').first()).toBeVisible()
  expect(await app.home.exists('.config/stackpass')).toBe(false)
  expect(await app.home.exists('.local/state/stackpass')).toBe(false)
})

test('a change by another program shows by itself', async ({ app }) => {
  await expect(app.page.getByText('prod-admin').first()).toBeVisible()
  await app.home.writeFiles({ '.aws/credentials': '[newcomer]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n' })
  await expect(app.page.getByText('newcomer').first()).toBeVisible()
})

test.describe('without any AWS files', () => {
  test.use({ files: {} })

  test('offers a way to begin and makes no file by itself', async ({ app }) => {
    await expect(app.page.getByRole('button').first()).toBeVisible()
    expect(await app.home.exists('.aws')).toBe(false)
  })
})

test.describe('a host that is away', () => {
  test.use({ expectProblems: true })

  test('takes nothing of the page with it: all of it was loaded before, and what cannot be done is told', async ({
    app: { page, host, pid },
  }) => {
    test.skip(host !== 'loopback', 'the desktop app holds its page itself')
    await profileGrid(page).focus()
    await page.keyboard.press('Control+e')
    const region = page.getByRole('combobox', { name: 'Region' })
    await chooseText(region, 'eu-north-1')
    // The rest of the page loads after its first screen.
    await expect(page.locator('meta[name="part"]')).toHaveCount(0)
    process.kill(pid ?? 0, 'SIGKILL')
    await expect(page.getByText('Connection lost.')).toBeVisible()
    await profileGrid(page).focus()
    await page.keyboard.press('Control+Shift+V')
    await expect(toast(page, 'Stackpass does not answer.')).toBeVisible()
    await expect(region).toHaveValue('eu-north-1')
    await profileGrid(page).focus()
    await page.keyboard.press('F2')
    await expect(page.getByRole('dialog', { name: /^Rename/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('ControlOrMeta+i')
    await expect(page.getByRole('dialog', { name: 'Import credentials' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(region).toHaveValue('eu-north-1')
  })
})
