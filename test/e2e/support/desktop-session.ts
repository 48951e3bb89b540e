import { spawn, type ChildProcess } from 'node:child_process'
import { chown, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { testAccount, testAccountName } from '../../../build/electron/test-account.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A screen, a message bus and a copy of the built app, for one worker of the suite. */
export interface DesktopSession {
  /** What a program needs to be seen on that screen and heard on that bus. */
  readonly env: Readonly<Record<string, string>>
  /** The built app, readable for the account that starts Electron. */
  readonly app: string
  /** A program that starts `binary` by that account, with the arguments and the environment it is given. */
  launcher(binary: string): Promise<string>
  /** Ends the screen, as a logout does. The session is of no use after that. */
  endScreen(): Promise<void>
  stop(): Promise<void>
}

/** Screen and bus are our own on Linux; other systems have theirs. */
export async function startDesktopSession(): Promise<DesktopSession> {
  const folder = await mkdtemp(join(tmpdir(), 'stackpass-desktop-'))
  const account = testAccount()
  const runtime = join(folder, 'runtime')
  await mkdir(runtime, { mode: 0o700 })
  const app = await copyApp(folder)
  if (account !== undefined) for (const path of [folder, runtime]) await chown(path, account.uid, account.gid)
  const processes: ChildProcess[] = []
  // Each is written once: a file that is being written cannot be started.
  const launchers = new Map<string, Promise<string>>()
  const env = process.platform === 'linux' ? await startLinuxSession(runtime, processes) : {}
  return {
    env,
    app,
    launcher(binary) {
      const launcher =
        launchers.get(binary) ?? writeLauncher(join(folder, `launch-${launchers.size}`), binary)
      launchers.set(binary, launcher)
      return launcher
    },
    endScreen: async () => {
      if (processes[0] !== undefined) await end(processes[0])
    },
    async stop() {
      for (const child of processes) await end(child)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function writeLauncher(file: string, binary: string): Promise<string> {
  if (testAccount() === undefined) return binary
  const drop = `setpriv --reuid=${testAccountName} --regid=${testAccountName} --clear-groups`
  await writeFile(file, `#!/bin/sh\nexec ${drop} -- '${binary}' "$@"\n`, { mode: 0o755 })
  return file
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}

async function startLinuxSession(
  runtime: string,
  processes: ChildProcess[],
): Promise<Readonly<Record<string, string>>> {
  // `-displayfd` takes the first free number; `-ac` lets the other account in.
  const screen = spawn(
    'Xvfb',
    ['-displayfd', '3', '-ac', '-nolisten', 'tcp', '-screen', '0', '1600x1000x24'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const address = `unix:path=${join(runtime, 'bus')}`
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1', `--address=${address}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', XDG_RUNTIME_DIR: runtime },
    ...testAccount(),
  })
  processes.push(screen, bus)
  const [display] = await Promise.all([firstLine(screen, screen.stdio[3]), firstLine(bus, bus.stdout)])
  return { DISPLAY: `:${display}`, DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime }
}

/** What a program says first, which these two say once they are ready. */
function firstLine(child: ChildProcess, stream: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-1000)))
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`${child.spawnfile} ended with ${String(code)}: ${said}`)))
    createInterface({ input: stream as Readable }).once('line', resolve)
  })
}

/** Another account may not be able to read the clone, and a build may replace what lies there. */
async function copyApp(folder: string): Promise<string> {
  const app = join(folder, 'app')
  await mkdir(app, { mode: 0o755 })
  for (const part of ['package.json', 'bin', 'dist/cli', 'dist/electron', 'dist/renderer'])
    await cp(join(root, part), join(app, part), { recursive: true })
  return app
}
