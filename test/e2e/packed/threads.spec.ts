import { threeProfiles } from '../support/home.ts'
import { expect, test } from '../support/test.ts'

const project = (name: string) => ({
  [`src/${name}/Pulumi.yaml`]: `name: ${name}\nruntime: nodejs\n`,
  [`src/${name}/Pulumi.dev.yaml`]: 'config:\n  aws:region: eu-west-1\n',
})

test.use({ files: { ...threeProfiles, ...project('billing'), ...project('search') } })

// Their files lie in the archive, too.
test('the threads that look for stacks and read them start', async ({ app }) => {
  await app.page.getByRole('button', { name: 'Stacks' }).click()
  await app.page.getByRole('textbox', { name: 'Folder' }).fill(`${app.home.path}/src`)
  await app.page.keyboard.press('Enter')
  await expect(app.page.getByText('2 in 2 projects')).toBeVisible()
})
