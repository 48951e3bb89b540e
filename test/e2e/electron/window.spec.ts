import type { Page } from '@playwright/test'
import { expect, test, type Started } from '../support/electron-test.ts'
import { goTo, profileRow } from '../support/page.ts'

const settings = (window: object) => ({ '.config/stackpass/settings.json': JSON.stringify({ window }) })
const bounds = (app: Started) =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

test('opens where it was left', async ({ start }) => {
  const app = await start()
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  const place = { x: 210, y: 120, width: 900, height: 640 }
  await app.electron.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to),
    place,
  )
  await expect
    .poll(async () => (await app.call('settings.get')) as unknown)
    .toMatchObject({ value: { window: place } })
  app.signal('SIGTERM')
  await app.ended
  const again = await start()
  await expect(profileRow(again.page, 'dev')).toBeVisible()
  expect(await bounds(again)).toEqual(place)
})

for (const [where, place] of [
  ['of a screen to the right that is gone', { x: 5_000, y: 100 }],
  ['of a screen to the left that is gone', { x: -4_000, y: 100 }],
  ['below every screen', { x: 100, y: 9_000 }],
] as const) {
  test(`comes back from the place ${where}`, async ({ start, home }) => {
    await home.writeFiles(settings({ ...place, width: 900, height: 640, maximised: false }))
    const app = await start()
    await expect(profileRow(app.page, 'dev')).toBeVisible()
    const area = await app.electron.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
    const { x, y, width, height } = (await bounds(app)) ?? { ...place, width: 0, height: 0 }
    expect({ width, height }).toEqual({ width: 900, height: 640 })
    expect(x).toBeGreaterThanOrEqual(area.x)
    expect(y).toBeGreaterThanOrEqual(area.y)
    expect(x + width).toBeLessThanOrEqual(area.x + area.width)
    expect(y + height).toBeLessThanOrEqual(area.y + area.height)
  })
}

/** The names of controls outside the area that is visible or can be scrolled to. */
const outOfReach = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    interface Box {
      left: number
      right: number
      top: number
      bottom: number
    }
    const within = (inner: Box, outer: Box, [from, to]: readonly [keyof Box, keyof Box]) =>
      inner[from] >= outer[from] - 1 && inner[to] <= outer[to] + 1
    const axes = [
      ['overflowX', ['left', 'right']],
      ['overflowY', ['top', 'bottom']],
    ] as const
    const reachable = (control: Element) => {
      const { left, right, top, bottom } = control.getBoundingClientRect()
      const box: Box = { left, right, top, bottom }
      for (let outer = control.parentElement; outer !== null; outer = outer.parentElement) {
        const style = getComputedStyle(outer)
        const rect = outer === document.documentElement ? null : outer.getBoundingClientRect()
        const edges: Box = rect ?? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
        for (const [overflow, ends] of axes) {
          // What scrolls can bring the control to wherever it is itself.
          if (['auto', 'scroll'].includes(style[overflow])) for (const end of ends) box[end] = edges[end]
          else if ((rect === null || style[overflow] !== 'visible') && !within(box, edges, ends)) return false
        }
      }
      return true
    }
    const controls = document.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea, [role=tab], [role=row], [role=switch]',
    )
    return [...controls].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect()
      const seen = control.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      if (!seen || width <= 1 || height <= 1 || reachable(control)) return []
      return [`${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent.slice(0, 40)}`]
    })
  })

for (const percent of [200, 300]) {
  test(`at ${String(percent)} % no control is out of reach`, async ({ start }) => {
    const app = await start()
    await expect(profileRow(app.page, 'dev')).toBeVisible()
    expect(await outOfReach(app.page)).toEqual([])
    await app.electron.evaluate(
      ({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor),
      percent / 100,
    )
    await expect.poll(() => app.page.evaluate(() => devicePixelRatio)).toBe(percent / 100)
    // The page redraws for the smaller window.
    await expect.poll(() => outOfReach(app.page)).toEqual([])
    for (const screen of ['Stacks', 'Health', 'History', 'Settings', 'Profiles']) {
      await goTo(app.page, screen)
      expect.soft(await outOfReach(app.page), screen).toEqual([])
    }
    await profileRow(app.page, 'dev').click()
    await expect(app.page.getByRole('button', { name: 'Hold to reveal: Secret key' })).toBeVisible()
    expect(await outOfReach(app.page), 'a profile').toEqual([])
    await app.page.evaluate(() => (document.body.style.width = `${String(innerWidth + 200)}px`))
    expect((await outOfReach(app.page)).length, 'a page that is too wide is noticed').toBeGreaterThan(0)
  })
}
