import { userIdentity } from '../fakes/sts/identities.ts'
import { goTo, reviewSheet } from './support/page.ts'
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
  await expect(checks.getByRole('row', { name: /^good / })).toContainText('Valid')
  await expect(checks.getByRole('row', { name: /^old / })).toContainText('Expired')
  await expect(checks.getByRole('row', { name: /^wrong / })).toContainText('Wrong secret')
  await expect(checks.getByRole('row', { name: /^machine / })).toContainText('Asks to run')
  expect(aws?.received.map((call) => call.accessKeyId)).not.toContain(fromProcess.accessKeyId)
  await expect(page.getByRole('status').filter({ hasText: '1 valid, 3 failed' })).toBeVisible()

  await page.getByRole('group', { name: 'Which checks' }).getByRole('button', { name: 'Failed' }).click()
  await expect(checks.getByRole('row', { name: /^good / })).toHaveCount(0)
  await expect(checks.getByRole('row', { name: /^wrong / })).toBeVisible()
})

test.describe('a credential_process', () => {
  test.use({
    files: { '.aws/config': `[profile machine]\nregion = eu-west-1\ncredential_process = ${command}\n` },
  })

  test('runs only after the user allowed exactly this command', async ({ app: { page, aws } }) => {
    await goTo(page, 'Health')
    await page.getByRole('button', { name: 'Verify all' }).click()
    const row = page.getByRole('grid', { name: 'Checks by result' }).getByRole('row', { name: /^machine / })
    await expect(row).toContainText(command)
    expect(aws?.received).toEqual([])
    await row.getByRole('button', { name: /^Allow this command of machine/ }).click()
    await expect(row).toContainText(fromProcess.arn)
    expect(aws?.received.map((call) => call.accessKeyId)).toEqual([fromProcess.accessKeyId])
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
