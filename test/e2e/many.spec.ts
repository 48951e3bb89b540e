import { manyProfiles } from './support/home.ts'
import { expect, test } from './support/test.ts'

test.use({ files: manyProfiles(1_000) })

test('1,000 profiles: the list shows, only the visible rows are in the document, the last is one search away', async ({
  app,
}) => {
  await expect(app.page.getByText('team-00000').first()).toBeVisible()
  expect(await app.page.getByRole('row').count()).toBeLessThan(120)
  await app.page.getByRole('textbox', { name: 'Filter profiles' }).fill('team-00999')
  await expect(app.page.getByRole('row', { name: /team-00999/ })).toBeVisible()
})
