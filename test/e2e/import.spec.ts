import { profileRow, reviewSheet, toast } from './support/page.ts'
import { expect, test, type App } from './support/test.ts'

const token = 'IQoJb3JpZ2luX2VjEXAMPLETOKEN'.repeat(12)
const secret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
const block = `[123456789012_ReadOnly]
aws_access_key_id=ASIAI44QH8DHBEXAMPLE
aws_secret_access_key=${secret}
aws_session_token=${token}
`
const cut = block.replace(`${token}\n`, token.slice(0, 40) + '…\n')

// Imported keys are verified at once: by the fake STS, which does not know these keys.
test.use({ sts: {} })

/** A paste outside any field, as with Ctrl+V. */
async function paste({ page }: App, text: string): Promise<void> {
  await expect(page.getByRole('grid', { name: 'Profiles' })).toBeFocused()
  await page.evaluate((clear) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', clear)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}

test('a pasted block is compared, reviewed and written', async ({ app }) => {
  const { page, home } = app
  const credentials = await home.readFile('.aws/credentials')
  await paste(app, block)
  const dialog = page.getByRole('dialog', { name: 'Import credentials' })
  await expect(dialog.getByRole('table')).toContainText('ASIAI44QH8DHBEXAMPLE')
  expect(await page.content()).not.toContain(secret)
  expect(await page.content()).not.toContain(token)

  await dialog.getByRole('combobox', { name: 'Save to', exact: true }).fill('imported')
  await dialog.getByRole('combobox', { name: 'Save to', exact: true }).press('Tab')
  await dialog.getByRole('button', { name: 'Save and verify' }).click()
  const sheet = reviewSheet(page)
  await expect(sheet.getByText('[imported]').first()).toBeVisible()
  expect(await sheet.textContent()).not.toContain(secret)
  expect(await home.readFile('.aws/credentials')).toBe(credentials)
  await sheet.getByRole('button', { name: 'Save' }).click()

  await expect(toast(page, 'Imported imported')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await expect(profileRow(page, 'imported')).toBeVisible()
  const written = await home.readFile('.aws/credentials')
  expect(written.startsWith(credentials)).toBe(true)
  for (const value of ['ASIAI44QH8DHBEXAMPLE', secret, token])
    expect(written.slice(credentials.length)).toContain(`= ${value}\n`)
})

test('new keys for a profile that exists replace only its keys', async ({ app }) => {
  const { page, home } = app
  const credentials = await home.readFile('.aws/credentials')
  const config = await home.readFile('.aws/config')
  await paste(app, block)
  const dialog = page.getByRole('dialog', { name: 'Import credentials' })
  await dialog.getByRole('combobox', { name: 'Save to', exact: true }).fill('staging')
  await dialog.getByRole('combobox', { name: 'Save to', exact: true }).press('Tab')
  await expect(dialog.getByText('staging already exists.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Replace keys and verify' }).click()
  await expect(reviewSheet(page).locator('.diff-line.add').first()).toBeVisible()
  await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
  await expect(reviewSheet(page)).toBeHidden()
  const written = await home.readFile('.aws/credentials')
  const [kept = ''] = credentials.split('[staging]')
  expect(written.startsWith(kept)).toBe(true)
  expect(written).toContain(`aws_session_token = ${token}\n`)
  expect(written).not.toContain('AQoDYXdzEJr1K8EXAMPLETOKEN')
  expect(await home.readFile('.aws/config')).toBe(config)
})

test('a token that was cut off is refused', { tag: '@page' }, async ({ app }) => {
  const { page, home } = app
  const credentials = await home.readFile('.aws/credentials')
  await paste(app, cut)
  const dialog = page.getByRole('dialog', { name: 'Import credentials' })
  await expect(dialog.getByText('This set cannot be imported.')).toBeVisible()
  const save = dialog.getByRole('button', { name: 'Save and verify' })
  await expect(save).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  expect(await home.readFile('.aws/credentials')).toBe(credentials)
})

test('text without keys in it says what can be pasted', { tag: '@page' }, async ({ app: { page } }) => {
  await expect(page.getByRole('grid', { name: 'Profiles' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+i')
  const dialog = page.getByRole('dialog', { name: 'Import credentials' })
  await dialog.getByRole('textbox', { name: 'Paste keys, or drop a file' }).fill('just some words')
  await dialog.getByRole('button', { name: 'Read what I typed' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
})
