import { expect, test as base } from '@playwright/test'
import { testAccount, type Account } from '../../../build/electron/test-account.mjs'
import { startStsDouble, type StsDouble, type StsDoubleOptions } from '../../fakes/sts/server.ts'
import { createHome, threeProfiles, type Home } from './home.ts'
import { launchElectron, stopDesktopSession, whyNoElectron } from './electron-host.ts'
import { startPacked, whyNoPackedApp } from './packed-host.ts'
import { startLoopback, startStandIn, type HostName } from './hosts.ts'
import type { RunningHost } from './running-host.ts'

export interface App extends Omit<RunningHost, 'stop'> {
  readonly home: Home
  readonly host: HostName
  /** The double that answers instead of AWS, in specs that set `sts`. */
  readonly aws: StsDouble | undefined
}

export interface Options {
  /** Which host runs the page; set by the project. */
  host: HostName
  /** Files in the home folder when the host starts, by path below it. `test.use({ files: … })` changes them. */
  files: Readonly<Record<string, string>>
  /** What the double of STS knows. Without it nothing answers, and a spec that asks AWS fails. */
  sts: StsDoubleOptions | undefined
  /** Runs `stackpass serve` in a terminal, where it can ask about programs. */
  terminal: boolean
  /** Set to true in specs that provoke errors in the page. */
  expectProblems: boolean
}

/**
 * `test` for every spec: `app.page` shows Stackpass on real files in a home folder of its own. Written once, run
 * against each host.
 */
export const test = base.extend<Options & { app: App }, { desktop: undefined }>({
  host: ['loopback', { option: true }],
  files: [threeProfiles, { option: true }],
  sts: [undefined, { option: true }],
  terminal: [false, { option: true }],
  expectProblems: [false, { option: true }],
  desktop: [
    // Playwright wants the pattern, and nothing of the worker is needed.
    async ({}, use) => {
      await use(undefined)
      await stopDesktopSession()
    },
    { scope: 'worker', auto: true },
  ],
  app: async ({ host, files, sts, browser, terminal, expectProblems }, use, testInfo) => {
    const missing = await whyMissing(host)
    testInfo.skip(missing !== undefined, missing)
    const aws = sts === undefined ? undefined : await startStsDouble(sts)
    const home = await createHome(
      files,
      aws === undefined ? {} : { AWS_ENDPOINT_URL_STS: aws.url },
      ownerFor(host),
    )
    const running = await start(host, home, browser, terminal)
    await use({ ...running, home, host, aws })
    const problems = await running.problems()
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('host output', { body: running.output(), contentType: 'text/plain' })
    await running.stop()
    await aws?.close()
    await home.remove()
    if (!expectProblems) expect(problems, 'the page had no errors').toEqual([])
  },
})

export { expect }

async function start(
  host: HostName,
  home: Home,
  browser: Parameters<typeof startLoopback>[1],
  terminal: boolean,
): Promise<RunningHost> {
  if (host === 'loopback') return startLoopback(home, browser, terminal)
  if (host === 'stand-in') return startStandIn(home)
  if (host === 'packed') return startPacked(home)
  return launchElectron({ home })
}

async function whyMissing(host: HostName): Promise<string | undefined> {
  if (host === 'packed') return whyNoPackedApp()
  return host === 'electron' ? whyNoElectron() : undefined
}

/** Root's suite starts Electron by another account, which must own the home that it works in. */
function ownerFor(host: HostName): Account | undefined {
  return host === 'electron' || host === 'packed' ? testAccount() : undefined
}
