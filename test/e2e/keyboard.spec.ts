import type { Locator, Page } from '@playwright/test'
import { threeProfiles } from './support/home.ts'
import { goTo, profileGrid, profileRow, reviewSheet, screenIsThere, toast } from './support/page.ts'
import { expect, test, type App } from './support/test.ts'

const stacks = {
  'src/web/Pulumi.yaml': 'name: web\nruntime: nodejs\n',
  'src/web/Pulumi.dev.yaml': 'config:\n  aws:profile: dev\n',
  'src/web/Pulumi.live.yaml': 'config:\n  aws:profile: prod-admin\n',
}
const shared = '.aws/config'

test.use({ files: { ...threeProfiles, ...stacks }, sts: {} })

/** A short name for the focused element; `BODY` if keys would do nothing. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    return `${element?.tagName ?? 'none'} ${element?.getAttribute('aria-label') ?? ''}`.trim()
  })

/** Checks that the focus is on something that takes keys. */
async function expectInPlace(page: Page, after: string): Promise<void> {
  await expect.poll(() => focused(page), after).not.toMatch(/^(?:BODY|HTML|none)/)
}

/** Waits until a menu has its items and the keys, which is a moment after it is drawn. */
async function menuHasFocus(page: Page): Promise<void> {
  await expect(page.getByRole('menuitem').first()).toBeVisible()
  await expect(page.locator('[role="menu"]:focus-within')).toHaveCount(1)
}

const box = async (element: Locator) => {
  const found = await element.boundingBox()
  if (found === null) throw new Error('It is not on the screen.')
  return found
}

/** The buttons, fields and tabs of the page, without those of messages, that lie under an element. */
function coveredBy(element: Locator): Promise<string[]> {
  return element.evaluate((cover) => {
    const over = cover.getBoundingClientRect()
    return [...document.querySelectorAll<HTMLElement>('button, input, a[href], [role="tab"]')].flatMap(
      (control) => {
        if (cover.contains(control) || control.closest('.toast') !== null) return []
        const at = control.getBoundingClientRect()
        const isSeen = at.width > 0 && at.height > 0 && control.checkVisibility({ visibilityProperty: true })
        const isUnder =
          at.left < over.right && at.right > over.left && at.top < over.bottom && at.bottom > over.top
        return isSeen && isUnder ? [control.getAttribute('aria-label') ?? control.textContent.trim()] : []
      },
    )
  })
}

/** The folder of the stacks is known before the page asks. */
async function withStacks({ page, call, home }: App): Promise<void> {
  expect(await call('settings.set', { stackFolders: [`${home.path}/src`] })).toMatchObject({ ok: true })
  await goTo(page, 'Stacks')
  await expect(page.getByRole('grid', { name: 'Stacks' }).getByText('live')).toBeVisible()
}

test('a press beside everything leaves the keys to the screen, and / and Ctrl F find its filter', async ({
  app,
}) => {
  const { page } = app
  await expect(profileGrid(page)).toBeFocused()
  await withStacks(app)
  for (const [screen, filter] of [
    ['Profiles', 'Filter profiles'],
    ['Stacks', 'Filter stacks'],
    ['Health', /^Filter/],
    ['Sessions', undefined],
    ['Settings', undefined],
    ['History', undefined],
  ] as const) {
    await goTo(page, screen)
    await screenIsThere(page)
    await page.locator('main h1').first().click()
    await expectInPlace(page, `a press on the heading of ${screen}`)
    if (filter === undefined) continue
    for (const key of ['/', 'Control+f']) {
      await page.keyboard.press(key)
      await expect(page.getByRole('main').getByLabel(filter).first(), `${key} in ${screen}`).toBeFocused()
      await page.keyboard.press('Escape')
      await expectInPlace(page, `Escape in the filter of ${screen}`)
    }
  }
})

test('the focus stays in the list when its row is filtered away, deleted, or gone from the file', async ({
  app: { page, home },
}) => {
  await profileRow(page, 'staging').click()
  const panel = page.getByRole('complementary').first()
  await panel.getByRole('button').first().focus()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('nothing is called that')
  await expect(page.getByText('No profile matches')).toBeVisible()
  await expectInPlace(page, 'a filter that hides every row')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(profileRow(page, 'staging')).toBeVisible()
  await expectInPlace(page, 'Escape out of the filter')

  await profileGrid(page).focus()
  await profileRow(page, 'staging').click()
  await page.keyboard.press('Delete')
  await page
    .getByRole('dialog', { name: 'Delete staging?' })
    .getByRole('button', { name: 'Review deletion' })
    .click()
  await reviewSheet(page).getByRole('button', { name: 'Delete profile' }).click()
  await expect(profileRow(page, 'staging')).toHaveCount(0)
  await expectInPlace(page, 'a deletion')
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await expect(page.locator('[role="row"][aria-selected="true"]')).toHaveCount(1)

  // Another program removes the profile that the panel shows.
  await profileRow(page, 'prod-admin').click()
  await panel.getByRole('button').first().focus()
  const before = await home.readFile(shared)
  await home.writeFiles({ [shared]: before.slice(0, before.indexOf('[profile prod-admin]')) })
  await expect(profileRow(page, 'prod-admin')).toHaveCount(0)
  await expectInPlace(page, 'a profile that another program removed')
})

