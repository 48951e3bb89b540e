import { expectAccessible } from './support/expect-accessible.ts'
import { profileGrid, profileRow, reviewSheet, screenIsThere } from './support/page.ts'
import { expect, test, type App } from './support/test.ts'

async function editRegion({ page }: App): Promise<void> {
  await profileRow(page, 'staging').click()
  await profileGrid(page).focus()
  await page.keyboard.press('Control+e')
  const region = page.getByRole('combobox', { name: 'Region', exact: true })
  await region.fill('eu-north-1')
  await region.press('Tab')
}

for (const theme of ['light', 'dark'] as const) {
  // Every host checks one of the two.
  test.describe(theme, theme === 'dark' ? { tag: '@page' } : {}, () => {
    test.beforeEach(async ({ app: { page, call } }) => {
      await expect(profileGrid(page)).toBeFocused()
      expect(await call('settings.set', { theme })).toMatchObject({ ok: true })
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    })

    test('every view', async ({ app: { page } }) => {
      const entries = page.getByRole('navigation', { name: 'Main' }).getByRole('button')
      const count = await entries.count()
      expect(count).toBeGreaterThanOrEqual(4)
      for (let index = 0; index < count; index++) {
        await entries.nth(index).click()
        await screenIsThere(page)
        await expectAccessible(page, await entries.nth(index).innerText())
      }
    })

    test('the form and the review sheet', async ({ app }) => {
      const { page } = app
      await editRegion(app)
      await expectAccessible(page, 'form')
      await page.keyboard.press('ControlOrMeta+s')
      await expect(reviewSheet(page).getByText('eu-north-1')).toBeVisible()
      await expectAccessible(page, 'review')
    })

    test('the dialogs', async ({ app: { page } }) => {
      await profileRow(page, 'dev').click()
      for (const key of ['F2', 'ControlOrMeta+d', 'Delete', '?', 'ControlOrMeta+i', 'ControlOrMeta+k']) {
        await profileGrid(page).focus()
        await page.keyboard.press(key)
        await expect(page.getByRole('dialog')).toBeVisible()
        await expectAccessible(page, key)
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toHaveCount(0)
      }
    })
  })
}

test('the focus comes back after each layer', async ({ app: { page } }) => {
  await expect(profileGrid(page)).toBeFocused()
  for (const key of ['F2', 'ControlOrMeta+d', 'Delete', '?', 'ControlOrMeta+i', 'ControlOrMeta+k']) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(profileGrid(page), key).toBeFocused()
  }
})

test('the focus comes back to the form after the review', async ({ app }) => {
  const { page } = app
  await editRegion(app)
  const region = page.getByRole('combobox', { name: 'Region', exact: true })
  await region.focus()
  await page.keyboard.press('ControlOrMeta+s')
  await expect(reviewSheet(page).getByText('eu-north-1')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(reviewSheet(page)).toHaveCount(0)
  await expect(region).toBeFocused()
})

test('Tab goes through the whole page and comes round; a dialog keeps it inside', async ({
  app: { page },
}) => {
  await expect(profileGrid(page)).toBeFocused()
  const mark = () =>
    page.evaluate(() => {
      const element = document.activeElement
      if (element === null || element === document.body) return 'body'
      return `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 30)}`
    })
  const seen: string[] = []
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab')
    seen.push(await mark())
  }
  const grid = 'DIV Profiles'
  expect(seen.filter((each) => each === grid).length, seen.join('\n')).toBeGreaterThan(0)
  expect(new Set(seen).size).toBeGreaterThan(12)

  await profileGrid(page).focus()
  await page.keyboard.press('F2')
  const dialog = page.getByRole('dialog', { name: 'Rename dev' })
  await expect(dialog).toBeVisible()
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
})
