import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { launchStandIn } from '../../fakes/electron/launch.ts'
import type { Reply } from '../../../shared/contract/index.ts'
import type { Home } from './home.ts'
import { callPreload, runCommand, watchProblems, type RunningHost } from './running-host.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export type HostName = 'loopback' | 'stand-in' | 'electron'

/** `stackpass serve` as a user starts it, and the browser of the test runner on its address. */
export async function startLoopback(home: Home, browser: Browser): Promise<RunningHost> {
  const child = spawn(process.execPath, [join(root, 'bin', 'stackpass.cjs'), 'serve'], {
    env: { ...home.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { url, output } = await firstAddress(child)
  const context = await browser.newContext()
  const page = await context.newPage()
  const problems = watchProblems(page)
  await page.goto(url)
  return {
    page,
    url,
    output,
    command: (...args) => runCommand(root, home, args),
    call: (method, input = {}) => callLoopback(page, url, method, input),
    problems: () => Promise.resolve(problems),
    async stop() {
      await context.close()
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The desktop app on the stand-in. Its Chromium is joined from here through the debugging port. */
export async function startStandIn(home: Home): Promise<RunningHost> {
  const port = await freePort()
  const app = launchStandIn({ home: home.path, env: { ...home.env, STAND_IN_CDP_PORT: String(port) } })
  await app.evaluate(async ({ electron }) => {
    const visible = () => electron.BrowserWindow.getAllWindows()[0]?.isVisible() === true
    while (!visible()) await new Promise((resolve) => setTimeout(resolve, 10))
  })
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`)
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((each) => each.url().startsWith('https://stackpass.app.test/'))
  if (page === undefined) throw new Error(`The app opened no page. It printed:\n${app.output()}`)
  return {
    page,
    url: 'app://stackpass/',
    output: app.output,
    command: (...args) => runCommand(root, home, args),
    call: (method, input = {}) => callPreload(page, method, input),
    // The app saw the page before we did.
    problems: () =>
      app.evaluate(({ records }) =>
        records.filter((each) => each.what === 'page error').map((each) => String(each.detail)),
      ),
    async stop() {
      await browser.close()
      await app.kill()
    },
  }
}

async function firstAddress(child: ChildProcess): Promise<{ url: string; output: () => string }> {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`stackpass serve ended with ${String(code)}:\n${text}`)))
    if (child.stdout === null) return reject(new Error('stackpass serve has no output'))
    createInterface({ input: child.stdout }).on('line', (line) => {
      text += `${line}\n`
      const url = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(line)?.[0]
      if (url !== undefined) resolve({ url, output: () => text })
    })
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function callLoopback(
  page: Page,
  url: string,
  method: string,
  input: unknown,
): Promise<Reply<unknown>> {
  const authorization = `Bearer ${new URL(url).hash.slice('#token='.length)}`
  return page.evaluate(
    async ([header, body]) => {
      const headers = { authorization: header, 'content-type': 'application/json' }
      const response = await fetch('/api/call', { method: 'POST', headers, body })
      return (await response.json()) as Reply<unknown>
    },
    [authorization, JSON.stringify({ method, input })] as const,
  )
}
