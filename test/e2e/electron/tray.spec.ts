import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testAccount, testAccountName } from '../../../build/electron/test-account.mjs'
import { PtyShell, whyNot } from '../../shells/pty-shell.ts'
import { desktopProfiles } from '../support/desktop/desktop-profiles.ts'
import { expect, oneIcon, test } from '../support/desktop/desktop-test.ts'
import { findEntry, readMenu, type TrayIcon } from '../support/desktop/tray-watcher.ts'
import type { Started } from '../support/electron-test.ts'
import { manyProfiles } from '../support/home.ts'
import { profileRow } from '../support/page.ts'
import { processesBelow } from '../support/processes.ts'

const lines = async (icon: TrayIcon) => readMenu(await icon.menu())
const clickOn = async (icon: TrayIcon, label: string) => icon.click(findEntry(await icon.menu(), label))
const toolTip = async (icon: TrayIcon) => (await icon.property<readonly unknown[]>('ToolTip'))[2]
const windowVisible = (app: Started) =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true)

test.describe('groups, favourites and what ends soon', () => {
  test.use({ files: desktopProfiles() })

  test('are in the menu as the desktop gets it, in words', async ({ start, startTray }) => {
    const tray = await startTray()
    await start()
    const icon = await oneIcon(tray)
    await expect
      .poll(() => lines(icon))
      .toEqual([
        '# No active profile',
        '---',
        '# Favourites',
        'build_bot__2',
        '---',
        '> prod & live',
        '  R&D, expired',
        '> team_a',
        expect.stringMatching(/^ {2}short-lived, (4[45]) min left$/),
        '> Other profiles',
        '  build_bot__2',
        '  empty-role, has problems',
        '---',
        'Verify all profiles',
        '---',
        'Open Stackpass',
        'Quit Stackpass',
      ])
    expect(await toolTip(icon)).toBe('Stackpass: no active profile')
    await clickOn(icon, 'build_bot__2')
    await expect.poll(() => toolTip(icon)).toBe('Stackpass: build_bot__2')
    const menu = await lines(icon)
    expect(menu.slice(0, 5)).toEqual([
      'build_bot__2',
      '# eu-west-1',
      'Open its console',
      'Stop using it',
      '---',
    ])
    expect(menu).toContain('* build_bot__2')
  })
})

test('its image is drawn, and it says what it is', async ({ start, startTray }) => {
  const tray = await startTray()
  await start()
  const icon = await oneIcon(tray)
  expect(await icon.property('Category')).toBe('ApplicationStatus')
  expect(await icon.property('Status')).toBe('Active')
  const [image] = await icon.property<readonly (readonly [number, number, Uint8Array])[]>('IconPixmap')
  const [width, height, bytes] = image ?? [0, 0, new Uint8Array()]
  expect(bytes.length).toBe(width * height * 4)
  // Check alpha first: some pixels are visible, and some are transparent.
  const alphas = new Set(Array.from({ length: width * height }, (_, index) => bytes[index * 4]))
  expect(alphas).toContain(255)
  expect(alphas).toContain(0)
})

test('a click on a profile: an open shell follows at its next prompt', async ({ start, startTray, home }) => {
  test.skip(whyNot('bash') !== undefined, whyNot('bash'))
  const tray = await startTray()
  const app = await start()
  const hook = join(home.path, 'hook.bash')
  await writeFile(hook, await app.command('shell-init', 'bash'), { mode: 0o644 })
  const folder = { folder: home.path, hooks: new Map([['bash', hook] as const]) }
  const drop = `setpriv --reuid=${testAccountName} --regid=${testAccountName} --clear-groups`
  const shell = new PtyShell('bash', folder, testAccount() === undefined ? {} : { under: drop })
  try {
    await shell.load()
    expect(await shell.environment('AWS_PROFILE')).toBe('')
    const icon = await oneIcon(tray)
    await expect.poll(() => lines(icon)).toContain('  staging')
    await clickOn(icon, 'staging')
    await expect.poll(() => shell.environment('AWS_PROFILE')).toBe('staging')
    await expect.poll(() => lines(icon)).toContain('  * staging')
    await clickOn(icon, 'dev')
    await expect.poll(() => shell.environment('AWS_PROFILE')).toBe('dev')
    await expect.poll(() => lines(icon)).toContain('  * dev')
    expect(await lines(icon)).toContain('  staging')
    await clickOn(icon, 'Stop using it')
    await expect.poll(() => shell.environment('AWS_PROFILE')).toBe('')
  } finally {
    await shell.close()
  }
})

test('closing the window leaves the icon, which brings it back and quits', async ({ start, startTray }) => {
  const tray = await startTray()
  const app = await start()
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  const icon = await oneIcon(tray)
  const close = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await close()
  expect(await windowVisible(app)).toBe(false)
  await icon.activate()
  await expect.poll(() => windowVisible(app)).toBe(true)
  await close()
  await clickOn(icon, 'Open Stackpass')
  await expect.poll(() => windowVisible(app)).toBe(true)
  await clickOn(icon, 'Quit Stackpass')
  expect(await app.ended).toEqual({ code: 0, signal: null })
})

test.describe('a desktop whose panel comes late', () => {
  test('gets the icon of an app that started hidden, with its menu', async ({
    startUnattended,
    startTray,
  }) => {
    const app = await startUnattended({ args: ['--hidden'] })
    // By then its icon exists, and nothing shows it.
    await expect.poll(() => processesBelow(app.pid, '--type=gpu-process')).toHaveLength(1)
    const icon = await oneIcon(await startTray())
    await expect.poll(() => lines(icon)).toContain('  staging')
    expect(await processesBelow(app.pid, '--type=renderer')).toEqual([])
    await clickOn(icon, 'Open Stackpass')
    await app.look(async (page) => expect(profileRow(page, 'dev')).toBeVisible())
  })

  test('has it by the time the window closes', async ({ start, startTray }) => {
    const app = await start()
    await expect(profileRow(app.page, 'dev')).toBeVisible()
    const tray = await startTray()
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    const icon = await oneIcon(tray)
    expect(await windowVisible(app)).toBe(false)
    await icon.activate()
    await expect.poll(() => windowVisible(app)).toBe(true)
  })

  test('a panel that ends and comes back finds it, too', async ({ start, startTray }) => {
    const first = await startTray()
    const app = await start()
    await oneIcon(first)
    await first.stop()
    const icon = await oneIcon(await startTray())
    await expect.poll(() => lines(icon)).toContain('  staging')
    await clickOn(icon, 'Quit Stackpass')
    expect(await app.ended).toEqual({ code: 0, signal: null })
  })
})

test.describe('500 profiles', () => {
  const many = manyProfiles(500)
  test.use({ files: many })

  test('make no longer menu than a screen holds, and the palette has the rest', async ({
    start,
    startTray,
  }) => {
    const tray = await startTray()
    const app = await start()
    const icon = await oneIcon(tray)
    await expect.poll(() => lines(icon)).toContain('  475 more in Stackpass')
    const menu = await icon.menu()
    expect(menu.length).toBeLessThan(40)
    expect(findEntry(menu, 'Profiles').children.length).toBeLessThan(40)
    await clickOn(icon, '475 more in Stackpass')
    await expect(app.page.getByRole('dialog', { name: 'Search or run a command' })).toBeVisible()
    await clickOn(icon, 'team-00024')
    await expect.poll(async () => (await lines(icon))[0]).toBe('team-00024')
  })
})
