import { goTo, profileGrid, profileRow, reviewSheet, toast } from './support/page.ts'
import { expect, test } from './support/test.ts'

const keys = (name: string) =>
  `[${name}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`
const role = 'region = eu-west-1\nrole_arn = arn:aws:iam::666677778888:role/EtlDeploy\n'
const config = `[profile base]
region = eu-west-1

[profile etl]
${role}
[profile prod]
${role}source_profile = base
mfa_serial = arn:aws:iam::666677778888:mfa/me
`

test.use({ files: { '.aws/config': config, '.aws/credentials': `${keys('base')}\n${keys('etl')}` } })

test('profiles on which tools disagree are marked, shown alone, and agree after one reviewed line', async ({
  app: { page, home },
}) => {
  await expect(profileRow(page, 'etl').getByText('Tools disagree')).toBeAttached()
  await expect(profileRow(page, 'prod').getByText('Tools disagree')).toBeAttached()
  await expect(profileRow(page, 'base').getByText('Tools disagree')).not.toBeAttached()
  // A role without a source is nothing to the AWS CLI, for which the list speaks.
  await expect(profileRow(page, 'etl')).toContainText('Fails in AWS CLI')

  await page.getByRole('button', { name: /^Tools disagree/ }).click()
  await expect(profileRow(page, 'base')).toHaveCount(0)
  await profileRow(page, 'etl').click()
  const panel = page.getByRole('region', { name: 'What each tool uses' })
  await expect(panel).toContainText('Go SDK, Terraform, Pulumi')
  await expect(panel).toContainText('source_profile = etl. All tools then use the role EtlDeploy')
  await panel.getByRole('button', { name: 'Review fix' }).click()
  await expect(reviewSheet(page)).toContainText('source_profile = etl')
  await reviewSheet(page).getByRole('button', { name: 'Save', exact: true }).click()
  await expect(toast(page, 'All tools use the same of etl')).toBeVisible()
  await expect(profileRow(page, 'etl')).toHaveCount(0)
  expect(await home.readFile('.aws/config')).toBe(config.replace(role, `${role}source_profile = etl\n`))
  await expect(profileGrid(page)).toContainText('prod')
})

test(
  'a profile that asks for a code gets a twin for the tools that cannot ask',
  { tag: '@page' },
  async ({ app: { page, home } }) => {
    await profileRow(page, 'prod').click()
    const panel = page.getByRole('region', { name: 'What each tool uses' })
    await panel.getByRole('button', { name: 'Make a twin' }).click()
    await reviewSheet(page).getByRole('button', { name: 'Add it' }).click()
    await expect(profileRow(page, 'prod-twin')).toBeVisible()
    expect(await home.readFile('.aws/config')).toContain('[profile prod-twin]')
    await expect(panel).toContainText('prod-twin asks Stackpass for these credentials.')
  },
)

test('the status speaks for the tool of the settings', { tag: '@page' }, async ({ app: { page } }) => {
  await expect(profileRow(page, 'prod')).not.toContainText('Fails in')
  await goTo(page, 'Settings')
  await page.getByRole('radiogroup', { name: 'The status of a profile is for' }).getByText('Pulumi').click()
  await goTo(page, 'Profiles')
  await expect(profileRow(page, 'prod')).toContainText('Fails in Pulumi')
  await expect(profileRow(page, 'etl')).not.toContainText('Fails in')
  await profileRow(page, 'prod').click()
  await expect(page.getByRole('complementary', { name: 'Profile' })).toContainText('for Pulumi')
})
