import type { Page } from '@playwright/test'
import { threeProfiles, type Home } from './support/home.ts'
import { expect, test } from './support/test.ts'

const projects = 12
const stacks = ['dev', 'prod', 'staging']
const pinnedTo = '111122223333'

const folderOf = (index: number) => `src/teams/team-${index % 3}/service-${String(index).padStart(2, '0')}`

/** A monorepo: projects in several depths, with what a search must not go into. One of them is pinned. */
function monorepo(): Record<string, string> {
  const files: Record<string, string> = {
    'src/package.json': '{ "private": true }\n',
    'src/node_modules/example/Pulumi.yaml': 'name: hidden\nruntime: nodejs\n',
    'src/pinned/Pulumi.yaml': 'name: pinned\nruntime: nodejs\n',
    'src/pinned/Pulumi.live.yaml': `config:\n  aws:region: eu-west-1\n  aws:allowedAccountIds:\n    - "${pinnedTo}"\n`,
  }
  for (let index = 0; index < projects; index++) {
    const folder = folderOf(index)
    files[`${folder}/Pulumi.yaml`] = `name: service-${String(index).padStart(2, '0')}\nruntime: nodejs\n`
    files[`${folder}/package.json`] = '{ "dependencies": { "@pulumi/aws": "^7.2.0" } }\n'
    for (const stack of stacks) {
      files[`${folder}/Pulumi.${stack}.yaml`] =
        `# kept as it is\nconfig:\n  aws:region: eu-west-1   # here too\n  app:size: "3"\n  app:password:\n    secure: AAABAexample==\n`
    }
  }
  return files
}

test.use({ files: { ...threeProfiles, ...monorepo() } })

const readAll = (home: Home, index: number) =>
  Promise.all(stacks.map((stack) => home.readFile(`${folderOf(index)}/Pulumi.${stack}.yaml`)))

/** Leaves the screen and comes back, which reads the list anew. */
async function openAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'History' }).click()
  await page.getByRole('button', { name: /^Stacks/ }).click()
}

test('a folder is added, its stacks are found, three of them get a profile, and undo gives the same bytes', async ({
  app,
}) => {
  const { page, home } = app
  const before = await readAll(home, 7)
  await page.getByRole('button', { name: 'Stacks' }).click()
  await page.getByRole('textbox', { name: 'Folder' }).fill(`${home.path}/src`)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${projects * stacks.length + 1} in ${projects + 1} projects`)).toBeVisible()
  await expect(page.getByText('hidden')).toHaveCount(0)

  const filter = page.getByRole('textbox', { name: 'Filter stacks' })
  await filter.fill('service-07')
  await expect(page.getByText('3 of 37 in 13 projects')).toBeVisible()
  await filter.press('Enter')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(page.getByText('3 stacks selected')).toBeVisible()
  await page.keyboard.press('Control+p')
  const find = page.getByRole('combobox', { name: 'Find a profile', exact: true })
  await find.fill('staging')
  await expect(page.getByText('Changes 3 lines in 3 files, after review')).toBeVisible()
  await find.press('Enter')

  const sheet = page.getByRole('dialog', { name: 'Review change' })
  await expect(sheet.getByText('aws:profile: staging').first()).toBeVisible()
  expect(await readAll(home, 7)).toEqual(before)
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toBeHidden()
  for (const [index, text] of (await readAll(home, 7)).entries()) {
    const line = '  aws:profile: staging\n'
    expect(text).toContain(line)
    expect(text.replace(line, '')).toBe(before[index])
  }
  await openAgain(page)
  await expect(page.getByRole('button', { name: /^Profile of \w+: staging/ })).toHaveCount(3)

  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect.poll(() => readAll(home, 7)).toEqual(before)
  await openAgain(page)
  await expect(page.getByRole('button', { name: /^Profile of \w+: none/ })).toHaveCount(3)
})

test(
  'a profile of another account is stopped; nothing is written without a second word',
  { tag: '@page' },
  async ({ app }) => {
    const { page, home } = app
    const before = await home.readFile('src/pinned/Pulumi.live.yaml')
    await page.getByRole('button', { name: 'Stacks' }).click()
    await page.getByRole('textbox', { name: 'Folder' }).fill(`${home.path}/src`)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Filter stacks' }).fill('pinned live')
    await page.getByRole('button', { name: /^Profile of live/ }).click()
    const list = page.getByRole('listbox', { name: 'Profiles' })
    await expect(list.getByRole('group', { name: 'Would run in another account' })).toContainText(
      'prod-admin',
    )
    await list.getByRole('option', { name: /prod-admin/ }).click()

    const dialog = page.getByRole('dialog', { name: 'Wrong account' })
    await expect(dialog).toContainText('123456789012')
    await expect(dialog).toContainText(pinnedTo)
    await expect(dialog.getByRole('button', { name: 'Keep as it is' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    expect(await home.readFile('src/pinned/Pulumi.live.yaml')).toBe(before)

    // With the second word it is written, and the list says what that leads to.
    await page.getByRole('button', { name: /^Profile of live/ }).click()
    await list.getByRole('option', { name: /prod-admin/ }).click()
    await dialog.getByRole('button', { name: 'Review anyway' }).click()
    const sheet = page.getByRole('dialog', { name: 'Review change' })
    await sheet.getByRole('button', { name: 'Save…' }).click()
    const question = page.getByRole('dialog', { name: 'Write this anyway?' })
    await expect(question).toContainText('not allowed')
    await question.getByRole('button', { name: 'Write it' }).click()
    await expect(sheet).toBeHidden()
    await expect(page.getByText('allowed is only')).toBeVisible()
    await page.getByRole('button', { name: /^Show why live/ }).click()
    await expect(page.getByRole('heading', { name: 'live' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Credentials in their order' })).toContainText('prod-admin')
  },
)

test('an option is changed in the form: two lines are added, every other byte stays', async ({ app }) => {
  const { page, home } = app
  const file = `${folderOf(4)}/Pulumi.dev.yaml`
  const before = await home.readFile(file)
  await page.getByRole('button', { name: 'Stacks' }).click()
  await page.getByRole('textbox', { name: 'Folder' }).fill(`${home.path}/src`)
  await page.keyboard.press('Enter')
  const filter = page.getByRole('textbox', { name: 'Filter stacks' })
  await filter.fill('service-04 dev')
  await expect(page.getByText('1 of 37 in 13 projects')).toBeVisible()
  await filter.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Add to allowed accounts' }).fill('1111-2222-3333')
  await expect(page.getByRole('button', { name: 'Remove 111122223333' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+s')
  const sheet = page.getByRole('dialog', { name: 'Review change' })
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toBeHidden()
  const after = await home.readFile(file)
  expect(after).toMatch(/aws:allowedAccountIds:\n\s+- ["']111122223333["']\n/)
  expect(after.replace(/ +aws:allowedAccountIds:\n.*\n/, '')).toBe(before)
})
