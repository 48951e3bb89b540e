import { chooseText, profileGrid, profileRow, reviewSheet, toast } from './support/page.ts'
import { expect, test, type App } from './support/test.ts'

const newSecret = 'qJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const oldSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

async function editProfile({ page }: App, name: string): Promise<void> {
  await profileRow(page, name).click()
  await profileGrid(page).focus()
  await page.keyboard.press('Control+e')
  await expect(page.getByRole('button', { name: 'Review' })).toBeVisible()
}

test('the list is the merge of both files', async ({ app: { page } }) => {
  await expect(profileRow(page, 'dev')).toContainText('eu-west-1')
  await expect(profileRow(page, 'staging')).toContainText('us-east-1')
  await expect(profileRow(page, 'prod-admin')).toContainText('Role')
  await expect(profileRow(page, 'prod-admin')).toContainText('1234')
  await profileRow(page, 'prod-admin').click()
  await expect(page.getByRole('complementary', { name: 'Profile' })).toContainText('dev')
})

test(
  'the filter narrows while typing, and Escape brings everything back',
  { tag: '@page' },
  async ({ app: { page } }) => {
    await expect(profileGrid(page)).toBeFocused()
    await page.keyboard.press('/')
    const filter = page.getByRole('textbox', { name: 'Filter profiles' })
    await expect(filter).toBeFocused()
    await page.keyboard.type('prod')
    await expect(profileRow(page, 'dev')).toHaveCount(0)
    await expect(profileRow(page, 'prod-admin')).toBeVisible()
    await filter.fill('nothing like this')
    await expect(profileRow(page, 'prod-admin')).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(filter).toHaveValue('')
    await expect(profileRow(page, 'dev')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(profileGrid(page)).toBeFocused()
  },
)

test('by keyboard alone: move, use, edit, review, save', async ({ app }) => {
  const { page, home } = app
  await expect(profileGrid(page)).toBeFocused()
  const title = page
    .getByRole('complementary', { name: 'Profile' })
    .getByRole('heading', { level: 2 })
    .first()
  await expect(title).toHaveText('dev')
  await page.keyboard.press('ArrowDown')
  await expect(title).toHaveText('prod-admin')
  await page.keyboard.press('ArrowUp')
  await expect(title).toHaveText('dev')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('banner').getByText('dev', { exact: true })).toBeVisible()
  await expect(toast(page, 'Now using dev')).toBeVisible()

  await page.keyboard.press('Control+e')
  const form = page.getByRole('complementary', { name: 'Profile' })
  await expect(form.getByRole('textbox', { name: 'Access key ID' })).toBeFocused()
  await chooseText(form.getByRole('combobox', { name: 'Region', exact: true }), 'eu-north-1')
  await page.keyboard.press('ControlOrMeta+s')
  // A save is possible only once the lines are in view.
  await expect(reviewSheet(page).getByText('eu-north-1')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+s')
  await expect(reviewSheet(page)).toBeHidden()
  await expect(profileRow(page, 'dev')).toContainText('eu-north-1')
  expect(await home.readFile('.aws/config')).toContain('[profile dev]\nregion = eu-north-1   \n')
})

test(
  'Escape leaves the review without a write, and what was typed is still there',
  { tag: '@page' },
  async ({ app }) => {
    const { page, home } = app
    const before = await home.readFile('.aws/config')
    await editProfile(app, 'staging')
    const region = page.getByRole('combobox', { name: 'Region', exact: true })
    await chooseText(region, 'eu-north-1')
    await page.keyboard.press('ControlOrMeta+s')
    await expect(reviewSheet(page)).toBeVisible()
    await expect(reviewSheet(page).getByRole('button', { name: 'Save' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(reviewSheet(page)).toBeHidden()
    await expect(region).toHaveValue('eu-north-1')
    expect(await home.readFile('.aws/config')).toBe(before)
    expect(await home.exists('.local/state/stackpass')).toBe(false)
  },
)

test(
  'a new secret key is masked in the diff, and only its line changes',
  { tag: '@page' },
  async ({ app }) => {
    const { page, home } = app
    const before = await home.readFile('.aws/credentials')
    await editProfile(app, 'dev')
    await page.getByRole('textbox', { name: 'Secret access key' }).fill(newSecret)
    await page.keyboard.press('ControlOrMeta+s')
    const sheet = reviewSheet(page)
    await expect(sheet.getByText('aws_secret_access_key').first()).toBeVisible()
    expect(await sheet.textContent()).not.toContain('EXAMPLEKEY')
    expect(await page.content()).not.toContain(oldSecret)

    const added = sheet.locator('.diff-line.add')
    await expect(added).toHaveCount(1)
    await added.getByRole('button', { name: /Hold to reveal/ }).hover()
    await page.mouse.down()
    await expect(added).toContainText(newSecret)
    await page.mouse.up()
    await expect(added).not.toContainText(newSecret)

    await sheet.getByRole('button', { name: 'Save' }).click()
    await expect(sheet).toBeHidden()
    expect(await home.readFile('.aws/credentials')).toBe(before.replace(oldSecret, newSecret))
    expect(await page.content()).not.toContain(newSecret)
  },
)

test('a secret shows only while it is held', async ({ app: { page } }) => {
  await profileRow(page, 'dev').click()
  const secret = page.getByRole('button', { name: 'Hold to reveal: Secret key' })
  await secret.hover()
  await page.mouse.down()
  await expect(secret).toContainText(oldSecret)
  await page.mouse.up()
  await expect(secret).not.toContainText(oldSecret)

  await secret.focus()
  await page.keyboard.down('Space')
  await expect(secret).toContainText(oldSecret)
  await page.keyboard.up('Space')
  await expect(secret).not.toContainText(oldSecret)
  expect(await page.content()).not.toContain(oldSecret)
})

test('a rename takes the references along', { tag: '@page' }, async ({ app: { page, home } }) => {
  const config = await home.readFile('.aws/config')
  await profileRow(page, 'dev').click()
  await profileGrid(page).focus()
  await page.keyboard.press('F2')
  const dialog = page.getByRole('dialog', { name: 'Rename dev' })
  await expect(dialog.getByText('prod-admin (source_profile)')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('development')
  await page.keyboard.press('Enter')
  await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
  await expect(profileRow(page, 'development')).toBeVisible()
  expect(await home.readFile('.aws/config')).toBe(
    config
      .replace('[profile dev]', '[profile development]')
      .replace('source_profile = dev', 'source_profile = development'),
  )
  expect(await home.readFile('.aws/credentials')).toContain('[development]\n')

  await toast(page, 'Renamed dev to development').getByRole('button', { name: 'Undo' }).click()
  await expect(profileRow(page, 'dev')).toBeVisible()
  expect(await home.readFile('.aws/config')).toBe(config)
})

test('a taken name is refused where it is typed', { tag: '@page' }, async ({ app: { page } }) => {
  await profileRow(page, 'dev').click()
  await profileGrid(page).focus()
  await page.keyboard.press('F2')
  const dialog = page.getByRole('dialog', { name: 'Rename dev' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('staging')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true')
  await expect(reviewSheet(page)).toHaveCount(0)
})

test('D makes a copy, Delete takes it away again', { tag: '@page' }, async ({ app: { page, home } }) => {
  const credentials = await home.readFile('.aws/credentials')
  const config = await home.readFile('.aws/config')
  await profileRow(page, 'staging').click()
  await profileGrid(page).focus()
  await page.keyboard.press('Control+d')
  await expect(page.getByRole('dialog', { name: 'Duplicate staging' })).toBeVisible()
  await page.keyboard.press('Enter')
  await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
  await expect(profileRow(page, 'staging-copy')).toContainText('us-east-1')
  expect(await home.readFile('.aws/credentials')).toContain('[staging-copy]')

  await profileRow(page, 'staging-copy').click()
  await profileGrid(page).focus()
  await page.keyboard.press('Delete')
  const confirm = page.getByRole('dialog', { name: 'Delete staging-copy?' })
  await confirm.getByRole('button', { name: 'Review deletion' }).click()
  await reviewSheet(page).getByRole('button', { name: 'Delete profile' }).click()
  await expect(reviewSheet(page)).toBeHidden()
  await expect(profileRow(page, 'staging-copy')).toHaveCount(0)
  expect(await home.readFile('.aws/credentials')).toBe(credentials)
  expect(await home.readFile('.aws/config')).toBe(config)
})

test('deleting a profile that others need says which', { tag: '@page' }, async ({ app: { page } }) => {
  await profileRow(page, 'dev').click()
  await profileGrid(page).focus()
  await page.keyboard.press('Delete')
  const confirm = page.getByRole('dialog', { name: 'Delete dev?' })
  await expect(confirm).toContainText('prod-admin')
  await page.keyboard.press('Escape')
  await expect(confirm).toBeHidden()
  await expect(profileRow(page, 'dev')).toBeVisible()
})

test('a change by another program shows by itself and leaves what is typed alone', async ({ app }) => {
  const { page, home } = app
  await editProfile(app, 'staging')
  const region = page.getByRole('combobox', { name: 'Region', exact: true })
  await chooseText(region, 'eu-north-1')
  const config = await home.readFile('.aws/config')
  await home.writeFiles({
    '.aws/config': `${config.replace('region = us-east-1', 'region = us-west-2')}\n[profile added]\nregion = sa-east-1\n`,
  })
  await expect(profileRow(page, 'added')).toBeVisible()
  await expect(profileRow(page, 'staging')).toContainText('us-west-2')
  await expect(page.getByText('Changed on disk.')).toBeVisible()
  await expect(region).toHaveValue('eu-north-1')

  await page.keyboard.press('ControlOrMeta+s')
  await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
  await expect(profileRow(page, 'staging')).toContainText('eu-north-1')
  expect(await home.readFile('.aws/config')).toContain('[profile added]\nregion = sa-east-1\n')
})

test('a change elsewhere in the file while the review is open is kept', async ({ app }) => {
  const { page, home } = app
  await editProfile(app, 'staging')
  await chooseText(page.getByRole('combobox', { name: 'Region', exact: true }), 'eu-north-1')
  await page.keyboard.press('ControlOrMeta+s')
  const sheet = reviewSheet(page)
  await expect(sheet.getByText('eu-north-1')).toBeVisible()
  const config = await home.readFile('.aws/config')
  await home.writeFiles({ '.aws/config': `# by hand\n${config}` })
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(toast(page, 'on top of a change by another program')).toBeVisible()
  expect(await home.readFile('.aws/config')).toBe(`# by hand\n${config.replace('us-east-1', 'eu-north-1')}`)
})

test('a change of the same line while the review is open is a conflict, and Reload shows the new state', async ({
  app,
}) => {
  const { page, home } = app
  await editProfile(app, 'staging')
  await chooseText(page.getByRole('combobox', { name: 'Region', exact: true }), 'eu-north-1')
  await page.keyboard.press('ControlOrMeta+s')
  const sheet = reviewSheet(page)
  await expect(sheet.getByText('eu-north-1')).toBeVisible()
  const changed = (await home.readFile('.aws/config')).replace('us-east-1', 'us-west-2')
  await home.writeFiles({ '.aws/config': changed })
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet.getByText('File changed on disk.')).toBeVisible()
  expect(await home.readFile('.aws/config')).toBe(changed)

  await sheet.getByRole('button', { name: 'Reload' }).click()
  await expect(sheet.getByText('us-west-2')).toBeVisible()
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toBeHidden()
  expect(await home.readFile('.aws/config')).toBe(changed.replace('us-west-2', 'eu-north-1'))
})

test('an edit is taken back from its message', async ({ app }) => {
  const { page, home } = app
  const before = await home.readFile('.aws/config')
  await editProfile(app, 'prod-admin')
  await chooseText(page.getByRole('combobox', { name: 'Region', exact: true }), 'eu-north-1')
  await page.keyboard.press('ControlOrMeta+s')
  await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
  await expect(profileRow(page, 'prod-admin')).toContainText('eu-north-1')
  await toast(page, 'Saved prod-admin').getByRole('button', { name: 'Undo' }).click()
  await expect(profileRow(page, 'prod-admin')).toContainText('eu-central-1')
  expect(await home.readFile('.aws/config')).toBe(before)
})

test('a new profile goes to the ends of the right files', async ({ app: { page, home } }) => {
  const config = await home.readFile('.aws/config')
  const credentials = await home.readFile('.aws/credentials')
  await expect(profileGrid(page)).toBeFocused()
  await page.getByRole('button', { name: 'New profile' }).click()
  const dialog = page.getByRole('dialog', { name: 'New profile' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Review' }).click()
  await expect(dialog.getByText('Fill this in.').first()).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ops')
  await dialog.getByRole('textbox', { name: 'Access key ID' }).fill('AKIAI44QH8DHBEXAMPLE')
  await dialog.getByRole('textbox', { name: 'Secret access key' }).fill(newSecret)
  await chooseText(dialog.getByRole('combobox', { name: 'Region', exact: true }), 'eu-west-3')
  await dialog.getByRole('button', { name: 'Review' }).click()
  await expect(reviewSheet(page).getByText('[ops]').first()).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('ops')
  await dialog.getByRole('button', { name: 'Review' }).click()
  await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
  await expect(profileRow(page, 'ops')).toContainText('eu-west-3')
  const after = await home.readFile('.aws/credentials')
  expect(after.startsWith(credentials)).toBe(true)
  expect(after.slice(credentials.length)).toContain(
    `[ops]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = ${newSecret}\n`,
  )
  expect((await home.readFile('.aws/config')).startsWith(config)).toBe(true)
})

test.describe('an empty home', () => {
  test.use({ files: {} })

  test('offers to create, and creates on save with closed permissions', async ({ app: { page, home } }) => {
    await expect(page.getByText('No AWS profiles yet')).toBeVisible()
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog', { name: 'New profile' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('first')
    await dialog.getByRole('textbox', { name: 'Access key ID' }).fill('AKIAIOSFODNN7EXAMPLE')
    await dialog.getByRole('textbox', { name: 'Secret access key' }).fill(oldSecret)
    await dialog.getByRole('button', { name: 'Review' }).click()
    await expect(reviewSheet(page).getByText('(new file)').first()).toBeVisible()
    expect(await home.exists('.aws')).toBe(false)
    await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
    await expect(profileRow(page, 'first')).toBeVisible()
    expect(await home.mode('.aws/credentials')).toBe(0o600)
    expect(await home.mode('.aws')).toBe(0o700)
  })
})

test('asks before the tab goes while something typed is not saved, and not after it is discarded', async ({
  app: { page, host },
}) => {
  test.skip(host !== 'loopback', 'only the loopback page has a tab')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.dismiss()
  })
  await profileRow(page, 'dev').click()
  await page.getByRole('button', { name: 'Edit' }).click()
  const region = page.getByRole('combobox', { name: 'Region' })
  await chooseText(region, 'eu-north-1')
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => asked).toEqual(['beforeunload'])
  await expect(region).toHaveValue('eu-north-1')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => page.isClosed()).toBe(true)
  expect(asked).toEqual(['beforeunload'])
})
