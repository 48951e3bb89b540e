import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createHome, threeProfiles, type Home } from '../e2e/support/home.ts'
import { launchStandIn, type StandInApp } from '../fakes/electron/launch.ts'
import type { StandInRecord } from '../fakes/electron/records.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * The tests run the bundles that are shipped, so these are brought up to date first. `STACKPASS_BUILT` says that
 * somebody just did.
 */
export async function buildDesktop(): Promise<void> {
  if (process.env['STACKPASS_BUILT'] === '1') return
  const bundle = join(root, 'build', 'bundle.mjs')
  await promisify(execFile)(process.execPath, [bundle, '--if-stale', '--quiet', 'page', 'electron'], {
    cwd: root,
  })
}

export interface DesktopApp extends StandInApp {
  readonly home: Home
  /** Runs a self-contained function in the page. */
  inPage<T>(run: () => T | Promise<T>): Promise<T>
  /** Calls the contract the way the page does. */
  call(method: string, input?: unknown): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>
  windowVisible(): Promise<boolean>
  trayLabels(): Promise<string[]>
  clickTray(label: string): Promise<boolean>
  records(): Promise<StandInRecord[]>
}

export interface DesktopOptions {
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}

/** Starts the desktop app on the stand-in with a home of its own; `stop` ends it and removes the home. */
export async function startDesktop(
  options: DesktopOptions = {},
): Promise<DesktopApp & { stop(): Promise<void> }> {
  const home = await createHome(options.files ?? threeProfiles)
  const app = launchStandIn({
    home: home.path,
    env: { ...home.env, ...options.env },
    args: options.args ?? [],
  })
  const inPage = <T>(run: () => T | Promise<T>): Promise<T> =>
    app.evaluate(async ({ electron }, text) => {
      const [window] = electron.BrowserWindow.getAllWindows()
      if (window === undefined) throw new Error('There is no window')
      const page = await window.webContents.page()
      return (await page.evaluate(text)) as never
    }, `(${run.toString()})()`)
  return {
    ...app,
    home,
    inPage,
    call: (method, input = {}) =>
      app.evaluate(
        async ({ electron }, call) => {
          const page = await electron.BrowserWindow.getAllWindows()[0]?.webContents.page()
          return (await page?.evaluate(`window.stackpass.call(${call})`)) as never
        },
        `${JSON.stringify(method)}, ${JSON.stringify(input)}`,
      ),
    windowVisible: () =>
      app.evaluate(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.isVisible() === true),
    trayLabels: () => app.evaluate(({ electron }) => electron.Tray.all[0]?.menu?.labels() ?? []),
    clickTray: (label) =>
      app.evaluate(({ electron }, text) => electron.Tray.all[0]?.menu?.click(text) === true, label),
    records: () => app.evaluate(({ records }) => records),
    async stop() {
      await app.kill()
      await home.remove()
    },
  }
}
