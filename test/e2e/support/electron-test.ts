import { spawn, type ChildProcess } from 'node:child_process'
import type { Page } from '@playwright/test'
import { testAccount } from '../../../build/electron/test-account.mjs'
import {
  electronProgram,
  launchElectron,
  whyNoElectron,
  type ElectronHost,
  type ElectronLaunch,
} from './electron-host.ts'
import { createHome, type Home } from './home.ts'
import { freePort } from './hosts.ts'
import { joinChromium } from './join-chromium.ts'
import { expect, test as suite } from './test.ts'

export { expect }

export interface Started extends ElectronHost {
  readonly home: Home
  /** How the process ended, once it has. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** Sends the main process a signal. */
  signal(name: NodeJS.Signals): void
  /** Starts the app once more in the same home, as a second click on its icon does; resolves with its exit code. */
  startAgain(): Promise<number | null>
}

/** The app as a user's desktop starts it: nothing is attached, until `look` is called. */
export interface Unattended {
  readonly pid: number
  readonly ended: Started['ended']
  /** Joins Chromium as it is by then, to look at the one page, and leaves it again. */
  look(see: (page: Page) => Promise<void>): Promise<void>
}

export interface ElectronFixtures {
  /** A home that the account that starts Electron owns. */
  home: Home
  /** Starts the app in that home, or in another; what still runs at the end of the test is ended. */
  start(launch?: Partial<ElectronLaunch>): Promise<Started>
  startUnattended(launch?: Pick<ElectronLaunch, 'args' | 'env'>): Promise<Unattended>
}

/** For what only the real Electron can show; the other hosts have no such tests. */
export const test = suite.extend<ElectronFixtures>({
  home: async ({ files }, use, testInfo) => {
    const missing = await whyNoElectron()
    testInfo.skip(missing !== undefined, missing)
    const home = await createHome(files, {}, testAccount())
    await use(home)
    await home.remove()
  },
  start: async ({ home }, use) => {
    const running = new Set<Started>()
    await use(async (launch = {}) => {
      const started = follow(await launchElectron({ home, ...launch }), launch.home ?? home)
      running.add(started)
      void started.ended.then(() => running.delete(started))
      return started
    })
    for (const started of running) {
      started.signal('SIGKILL')
      await started.ended
    }
  },
  startUnattended: async ({ home }, use) => {
    const ends: (() => Promise<unknown>)[] = []
    await use(async (launch = {}) => {
      const port = await freePort()
      const { program, app, env } = await electronProgram()
      const args = [app, `--remote-debugging-port=${String(port)}`, ...(launch.args ?? [])]
      const child = spawn(program, args, {
        env: { ...home.env, ...env, ...launch.env },
        stdio: 'ignore',
      })
      const ended = endOf(child)
      ends.push(async () => {
        child.kill('SIGKILL')
        await ended
      })
      return {
        pid: child.pid ?? 0,
        ended,
        async look(see) {
          const joined = await joinChromium(port)
          await see(joined.page).finally(() => joined.browser.close())
        },
      }
    })
    for (const end of ends) await end()
  },
})

function endOf(child: ChildProcess): Started['ended'] {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
}

function follow(host: ElectronHost, home: Home): Started {
  const child = host.electron.process()
  return {
    ...host,
    home,
    ended: endOf(child),
    signal: (name) => void child.kill(name),
    async startAgain() {
      const { program, app, env } = await electronProgram()
      const again = spawn(program, [app], { env: { ...home.env, ...env }, stdio: 'ignore' })
      return (await endOf(again)).code
    },
  }
}
