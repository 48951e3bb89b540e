import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Browser, type Page } from '@playwright/test'
import { browserArgs, findBrowser } from '../../../build/browser.mjs'
import { patience } from '../../patience.ts'
import { percentile } from '../statistics.ts'
import type { Row } from '../types.ts'
import { projectRoot, stackpassCommand, type Home, type Workspace } from '../workspace.ts'

const keystrokes = 80

/**
 * Milliseconds to leave a tab alone. Opening one and first showing a page keep a browser busy on every core for a while;
 * measuring starts after that.
 */
const rest = 500

interface Served {
  readonly url: string
  readonly startedAt: number
  stop(): Promise<void>
}

/** The host in a separate process, as `npm start` opens it without Electron. */
export async function serve(home: Home): Promise<Served> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [stackpassCommand, 'serve', '--no-open'], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  return {
    url: line.trim(),
    startedAt,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Resolves when the list has rows of profiles. */
export function listVisible(page: Page): Promise<void> {
  return page.getByRole('grid', { name: 'Profiles' }).locator('[role=row] >> nth=2').waitFor()
}

export async function launch(): Promise<Browser> {
  if (!existsSync(join(projectRoot, 'dist', 'renderer', 'index.html')))
    throw new Error('The page is not built: run `npm run build` first.')
  const executablePath = findBrowser()
  // Frames appear as soon as they are ready, to measure work and not the wait for a display.
  const args = [...browserArgs, '--disable-frame-rate-limit', '--disable-gpu-vsync']
  return chromium.launch({
    args,
    timeout: patience.wait,
    ...(executablePath !== undefined && { executablePath }),
  })
}

/** The result of `look` on a page whose list is visible, with its own host. */
export async function onPage<T>(browser: Browser, home: Home, look: (page: Page) => Promise<T>): Promise<T> {
  const served = await serve(home)
  const page = await browser.newPage()
  page.setDefaultTimeout(patience.wait)
  await page.goto(served.url)
  await listVisible(page)
  const found = await look(page)
  await page.close()
  await served.stop()
  return found
}

/** Bytes of script that the browser has decoded by now. */
function scriptBytes(page: Page): Promise<number> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).decodedBodySize, 0),
  )
}

/** From the start of the host's process until the list of 1,000 profiles is visible, in a browser that is already running. */
export async function pageStartRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('page-start', 1_000)
  const browser = await launch()
  return {
    id: 'page-start',
    what: 'page: process start to list visible, 1,000 profiles',
    unit: 'ms',
    repetitions,
    ours: {
      name: 'stackpass serve',
      async measure() {
        const context = await browser.newContext()
        const page = await context.newPage()
        page.setDefaultTimeout(patience.wait)
        await sleep(rest)
        const served = await serve(home)
        await page.goto(served.url, { waitUntil: 'commit' })
        await listVisible(page)
        const taken = performance.now() - served.startedAt
        await context.close()
        await served.stop()
        return taken
      },
    },
    peers: [],
    absent: [],
    note: 'The loopback host, in an empty tab of a browser that is open and at rest; the desktop window has a row of its own.',
    close: () => browser.close(),
  }
}

/** The script that the browser has loaded when the list is visible. */
export async function pageScriptRow(workspace: Workspace): Promise<Row> {
  const home = await workspace.home('page-script', 1_000)
  const browser = await launch()
  return {
    id: 'page-script',
    what: 'page: script loaded until the list is visible',
    unit: 'kB',
    repetitions: 1,
    ours: {
      name: 'stackpass page',
      measure: async () => (await onPage(browser, home, scriptBytes)) / 1000,
    },
    peers: [],
    absent: [],
    close: () => browser.close(),
  }
}

/** On the measured page: the times taken, and who waits for the next one. */
interface Timed {
  keystrokeTimes: number[]
  onKeystroke?: () => void
}

/** Measures in the page, from a key event until the following frame was submitted. */
async function measureKeystrokes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const timed = Object.assign(window as unknown as Timed, { keystrokeTimes: [] as number[] })
    window.addEventListener(
      'keydown',
      (event) => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => {
          timed.keystrokeTimes.push(performance.now() - event.timeStamp)
          timed.onKeystroke?.()
        }
        requestAnimationFrame(() => channel.port2.postMessage(undefined))
      },
      { capture: true },
    )
  })
  const filter = page.getByLabel('Filter profiles')
  await filter.focus()
  await sleep(rest)
  const word = 'payments'
  for (let index = 0; index < keystrokes; index++) {
    // Nothing polls in the meantime: polling would request frames and compete with the measured one.
    const painted = page.evaluate(
      (count) =>
        new Promise<void>((resolve) => {
          const timed = window as unknown as Timed
          if (timed.keystrokeTimes.length > count) resolve()
          else timed.onKeystroke = resolve
        }),
      index,
    )
    await page.keyboard.press(
      index % (2 * word.length) < word.length ? word[index % word.length]! : 'Backspace',
    )
    await painted
  }
  return page.evaluate(() => (window as unknown as Timed).keystrokeTimes)
}

/** 95th percentile from a keystroke in the filter to the painted frame, with 10,000 profiles. */
export async function keystrokeRow(workspace: Workspace): Promise<Row> {
  const home = await workspace.home('keystroke', 10_000)
  const browser = await launch()
  return {
    id: 'keystroke',
    what: 'page: keystroke in the filter to paint, 10,000 profiles, p95',
    unit: 'ms',
    repetitions: 3,
    ours: {
      name: 'stackpass page',
      measure: async () => percentile(await onPage(browser, home, measureKeystrokes), 0.95),
    },
    peers: [],
    absent: [],
    note: `${keystrokes} keystrokes a run in a page at rest, each from its event to the message behind the next animation frame; frames are not held to a display's rate.`,
    close: () => browser.close(),
  }
}
