import { test as electronTest, expect } from '../electron-test.ts'
import { startTestBus, type TestBus } from './message-bus.ts'
import { startTrayWatcher, type TrayIcon, type TrayWatcher } from './tray-watcher.ts'

export { expect }

interface Fixtures {
  /** The session bus that `start` hands to the app, with nothing on it but what the test puts there. */
  bus: TestBus
  /** Puts a tray on that bus, as the panel of a desktop does. */
  startTray(): Promise<TrayWatcher>
}

const on = (bus: TestBus) => ({ DBUS_SESSION_BUS_ADDRESS: bus.address })

/** For what the app says to a desktop, and hears from it. Linux only. */
export const test = electronTest.extend<Fixtures>({
  bus: async ({}, use, testInfo) => {
    testInfo.skip(process.platform !== 'linux', 'the message buses of a desktop are those of Linux')
    const bus = await startTestBus()
    await use(bus)
    await bus.stop()
  },
  startTray: async ({ bus }, use) => {
    await use(() => startTrayWatcher(bus))
  },
  start: async ({ start, bus }, use) => {
    await use((launch = {}) => start({ ...launch, env: { ...on(bus), ...launch.env } }))
  },
  startUnattended: async ({ startUnattended, bus }, use) => {
    await use((launch = {}) => startUnattended({ ...launch, env: { ...on(bus), ...launch.env } }))
  },
})

/** The one icon of the app, once it is in the tray. */
export async function oneIcon(tray: TrayWatcher): Promise<TrayIcon> {
  await expect.poll(() => tray.icons().length).toBe(1)
  const [icon] = tray.icons()
  if (icon === undefined) throw new Error('The icon left the tray')
  return icon
}
