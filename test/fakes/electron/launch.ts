import { fork, type ChildProcess } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DriverReply } from './driver.ts'
import type { StandInElectron } from './index.ts'
import type { StandInRecord } from './records.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface Tools {
  readonly electron: StandInElectron
  readonly records: StandInRecord[]
}

export interface StandInApp {
  /** Runs a function in the app's main process. It must be self-contained; its result is copied. */
  evaluate<T, A = undefined>(run: (tools: Tools, argument: A) => T | Promise<T>, argument?: A): Promise<T>
  /** What the process printed so far. */
  output(): string
  /** Exit code, when the app ended. */
  readonly exited: Promise<number | null>
  /** Ends the process, at once. */
  kill(): Promise<void>
}

export interface LaunchOptions {
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}

/** Starts dist/electron/main.js on the stand-in, with its own home folder. Needs `npm run build` first. */
export function launchStandIn(options: LaunchOptions): StandInApp {
  const path = options.env?.['PATH'] ?? process.env['PATH'] ?? ''
  const child = fork(join(root, 'dist', 'electron', 'main.js'), options.args ?? [], {
    cwd: root,
    execArgv: ['--import', 'tsx', '--import', join(root, 'test', 'fakes', 'electron', 'register.mjs')],
    env: {
      HOME: options.home,
      NO_COLOR: '1',
      ...keptEnv(),
      ...options.env,
      // Programs of the desktop that the app asks.
      PATH: `${join(root, 'test', 'fakes', 'electron', 'programs')}${delimiter}${path}`,
    },
    silent: true,
  })
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ask = driverOf(child, exited, () => text)
  return {
    evaluate: (run, argument) => ask(run.toString(), argument) as never,
    output: () => text,
    exited,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Of the real environment only what finds the browser. */
function keptEnv(): Record<string, string> {
  const chromium = process.env['CHROMIUM_PATH']
  const browsers = process.env['PLAYWRIGHT_BROWSERS_PATH']
  return {
    ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }),
    ...(browsers === undefined ? {} : { PLAYWRIGHT_BROWSERS_PATH: browsers }),
  }
}

function driverOf(
  child: ChildProcess,
  exited: Promise<number | null>,
  output: () => string,
): (code: string, argument: unknown) => Promise<unknown> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  child.on('message', (reply: DriverReply) => {
    const waiter = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('failed' in reply) waiter?.reject(new Error(reply.failed))
    else waiter?.resolve(reply.value)
  })
  void exited.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`The app ended. It printed:\n${output()}`))
    waiting.clear()
  })
  let id = 0
  return (code, argument) =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error(`The app has ended. It printed:\n${output()}`))
      id += 1
      waiting.set(id, { resolve, reject })
      child.send({ id, code, argument }, (error) => {
        if (error !== null) reject(error)
      })
    })
}
