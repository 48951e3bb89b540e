import { expect, test } from '../support/desktop/desktop-test.ts'
import { xScreen } from '../support/desktop/x-screen.ts'
import type { Started } from '../support/electron-test.ts'
import { whyNoPrograms } from '../support/missing-programs.ts'
import { profileRow } from '../support/page.ts'

const missing = whyNoPrograms('xdotool', 'xclip')
test.skip(missing !== undefined, missing)

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const set = async (app: Started, settings: object) =>
  expect(await app.call('settings.set', settings)).toMatchObject({ ok: true })

async function opened(start: () => Promise<Started>): Promise<Started> {
  const app = await start()
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  return app
}

test('the global shortcut opens the palette from wherever the user is, and only the one that is set', async ({
  start,
}) => {
  const app = await opened(start)
  const screen = xScreen(app.session)
  const palette = app.page.getByRole('dialog', { name: 'Search or run a command' })
  const held = (accelerator: string) =>
    app.electron.evaluate(({ globalShortcut }, name) => globalShortcut.isRegistered(name), accelerator)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  await screen.press('ctrl+shift+k')
  await expect(palette).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(palette).toBeHidden()

  await set(app, { shortcut: 'CommandOrControl+Alt+J' })
  await expect.poll(() => held('CommandOrControl+Alt+J')).toBe(true)
  expect(await held('CommandOrControl+Shift+K')).toBe(false)
  await screen.press('ctrl+alt+j')
  await expect(palette).toBeVisible()
})

test('start at login: the entry is there while the setting is on, and starts this app hidden', async ({
  start,
  home,
}) => {
  const app = await opened(start)
  const entry = '.config/autostart/stackpass.desktop'
  expect(await home.exists(entry)).toBe(false)
  await set(app, { startAtLogin: true })
  await expect.poll(() => home.exists(entry)).toBe(true)
  const text = await home.readFile(entry)
  expect(text).toMatch(/^\[Desktop Entry\]\n/)
  const program = await app.electron.evaluate(({ app: electron }) => [
    process.execPath,
    electron.getAppPath(),
  ])
  expect(text).toContain(`\nExec=${program.join(' ')} --hidden\n`)
  expect(await home.mode(entry)).toBe(0o600)
  await set(app, { startAtLogin: false })
  await expect.poll(() => home.exists(entry)).toBe(false)
})

test('the theme of the settings is that of the page and of the window', async ({ start }) => {
  const app = await opened(start)
  // The runner has a scheme of its own.
  await app.page.emulateMedia({ colorScheme: null })
  const dark = () => app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const canvas = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const source = () => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
  await set(app, { theme: 'dark' })
  await expect.poll(dark).toBe(true)
  const night = 'rgb(18, 20, 24)'
  await expect.poll(canvas).toBe(night)
  expect(await source()).toBe('dark')
  await set(app, { theme: 'light' })
  await expect.poll(dark).toBe(false)
  await expect.poll(canvas).not.toBe(night)
  await set(app, { theme: 'system' })
  await expect.poll(source).toBe('system')
})

test('a secret leaves the clipboard that other programs see after its 30 seconds', async ({ start }) => {
  const app = await opened(start)
  const screen = xScreen(app.session)
  const what = { type: 'setting', key: 'aws_secret_access_key' }
  expect(await app.call('profiles.copy', { name: 'dev', what })).toMatchObject({
    value: { clearsInSeconds: 30 },
  })
  expect(await screen.clipboard()).toBe(secret)
  await expect.poll(() => screen.clipboard()).toBeUndefined()
})
