import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { executable, packedVariable } from '../../../build/electron/pack-app.mjs'
import { reasonVariable } from '../../../build/electron/test-electron.mjs'
import { desktopSession } from './electron-host.ts'
import type { Home } from './home.ts'
import { freePort } from './hosts.ts'
import { joinChromium } from './join-chromium.ts'
import { callPreload, runCommand, watchProblems, type RunningHost } from './running-host.ts'

/** Why the packed app cannot be tested here; undefined where it can. */
export function whyNoPackedApp(): string | undefined {
  if (process.env[packedVariable] !== undefined) return undefined
  return process.env[reasonVariable] ?? 'no app was packed; `npm run packed` packs one'
}

/** Folder of the packed app. */
export function packedFolder(): string {
  const folder = process.env[packedVariable]
  if (folder === undefined) throw new Error(whyNoPackedApp())
  return folder
}

export interface DesktopProgram {
  readonly pid: number
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  output(): string
  signal(name: NodeJS.Signals): void
  stop(): Promise<void>
}

/** Starts a program on the screen of the tests by the account of the tests; nothing is added to what it is given. */
export async function startOnDesktop(
  program: string,
  home: Home,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<DesktopProgram> {
  const desktop = await desktopSession()
  const child = spawn(await desktop.launcher(program), args, {
    env: { ...home.env, ...desktop.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended: DesktopProgram['ended'] = new Promise((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  return {
    pid: child.pid ?? 0,
    ended,
    output: () => text,
    signal: (name) => void child.kill(name),
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The packed app as a user's desktop starts it, joined through the debugging port of Chromium: its fuses allow no other way. */
export async function startPacked(home: Home): Promise<RunningHost> {
  const port = await freePort()
  const args = [`--remote-debugging-port=${String(port)}`, '--lang=en-GB']
  const app = await startOnDesktop(join(packedFolder(), executable), home, args)
  const { browser, page } = await joinChromium(port)
  const problems = watchProblems(page)
  const { app: command } = await desktopSession()
  return {
    page,
    url: 'app://stackpass/',
    pid: app.pid,
    output: app.output,
    command: (...words) => runCommand(command, home, words),
    answerNext: () =>
      Promise.reject(new Error('Nobody can reach the dialog of the system in the packed app')),
    call: (method, input = {}) => callPreload(page, method, input),
    problems: () => Promise.resolve(problems),
    async stop() {
      await browser.close()
      app.signal('SIGTERM')
      await app.ended
    },
  }
}
