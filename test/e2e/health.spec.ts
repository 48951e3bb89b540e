import type { Page } from '@playwright/test'
import { userIdentity } from '../fakes/sts/identities.ts'
import { goTo, profileRow, reviewSheet, toast } from './support/page.ts'
import { expect, test } from './support/test.ts'

const good = userIdentity('good')
const old = userIdentity('old', { failure: 'ExpiredToken', sessionToken: 'AQoDYXdzEJr1K8EXAMPLETOKEN' })
const wrong = userIdentity('wrong', { secretAccessKey: 'notTheSecretOfTheFile/bPxRfiCYEXAMPLEKEY' })
const fromProcess = userIdentity('machine')
const fileSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const command = `printf '${JSON.stringify({
  Version: 1,
  AccessKeyId: fromProcess.accessKeyId,
  SecretAccessKey: fileSecret,
})}'`

const keys = (name: string, id: string) =>
  `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${fileSecret}\n`

test.use({
  sts: { identities: [good, old, wrong, fromProcess] },
  files: {
    '.aws/credentials': `${keys('good', good.accessKeyId)}
${keys('old', old.accessKeyId)}aws_session_token = AQoDYXdzEJr1K8EXAMPLETOKEN

${keys('wrong', wrong.accessKeyId)}`,
    '.aws/config': `[profile good]
region = eu-west-1

[profile old]
region = eu-west-1

[profile wrong]
region = eu-west-1

[profile machine]
region = eu-west-1
credential_process = sh -c "exit 3"
`,
  },
})

test('Verify all names what came out for each profile', async ({ app: { page, aws } }) => {
  await goTo(page, 'Health')
  await page.getByRole('button', { name: 'Verify all' }).click()
  const checks = page.getByRole('grid', { name: 'Checks by result' })
  await expect(checks.getByRole('row', { name: /^good / })).toContainText(good.arn)
  await expect(checks.getByRole('row', { name: /^good / })).toContainText('Worked')
  await expect(checks.getByRole('row', { name: /^old / })).toContainText('Expired')
  await expect(checks.getByRole('row', { name: /^wrong / })).toContainText('Wrong secret')
  await expect(checks.getByRole('row', { name: /^machine / })).toContainText('Asks to run')
  expect(aws?.received.map((call) => call.accessKeyId)).not.toContain(fromProcess.accessKeyId)
  await expect(
    page.getByRole('status').filter({ hasText: '1 works, 2 waiting for you, 1 broken' }),
  ).toBeVisible()

  await page.getByRole('group', { name: 'Which checks' }).getByRole('button', { name: 'Broken' }).click()
  await expect(checks.getByRole('row', { name: /^good / })).toHaveCount(0)
  await expect(checks.getByRole('row', { name: /^wrong / })).toBeVisible()
})

test('a check on the command line shows here', async ({ app: { page, command } }) => {
  await expect(profileRow(page, 'good')).toContainText('Not known')
  await command('verify', 'good')
  await expect(profileRow(page, 'good')).toContainText('Worked')
})

