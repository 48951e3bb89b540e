import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { threeProfiles } from './support/home.ts'
import { expect, test } from './support/test.ts'

const shared = 'config:\n  aws:region: eu-west-1 # for all\n'

test.use({
  files: {
    ...threeProfiles,
    'src/shop/Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
    'src/shop/Pulumi.dev.yaml': 'config:\n  aws:region: eu-west-1\n',
    'elsewhere/shared.yaml': shared,
  },
})

test('a stack file that is a link out of its project is called by its real name, and asked about before it is changed', async ({
  app,
}) => {
  const { page, home } = app
  await symlink(join(home.path, 'elsewhere/shared.yaml'), join(home.path, 'src/shop/Pulumi.prod.yaml'))
  await page.getByRole('button', { name: 'Stacks' }).click()
  await page.getByRole('textbox', { name: 'Folder' }).fill(`${home.path}/src`)
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 in 1 project')).toBeVisible()

  const choose = async () => {
    await page.getByRole('textbox', { name: 'Filter stacks' }).fill('prod')
    await page.getByRole('textbox', { name: 'Filter stacks' }).press('Enter')
    await page.keyboard.press('Control+p')
    const find = page.getByRole('combobox', { name: 'Find a profile', exact: true })
    await find.fill('staging')
    await find.press('Enter')
  }
  const question = page.getByRole('dialog', { name: 'Outside of the project' })
  await choose()
  await expect(question).toContainText('~/src/shop/Pulumi.prod.yaml is really ~/elsewhere/shared.yaml')
  await question.getByRole('button', { name: 'Keep as it is' }).click()
  await expect(question).toBeHidden()
  await expect(page.getByRole('dialog', { name: 'Review change' })).toBeHidden()
  expect(await home.readFile('elsewhere/shared.yaml')).toBe(shared)

  await choose()
  await question.getByRole('button', { name: 'Review anyway' }).click()
  const sheet = page.getByRole('dialog', { name: 'Review change' })
  await expect(sheet).toContainText('~/elsewhere/shared.yaml')
  expect(await home.readFile('elsewhere/shared.yaml')).toBe(shared)
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toBeHidden()
  const line = '  aws:profile: staging\n'
  const after = await home.readFile('elsewhere/shared.yaml')
  expect(after).toContain(line)
  expect(after.replace(line, '')).toBe(shared)
})
