import { manyProfiles } from './support/home.ts'
import { profileGrid, profileRow } from './support/page.ts'
import { expect, test } from './support/test.ts'

for (const count of [500, 2_000]) {
  test.describe(`${String(count)} profiles`, count < 2_000 ? { tag: '@page' } : {}, () => {
    test.use({ files: manyProfiles(count) })
    const last = `team-${String(count - 1).padStart(5, '0')}`

    test('only the rows in view are in the document; End reaches the last, the filter narrows', async ({
      app: { page },
    }) => {
      await expect(profileRow(page, 'team-00000')).toBeVisible()
      expect(await page.getByRole('row').count()).toBeLessThan(100)
      await expect(profileGrid(page)).toHaveAttribute('aria-rowcount', new RegExp(`^${String(count + 1)}$`))

      await expect(profileGrid(page)).toBeFocused()
      await page.keyboard.press('End')
      await expect(profileRow(page, last)).toBeInViewport()
      await expect(page.getByRole('heading', { name: last })).toBeVisible()
      expect(await page.getByRole('row').count()).toBeLessThan(100)
      await page.keyboard.press('Home')
      await expect(profileRow(page, 'team-00000')).toBeInViewport()

      await page.keyboard.press('/')
      await page.keyboard.type(last)
      await expect(profileRow(page, last)).toBeVisible()
      await expect(profileRow(page, 'team-00000')).toHaveCount(0)
    })
  })
}