test('Tab goes from field to field of a new profile, and never to a button inside a secret', async ({
  app: { page },
}) => {
  await expect(profileGrid(page)).toBeFocused()
  await page.getByRole('button', { name: 'New profile' }).click()
  const dialog = page.getByRole('dialog', { name: 'New profile' })
  await dialog.getByRole('textbox', { name: 'Access key ID' }).fill('AKIAI44QH8DHBEXAMPLE')
  const secret = dialog.getByRole('textbox', { name: 'Secret access key' })
  await secret.fill('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')
  await page.keyboard.press('Tab')
  await expect.poll(() => focused(page)).toMatch(/^(?:INPUT|TEXTAREA|SELECT)/)
  await expect(secret).not.toBeFocused()
})

test('Tab goes from the secret of a profile to its next field, not to its bin', async ({ app: { page } }) => {
  await profileRow(page, 'dev').click()
  await profileGrid(page).focus()
  await page.keyboard.press('Control+e')
  await page.getByRole('textbox', { name: 'Access key ID' }).focus()
  const seen: string[] = []
  for (let step = 0; step < 3; step++) {
    await page.keyboard.press('Tab')
    seen.push(await focused(page))
  }
  expect(
    seen.filter((name) => /remove|delete/i.test(name)),
    seen.join(', '),
  ).toEqual([])
})

test('after a paste Enter goes on', async ({ app: { page } }) => {
  await expect(profileGrid(page)).toBeFocused()
  await page.keyboard.press('Control+i')
  const dialog = page.getByRole('dialog', { name: 'Import credentials' })
  await dialog.getByRole('textbox').first().focus()
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, '[pasted]\naws_access_key_id=AKIAI44QH8DHBEXAMPLE\naws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n')
  await expect(dialog.getByRole('table')).toContainText('AKIAI44QH8DHBEXAMPLE')
  await expect(dialog.getByRole('button', { name: /^Save/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(reviewSheet(page)).toBeVisible()
})

test('keys work after a press of the mouse, and the right button has the menu of a row', async ({ app }) => {
  const { page } = app
  await profileRow(page, 'dev')
    .getByRole('button', { name: /favourite/ })
    .click()
  await expectInPlace(page, 'a press on a star')
  // The favourite moves into a group of its own, and the rows below it move down.
  await expect(page.getByRole('row', { name: 'Favourites', exact: true })).toBeVisible()
  await page.keyboard.press('End')
  const last = page.getByRole('row').last()
  await expect(last).toHaveAttribute('aria-selected', 'true')

  await profileRow(page, 'staging').click({ button: 'right' })
  await menuHasFocus(page)
  const items = await page.getByRole('menuitem').allInnerTexts()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expectInPlace(page, 'Escape in a menu')
  await page.getByRole('complementary').first().getByRole('button', { name: /^More/ }).click()
  await menuHasFocus(page)
  await expect.poll(() => page.getByRole('menuitem').allInnerTexts()).toEqual(items)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expectInPlace(page, 'Escape in the menu of the panel')

  await withStacks(app)
  await page.getByRole('checkbox', { name: 'Select live' }).click()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: 'Select dev' })).toBeChecked()
})

for (const width of [900, 1280, 1600]) {
  const tag = width === 1280 ? [] : ['@page']
  test(`a message covers no control of the page at ${String(width)}`, { tag }, async ({ app: { page } }) => {
    await page.setViewportSize({ width, height: 800 })
    await profileRow(page, 'prod-admin').click()
    if (width === 900) {
      // Without room for the panel, a press opens the sheet over the list.
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await profileGrid(page).focus()
    await page.keyboard.press('Control+d')
    await expect(page.getByRole('dialog', { name: 'Duplicate prod-admin' })).toBeVisible()
    await page.keyboard.press('Enter')
    await reviewSheet(page).getByRole('button', { name: 'Save' }).click()
    const message = toast(page, /prod-admin/)
    await expect(message).toBeVisible()
    await expect(reviewSheet(page)).toHaveCount(0)
    await expect.poll(async () => (await box(message)).height).toBeGreaterThan(20)
    expect(await coveredBy(message)).toEqual([])
    await expectInPlace(page, 'a review that was saved')
  })
}

test('keys that a browser keeps for itself are printed nowhere in it', async ({ app: { page, host } }) => {
  test.skip(host !== 'loopback', 'Only a browser keeps them.')
  await expect(profileGrid(page)).toBeFocused()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard' })
  await expect(sheet.getByText('Palette')).toBeVisible()
  const printed = await sheet.locator('dd .visually-hidden').allInnerTexts()
  expect(printed).toContain('Ctrl K')
  expect(printed.filter((keys) => /^Ctrl [N1-9]$/.test(keys))).toEqual([])
  await page.keyboard.press('Escape')
  const tips = await page
    .locator('[aria-keyshortcuts]')
    .evaluateAll((found) => found.map((element) => element.getAttribute('aria-keyshortcuts') ?? ''))
  expect(tips.filter((keys) => /^Control\+[N1-9]$/.test(keys))).toEqual([])
})
