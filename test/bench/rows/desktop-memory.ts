import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DesktopProgram } from '../../e2e/support/packed-host.ts'
import { processesBelow } from '../../e2e/support/processes.ts'
import { until } from '../../patience.ts'
import type { NotMeasured, Row } from '../types.ts'
import type { Workspace } from '../workspace.ts'
import { end } from './desktop.ts'
import { openDesktopOnLinux, openTray } from './desktop-tray.ts'

/** The app is at rest when two readings this far apart differ by no more than this. */
const restMs = 1_000
const restRatio = 0.005

/** Proportional set size of all processes of the app, in MB: shared memory counts once. */
async function memoryOf({ pid }: DesktopProgram): Promise<number> {
  const sizes = [pid, ...(await processesBelow(pid))].map(async (each) => {
    const text = await readFile(`/proc/${String(each)}/smaps_rollup`, 'utf8').catch((error: unknown) => {
      // It has ended in the meantime.
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

/** With its window open, at the list of 1,000 profiles. */
export async function desktopMemoryRow(_: Workspace, repetitions: number): Promise<Row | NotMeasured> {
  const desktop = await openDesktopOnLinux()
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

/** In the tray, without a window: as after a login, and a few minutes after its window was closed. */
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
