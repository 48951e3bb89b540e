import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { createTabClient } from '../../fakes/tab-client.ts'
import { launchStandIn } from '../../fakes/electron/launch.ts'
import { patience } from '../../patience.ts'
import type { Home } from './home.ts'
import { callPreload, runCommand, watchProblems, type RunningHost } from './running-host.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export type HostName = 'loopback' | 'stand-in' | 'electron' | 'packed'

const serveWords = [process.execPath, join(root, 'bin', 'stackpass.cjs'), 'serve'] as const

/** `stackpass serve` in a terminal of its own (util-linux `script`), which can be typed into. */
function serveInTerminal(home: Home): ChildProcess {
  const line = `exec ${serveWords.map((word) => `'${word}'`).join(' ')} --no-open`
  return spawn('script', ['-qfec', line, '/dev/null'], {
    env: { ...home.env, TERM: 'xterm', SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

function serve(home: Home): ChildProcess {
  const [program, ...words] = serveWords
  return spawn(program, words, { env: { ...home.env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Types the answer once the question is there. */
function answerInTerminal(child: ChildProcess, output: () => string, allow: boolean): void {
  const { stdin } = child
  if (stdin === null) throw new Error('This host has no terminal: test.use({ terminal: true })')
  const from = output().length
  const look = (): void => {
    if (!output().slice(from).includes('[y/N]')) return
    child.stdout?.off('data', look)
    stdin.write(allow ? 'y\n' : 'n\n')
  }
  child.stdout?.on('data', look)
}

/**
 * `stackpass serve` as a user starts it, and the browser of the test runner on its address. In a `terminal` it can ask about
 * programs; without one there is nobody to ask.
 */
export async function startLoopback(home: Home, browser: Browser, terminal = false): Promise<RunningHost> {
  const child = terminal ? serveInTerminal(home) : serve(home)
  const { url, output } = await firstAddress(child)
  const context = await browser.newContext()
  const page = await context.newPage()
  const problems = watchProblems(page)
  const [key] = await Promise.all([tradedKey(page), page.goto(url)])
  const client = await createTabClient(new URL(url).origin, key)
  return {
    page,
    url,
    pid: child.pid,
    output,
    command: (...args) => runCommand(root, home, args),
    answerNext: (allow) => Promise.resolve(answerInTerminal(child, output, allow)),
    call: (method, input) => client.call(method, input),
    problems: () => Promise.resolve(problems),
    async stop() {
      await context.close()
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The key that the page gets for the code in its address. */
async function tradedKey(page: Page): Promise<string> {
  const response = await page.waitForResponse((each) => each.url().endsWith('/api/trade'))
  return ((await response.json()) as { value: { key: string } }).value.key
}

/** The desktop app on the stand-in. Its Chromium is joined from here through the debugging port. */
export async function startStandIn(home: Home): Promise<RunningHost> {
  const port = await freePort()
  const app = launchStandIn({ home: home.path, env: { ...home.env, STAND_IN_CDP_PORT: String(port) } })
  await app.evaluate(async ({ electron }) => {
    const visible = () => electron.BrowserWindow.getAllWindows()[0]?.isVisible() === true
    while (!visible()) await new Promise((resolve) => setTimeout(resolve, 10))
  })
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`, {
    timeout: patience.wait,
  })
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((each) => each.url().startsWith('https://stackpass.app.test/'))
  if (page === undefined) throw new Error(`The app opened no page. It printed:\n${app.output()}`)
  page.setDefaultTimeout(patience.wait)
  return {
    page,
    url: 'app://stackpass/',
    output: app.output,
    command: (...args) => runCommand(root, home, args),
    answerNext: (allow) =>
      app.evaluate(
        ({ electron }, answer) => {
          electron.dialog.answer = answer
        },
        allow ? 1 : 0,
      ),
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
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const url = /(http:\/\/127\.0\.0\.1:\d+\/#token=\S+)\s/.exec(text)?.[1]
      if (url !== undefined) resolve({ url, output: () => text })
    })
  })
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
