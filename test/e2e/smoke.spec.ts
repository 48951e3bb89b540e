import { expect, test } from './support/test.ts'

test('an edit changes one line of one file, and undo gives the same bytes back', async ({ app }) => {
  const { page, home } = app
  const config = await home.readFile('.aws/config')
  const credentials = await home.readFile('.aws/credentials')

  await page.getByRole('row', { name: /\bstaging\b/ }).click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('combobox', { name: 'Region', exact: true }).fill('ap-southeast-2')
  await page.keyboard.press('ControlOrMeta+s')

  const sheet = page.getByRole('dialog', { name: 'Review change' })
  await expect(sheet.getByText('ap-southeast-2')).toBeVisible()
  expect(await home.readFile('.aws/config')).toBe(config)
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toBeHidden()

  // Only the value: the trailing spaces of another profile and the order of everything stay.
  await expect(page.getByRole('row', { name: /\bstaging\b.*ap-southeast-2/ })).toBeVisible()
  expect(await home.readFile('.aws/config')).toBe(config.replace('us-east-1', 'ap-southeast-2'))
  expect(await home.readFile('.aws/credentials')).toBe(credentials)

  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.getByRole('row', { name: /\bstaging\b.*us-east-1/ })).toBeVisible()
  expect(await home.readFile('.aws/config')).toBe(config)
  expect(await app.problems()).toEqual([])
})

test('the contract can be called as the page calls it', async ({ app }) => {
  expect(await app.call('profiles.show', { name: 'prod-admin' })).toMatchObject({
    ok: true,
    value: { summary: { kind: 'role', sourceProfile: 'dev' } },
  })
  expect(await app.call('profiles.show', { name: 'nobody' })).toMatchObject({
    ok: false,
    error: { code: 'ProfileNotFound' },
  })
})