test.describe('new keys', () => {
  const edit = async (page: Page, secret: string) => {
    await profileRow(page, 'wrong').click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByRole('textbox', { name: 'Secret access key' }).fill(secret)
    await page.keyboard.press('ControlOrMeta+s')
    return reviewSheet(page)
  }

  test('are proved before they are saved', async ({ app: { page } }) => {
    const sheet = await edit(page, wrong.secretAccessKey)
    await expect(sheet).toContainText('New key works')
    await expect(sheet).toContainText(`AWS answered as wrong in ${wrong.account}`)
    await sheet.getByRole('button', { name: 'Save', exact: false }).click()
    await expect(sheet).toBeHidden()
    await expect(profileRow(page, 'wrong')).toContainText('Worked')
  })

  test("that AWS rejects are saved only on the user's own word", async ({ app: { page, home } }) => {
    const before = await home.readFile('.aws/credentials')
    const sheet = await edit(page, 'yetAnotherSecretThatIsNotIt/bPxRfiCYEXAM')
    await expect(sheet).toContainText('New key does not work')
    await expect(sheet.getByRole('button', { name: 'Save anyway' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    expect(await home.readFile('.aws/credentials')).toBe(before)
  })
})

test.describe('a credential_process', () => {
  test.use({
    terminal: true,
    files: { '.aws/config': `[profile machine]\nregion = eu-west-1\ncredential_process = ${command}\n` },
  })

  const checked = async (page: Page) => {
    await goTo(page, 'Health')
    await page.getByRole('button', { name: 'Verify all' }).click()
    const row = page.getByRole('grid', { name: 'Checks by result' }).getByRole('row', { name: /^machine / })
    await expect(row).toContainText(`printf '{"Version":1`)
    await expect(row).not.toContainText(fileSecret)
    return row
  }

  test('runs only after the user allowed exactly this command, outside of the page', async ({ app }) => {
    const { page, aws } = app
    const row = await checked(page)
    expect(aws?.received).toEqual([])
    await app.answerNext(true)
    await row.getByRole('button', { name: 'Ask me about the program of machine' }).click()
    await expect(row).toContainText(fromProcess.arn)
    expect(aws?.received.map((call) => call.accessKeyId)).toEqual([fromProcess.accessKeyId])

    await goTo(page, 'Settings')
    const programs = page.getByRole('region', { name: 'Allowed programs' })
    await expect(programs).toContainText('machine')
    await expect(programs).toContainText('As it was')
    await expect(programs).not.toContainText(fileSecret)
    await programs.getByRole('button', { name: 'Take back: machine' }).click()
    await expect(programs).toContainText('No program is allowed.')
    await goTo(page, 'Health')
    await page.getByRole('button', { name: 'Verify all' }).click()
    await expect(row).toContainText('Asks to run')
  })

  test('does not run after a no, whatever the page sends', async ({ app }) => {
    const { page, aws } = app
    const row = await checked(page)
    await app.answerNext(false)
    await row.getByRole('button', { name: 'Ask me about the program of machine' }).click()
    await expect(toast(page, 'You did not allow it')).toBeVisible()
    for (const [method, input] of [
      ['verify.allowProcess', { profile: 'machine', command }],
      ['consent.request', { profile: 'machine' }],
      ['consent.request', { profile: 'machine', decision: 'allowed' }],
      ['consent.answer', { allow: true }],
    ] as const)
      expect(await app.call(method, input)).toMatchObject({ ok: false })
    expect(await app.call('verify.run', { runId: 'x', profiles: ['machine'] })).toMatchObject({
      value: { results: [{ failure: { code: 'ProcessNotAllowed' } }] },
    })
    expect(aws?.received).toEqual([])
  })

  test('can be asked about and taken back while the person looks for the terminal', async ({ app, host }) => {
    test.skip(host !== 'loopback', 'a dialog is in front of everything')
    const { page } = app
    const row = await checked(page)
    await row.getByRole('button', { name: 'Ask me about the program of machine' }).click()
    await expect(row).toContainText('Stackpass asks in the terminal in which it runs.')
    await expect.poll(app.output).toContain('The page asks to run a program.')
    await row.getByRole('button', { name: 'Cancel' }).click()
    await expect(row.getByRole('button', { name: 'Ask me about the program of machine' })).toBeVisible()
    await expect.poll(app.output).toContain('Not allowed.')
  })
})

test.describe('a program that prints MFA codes', () => {
  test.skip(process.platform === 'win32', 'the program is a shell command')
  const serial = 'arn:aws:iam::123456789012:mfa/ana'
  const role = 'arn:aws:iam::123456789012:role/Admin'
  const user = {
    ...userIdentity('coded', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
    mfa: { serial, codes: ['111111', '222222'] },
  }
  const profile = (name: string, code: string) =>
    `[profile ${name}]\nregion = eu-west-1\nrole_arn = ${role}\nsource_profile = user\nmfa_serial = ${serial}\nmfa_process = printf ${code}\n\n`
  test.use({
    terminal: true,
    sts: { identities: [user], roles: [{ arn: role, mfaRequired: true }] },
    files: {
      '.aws/config': `[profile user]\naws_access_key_id = ${user.accessKeyId}\naws_secret_access_key = ${user.secretAccessKey}\nregion = eu-west-1\n\n${profile('one', '111111')}${profile('two', '999999')}`,
    },
  })

  test('gives its code to AWS after a yes, and to nobody before', async ({ app }) => {
    const { page, aws } = app
    await profileRow(page, 'one').click()
    const panel = page.getByRole('complementary', { name: 'Profile' })
    await panel.getByRole('button', { name: 'Verify', exact: true }).click()
    await expect(panel).toContainText('printf 111111')
    await expect(panel).toContainText('one gets its MFA codes from a command that you have not allowed.')
    await expect(panel).not.toContainText('credential_process')
    expect(aws?.received).toEqual([])

    await app.answerNext(false)
    const ask = panel.getByRole('button', { name: 'Ask me about the program of one' })
    await ask.click()
    await expect(toast(page, 'You did not allow it')).toBeVisible()
    expect(aws?.received).toEqual([])
  })

  test('opens the session for every profile of the device', async ({ app }) => {
    const { page, aws } = app
    await app.answerNext(true)
    await profileRow(page, 'one').click()
    const panel = page.getByRole('complementary', { name: 'Profile' })
    await panel.getByRole('button', { name: 'Verify', exact: true }).click()
    await panel.getByRole('button', { name: 'Ask me about the program of one' }).click()
    await expect(panel.getByRole('region', { name: 'Credentials' })).toContainText(/\d+ (h|min) left/)
    // No field for a code has appeared.
    await expect(page.getByRole('region', { name: 'A code is asked for' })).toHaveCount(0)
    expect(aws?.received.map(({ action }) => action)).toContain('GetSessionToken')
    const sent = aws?.received.length ?? 0

    // Its own program prints a wrong code and was never allowed: it is not needed.
    await profileRow(page, 'two').click()
    const other = page.getByRole('complementary', { name: 'Profile' })
    await other.getByRole('button', { name: 'Verify', exact: true }).click()
    await expect(other.getByRole('heading', { name: 'two' })).toBeVisible()
    await expect(other.getByRole('region', { name: 'Credentials' })).toContainText(/\d+ (h|min) left/)
    expect(aws?.received.slice(sent).map(({ action }) => action)).not.toContain('GetSessionToken')
  })
})

test.describe('a problem in a file', () => {
  const config = '# mine\n[dev]\nregion = eu-west-1\n\n[profile other]\nregion   =   eu-west-2\n'
  test.use({ files: { '.aws/config': config } })

  test('is mended by its button with the smallest diff', async ({ app: { page, home } }) => {
    await goTo(page, 'Health')
    const problems = page.getByRole('complementary', { name: 'Problems in files' })
    const problem = problems.getByRole('listitem').filter({ hasText: 'line 2' }).first()
    await problem.getByRole('button').first().click()
    const sheet = reviewSheet(page)
    await expect(sheet.locator('.diff-line.add')).toHaveCount(1)
    await expect(sheet.locator('.diff-line.remove')).toHaveCount(1)
    await sheet.getByRole('button', { name: 'Save' }).click()
    await expect(sheet).toBeHidden()
    expect(await home.readFile('.aws/config')).toBe(config.replace('[dev]', '[profile dev]'))
    await expect(problems.getByRole('listitem').filter({ hasText: 'line 2' })).toHaveCount(0)
  })
})

test.describe('several problems in files', { tag: '@page' }, () => {
  const config = '[dev]\nRegion = eu-west-1\n\n[profile other]\nregion = eu-west-2 # near\n'
  test.use({ files: { '.aws/config': config } })

  test('are mended together in one change that is looked at first', async ({ app: { page, home } }) => {
    await goTo(page, 'Health')
    const problems = page.getByRole('complementary', { name: 'Problems in files' })
    await problems.getByRole('button', { name: 'Repair all' }).click()
    const sheet = reviewSheet(page)
    await expect(sheet.locator('.diff-line.remove')).toHaveCount(3)
    expect(await home.readFile('.aws/config')).toBe(config)
    await sheet.getByRole('button', { name: 'Repair all' }).click()
    await expect(sheet).toBeHidden()
    expect(await home.readFile('.aws/config')).toBe(
      '[profile dev]\nregion = eu-west-1\n\n[profile other]\n# near\nregion = eu-west-2\n',
    )
    // Only a note about the fake AWS's address in the environment remains.
    await expect(problems).toContainText('Errors0Warnings0Notes1')
    await expect(problems).toContainText('AWS_ENDPOINT_URL_STS')
  })
})
