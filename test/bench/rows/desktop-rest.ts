import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { testAccount, testAccountName } from '../../../build/electron/test-account.mjs'
import { startTestBus, type TestBus } from '../../e2e/support/desktop/message-bus.ts'
import { findEntry, startTrayWatcher, type TrayIcon } from '../../e2e/support/desktop/tray-watcher.ts'
import type { DesktopProgram } from '../../e2e/support/packed-host.ts'
import { processesBelow } from '../../e2e/support/processes.ts'
import { runCommand } from '../../e2e/support/running-host.ts'
import { until } from '../../patience.ts'
import { PtyShell, whyNot } from '../../shells/pty-shell.ts'
import type { NotMeasured, Row } from '../types.ts'
import type { Workspace } from '../workspace.ts'
import { end, openDesktop, type Desktop } from './desktop.ts'

/** Two readings this far apart, and no more different than this, are of an app at rest. */
const restMs = 1_000
const restRatio = 0.005

/** Proportional set size of all processes of the app, in MB: what they share is counted once. */
async function memoryOf({ pid }: DesktopProgram): Promise<number> {
  const sizes = [pid, ...(await processesBelow(pid))].map(async (each) => {
    const text = await readFile(`/proc/${String(each)}/smaps_rollup`, 'utf8').catch((error: unknown) => {
      // It ended meanwhile.
      if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return 'Pss: 0 kB'
      throw error
    })
    return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? Number.NaN)
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1024
}

async function memoryAtRest(app: DesktopProgram): Promise<number> {
  let last = await memoryOf(app)
  return until(async () => {
    await sleep(restMs)
    const now = await memoryOf(app)
    const moved = Math.abs(now - last)
    last = now
    if (moved > now * restRatio) throw new Error('The memory of the app does not come to rest')
    return now
  })
}

async function onLinux(): Promise<Desktop | string> {
  if (process.platform !== 'linux') return 'it is measured on Linux only'
  return openDesktop()
}

/** With its window open, at the list of 1,000 profiles. */
export async function desktopMemoryRow(_: Workspace, repetitions: number): Promise<Row | NotMeasured> {
  const desktop = await onLinux()
  if (typeof desktop === 'string') return { why: desktop }
  return {
    id: 'desktop-memory',
    what: `desktop: memory with the window shown, 1,000 profiles (${desktop.version})`,
    unit: 'MB',
    repetitions,
    ours: {
      name: 'desktop app',
      async measure() {
        const { app, browser } = await desktop.show()
        await browser.close()
        const memory = await memoryAtRest(app)
        await end(app)
        return memory
      },
    },
    peers: [],
    absent: [],
    note: 'Proportional set size of all of its processes, at rest.',
    close: () => desktop.close(),
  }
}

interface InTray {
  readonly desktop: Desktop
  readonly bus: TestBus
  /** Starts the app without a window; resolves when its menu has profiles. */
  start(): Promise<{ readonly app: DesktopProgram; readonly icon: TrayIcon }>
  close(): Promise<void>
}

/** A desktop with a tray, which an app that starts hidden needs. */
async function openTray(): Promise<InTray | string> {
  const desktop = await onLinux()
  if (typeof desktop === 'string') return desktop
  const bus = await startTestBus()
  const tray = await startTrayWatcher(bus)
  return {
    desktop,
    bus,
    async start() {
      const app = await desktop.startHidden({ DBUS_SESSION_BUS_ADDRESS: bus.address })
      const icon = await until(async () => {
        const [first] = tray.icons()
        if (first === undefined) throw new Error('The app has no icon')
        findEntry(await first.menu(), 'Profiles')
        return first
      })
      return { app, icon }
    },
    async close() {
      await desktop.close()
      await bus.stop()
    },
  }
}

/** In the tray, without a window: as it is after a login, and some minutes after its window was closed. */
export async function desktopHiddenMemoryRow(_: Workspace, repetitions: number): Promise<Row | NotMeasured> {
  const tray = await openTray()
  if (typeof tray === 'string') return { why: tray }
  return {
    id: 'desktop-memory-hidden',
    what: `desktop: memory in the tray without a window, 1,000 profiles (${tray.desktop.version})`,
    unit: 'MB',
    repetitions,
    ours: {
      name: 'desktop app',
      async measure() {
        const { app } = await tray.start()
        const memory = await memoryAtRest(app)
        await end(app)
        return memory
      },
    },
    peers: [],
    absent: [],
    note: 'Proportional set size of all of its processes, at rest. A window that is closed goes five minutes later.',
    close: () => tray.close(),
  }
}

/** From the click on a profile in the tray, as a panel tells of it, until a shell has that profile at a new prompt. */
export async function desktopTrayClickRow(_: Workspace, repetitions: number): Promise<Row | NotMeasured> {
  const missing = whyNot('bash')
  if (missing !== undefined) return { why: missing }
  const tray = await openTray()
  if (typeof tray === 'string') return { why: tray }
  const { home, folder, version } = tray.desktop
  const { app, icon } = await tray.start()
  const hook = join(home.path, 'hook.bash')
  await writeFile(hook, await runCommand(folder, home, ['shell-init', 'bash']), { mode: 0o644 })
  const shell = new PtyShell(
    'bash',
    { folder: home.path, hooks: new Map([['bash', hook] as const]) },
    testAccount() === undefined
      ? {}
      : { under: `setpriv --reuid=${testAccountName} --regid=${testAccountName} --clear-groups` },
  )
  await shell.load()
  let turn = 0
  return {
    id: 'desktop-tray-click',
    what: `desktop: click on a profile in the tray until a shell has it at its next prompt (${version})`,
    unit: 'ms',
    repetitions,
    ours: {
      name: 'desktop app',
      async measure() {
        const profiles = findEntry(await icon.menu(), 'Profiles').children
        const entry = profiles[turn++ % 2]
        if (entry === undefined) throw new Error('The menu has no profiles')
        const name = entry.label.replace(/,.*/, '')
        const clickedAt = performance.now()
        await icon.click(entry)
        while ((await shell.environment('AWS_PROFILE')) !== name)
          if (performance.now() - clickedAt > 60_000) throw new Error(`The shell does not follow to ${name}`)
        return performance.now() - clickedAt
      },
    },
    peers: [],
    absent: [],
    note: '1,000 profiles, bash with the hook. The shell comes to one prompt after another; each costs a few milliseconds of the figure.',
    async close() {
      await shell.close()
      await end(app)
      await tray.close()
    },
  }
}
