import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { testAccount } from '../../../build/electron/test-account.mjs'
import {
  desktopSession,
  electronProgram,
  stopDesktopSession,
  whyNoElectron,
} from '../../e2e/support/electron-host.ts'
import { createHome, type Home } from '../../e2e/support/home.ts'
import { startOnDesktop, type DesktopProgram } from '../../e2e/support/packed-host.ts'
import { patience, until } from '../../patience.ts'
import { generateFiles } from '../generate-files.ts'
import type { NotMeasured, Row } from '../types.ts'
import type { Workspace } from '../workspace.ts'
import { listVisible } from './page.ts'

const count = 1_000

export interface Shown {
  readonly app: DesktopProgram
  readonly browser: Browser
  /** Milliseconds from the start of the process until the list was visible. */
  readonly taken: number
}

export interface Desktop {
  /** Such as "Electron 33.2.1". */
  readonly version: string
  readonly home: Home
  /** Folder of the built app. */
  readonly folder: string
  show(env?: Readonly<Record<string, string>>): Promise<Shown>
  /** Starts it as a login does: in the tray, without a window. */
  startHidden(env: Readonly<Record<string, string>>): Promise<DesktopProgram>
  close(): Promise<void>
}

/** The app in the real Electron, with the list of 1,000 profiles. Without one, a sentence that says why not. */
export async function openDesktop(): Promise<Desktop | string> {
  const missing = await whyNoElectron()
  if (missing !== undefined) return missing
  const { app, binary } = await electronProgram()
  const { config, credentials } = generateFiles(count)
  const files = { '.aws/config': config, '.aws/credentials': credentials }
  const home = await createHome(files, {}, testAccount())
  return {
    version: `Electron ${(await readFile(join(dirname(binary), 'version'), 'utf8')).trim()}`,
    home,
    folder: app,
    startHidden: (env) => startOnDesktop(binary, home, [app, '--hidden'], env),
    async show(env = {}) {
      // Created before the clock starts.
      await desktopSession()
      const startedAt = performance.now()
      const started = await startOnDesktop(binary, home, [app, '--remote-debugging-port=0'], env)
      const address = await until(() => {
        const found = /DevTools listening on (ws:\S+)/.exec(started.output())?.[1]
        if (found === undefined) throw new Error(`Chromium does not listen:\n${started.output()}`)
        return found
      })
      const browser = await chromium.connectOverCDP(address, { timeout: patience.wait })
      const [context] = browser.contexts()
      if (context === undefined) throw new Error('Electron has no window')
      const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: patience.wait }))
      page.setDefaultTimeout(patience.wait)
      await listVisible(page)
      return { app: started, browser, taken: performance.now() - startedAt }
    },
    async close() {
      await stopDesktopSession()
      await home.remove()
    },
  }
}

/** Resolves with the milliseconds from the signal until the process is gone. */
async function quit({ app, browser }: Shown): Promise<number> {
  await browser.close()
  return end(app)
}

/** The same for an app that nothing is attached to. */
export async function end(app: DesktopProgram): Promise<number> {
  const askedAt = performance.now()
  app.signal('SIGTERM')
  const { code } = await app.ended
  if (code !== 0) throw new Error(`The app ended with ${String(code)}:\n${app.output()}`)
  return performance.now() - askedAt
}

/** From the start of Electron's process until the list is visible in its window. */
export async function desktopStartRow(_: Workspace, repetitions: number): Promise<Row | NotMeasured> {
  const desktop = await openDesktop()
  if (typeof desktop === 'string') return { why: desktop }
  return {
    id: 'desktop-start',
    what: `desktop: process start to list visible, 1,000 profiles (${desktop.version})`,
    unit: 'ms',
    repetitions,
    ours: {
      name: 'desktop app',
      async measure() {
        const shown = await desktop.show()
        await quit(shown)
        return shown.taken
      },
    },
    peers: [],
    absent: [],
    note: 'On a screen of its own without a graphics card; the caches of Chromium are those of the run before.',
    close: () => desktop.close(),
  }
}

/** From a signal, which quits like the menu and the tray, until the process is gone. */
export async function desktopQuitRow(_: Workspace, repetitions: number): Promise<Row | NotMeasured> {
  const desktop = await openDesktop()
  if (typeof desktop === 'string') return { why: desktop }
  return {
    id: 'desktop-quit',
    what: `desktop: asked to quit until the process is gone (${desktop.version})`,
    unit: 'ms',
    repetitions,
    ours: { name: 'desktop app', measure: async () => quit(await desktop.show()) },
    peers: [],
    absent: [],
    note: 'Asked by SIGTERM, with a window that shows 1,000 profiles; menu and tray go the same way (`app.quit`).',
    close: () => desktop.close(),
  }
}
