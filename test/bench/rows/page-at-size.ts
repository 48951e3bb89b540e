import { appendFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Row } from '../types.ts'
import type { Home, Workspace } from '../workspace.ts'
import { launch, onPage } from './page.ts'

const profiles = 10_000
const steps = 60
const stepHeight = 900

/** Chromium reports tasks of at least this length, in milliseconds. */
interface Watched {
  longTasks: number[]
}

/** The longest task while a grid is scrolled with the wheel; 0 if none took 50 ms. */
async function longestTask(page: Page, grid: string): Promise<number> {
  await page.evaluate(() => {
    const watched = Object.assign(window as unknown as Watched, { longTasks: [] as number[] })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks.push(duration)
    }).observe({ type: 'longtask' })
  })
  await page.getByRole('grid', { name: grid }).hover()
  for (let step = 0; step < steps; step += 1) {
    await page.mouse.wheel(0, step < steps / 2 ? stepHeight : -stepHeight)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
  return page.evaluate(() => Math.max(0, ...(window as unknown as Watched).longTasks))
}

/** Opens Health and waits for its rows. */
async function openHealth(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await navigation.getByRole('button', { name: /^Health/ }).click()
  await page.getByRole('grid', { name: 'Checks by result' }).locator('[role=row] >> nth=2').waitFor()
}

function scrollRow(
  id: string,
  what: string,
  look: (page: Page) => Promise<number>,
  homeOf = (workspace: Workspace): Promise<Home> => workspace.home(id, profiles),
): (workspace: Workspace) => Promise<Row> {
  return async (workspace) => {
    const home = await homeOf(workspace)
    const browser = await launch()
    return {
      id,
      what,
      unit: 'ms',
      repetitions: 3,
      ours: { name: 'stackpass page', measure: () => onPage(browser, home, look) },
      peers: [],
      absent: [],
      note: `${steps} turns of the wheel, each with the frame that follows; the browser tells of tasks from 50 ms on.`,
      close: () => browser.close(),
    }
  }
}

/** The longest task while the list of 10,000 profiles is scrolled. */
export const scrollProfilesRow = scrollRow(
  'scroll-profiles',
  'page: longest task while 10,000 profiles are scrolled',
  (page) => longestTask(page, 'Profiles'),
)

/** The same in Health. */
export const scrollHealthRow = scrollRow(
  'scroll-health',
  'page: longest task while 10,000 checks are scrolled in Health',
  async (page) => {
    await openHealth(page)
    return longestTask(page, 'Checks by result')
  },
)

/** From another program's write until its new profile is in the list of 10,000. */
export async function foreignEditRow(workspace: Workspace): Promise<Row> {
  const home = await workspace.home('foreign-edit', profiles)
  const browser = await launch()
  let written = 0
  const look = async (page: Page): Promise<number> => {
    written += 1
    const name = `zz-of-another-program-${written}`
    await page.getByLabel('Filter profiles').fill(name)
    await page.getByText('No profile matches').waitFor()
    const startedAt = performance.now()
    await appendFile(home.configFile, `\n[profile ${name}]\nregion = eu-west-1\n`)
    await page.getByRole('grid', { name: 'Profiles' }).getByText(name, { exact: true }).first().waitFor()
    return performance.now() - startedAt
  }
  return {
    id: 'foreign-edit',
    what: 'page: edit of another program to row in the list, 10,000 profiles',
    unit: 'ms',
    repetitions: 3,
    ours: { name: 'stackpass page', measure: () => onPage(browser, home, look) },
    peers: [],
    absent: [],
    close: () => browser.close(),
  }
}
