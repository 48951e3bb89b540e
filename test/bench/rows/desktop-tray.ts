import { startTestBus } from '../../e2e/support/desktop/message-bus.ts'
import { findEntry, startTrayWatcher, type TrayIcon } from '../../e2e/support/desktop/tray-watcher.ts'
import type { DesktopProgram } from '../../e2e/support/packed-host.ts'
import { until } from '../../patience.ts'
import { openDesktop, type Desktop } from './desktop.ts'

export interface InTray {
  readonly desktop: Desktop
  /** Starts the app without a window; resolves when its menu has profiles. */
  start(): Promise<{ readonly app: DesktopProgram; readonly icon: TrayIcon }>
  close(): Promise<void>
}

/** A desktop with a tray, which an app that starts hidden needs. */
export async function openTray(): Promise<InTray | string> {
  const desktop = await openDesktopOnLinux()
  if (typeof desktop === 'string') return desktop
  const bus = await startTestBus()
  const tray = await startTrayWatcher(bus)
  return {
    desktop,
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

export async function openDesktopOnLinux(): Promise<Desktop | string> {
  if (process.platform !== 'linux') return 'it is measured on Linux only'
  return openDesktop()
}
