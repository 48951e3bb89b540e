import type { MessageBoxOptions } from 'electron'
import { execFile } from 'node:child_process'
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { xScreen } from '../support/desktop/x-screen.ts'
import { expect, test, type Started } from '../support/electron-test.ts'
import { whyNoPrograms } from '../support/missing-programs.ts'
import { profileRow } from '../support/page.ts'

const missing = whyNoPrograms('xdotool')
test.skip(missing !== undefined, missing)

/** A program of the user that requests the credentials as often as it is told to, one at a time. */
const program = `const { spawnSync } = require('node:child_process')
const [command, times] = process.argv.slice(2)
const said = []
for (let turn = 0; turn < Number(times); turn += 1) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'credentials', 'prod'], { encoding: 'utf8' })
  said.push({ status, given: stdout.includes('AKIAIOSFODNN7EXAMPLE'), stderr })
}
console.log(JSON.stringify(said))
`

interface Said {
  readonly status: number
  readonly given: boolean
  readonly stderr: string
}

test.use({
  files: {
    'deploy.cjs': program,
    '.aws/credentials':
      '[prod]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
  },
})

/** What the main process stores for the tests. */
interface Noted {
  shownBox: MessageBoxOptions
  /** Ends the time limit of a question. */
  endTime: () => void
  /** Resumes the time that the main process waits until an answer counts. */
  letGo: () => void
}

const title = 'Stackpass asks'

/** Makes `prod` production, with a minute for a question that ends when the test says so. */
async function prepared(app: Started) {
  await expect(profileRow(app.page, 'prod')).toBeVisible()
  await app.electron.evaluate(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    AbortSignal.timeout = (ms) => {
      if (ms !== 60_000) return timeout(ms)
      const controller = new AbortController()
      Object.assign(globalThis, {
        endTime: () => controller.abort(new DOMException('Time is up', 'TimeoutError')),
      })
      return controller.signal
    }
  })
  const settings = {
    groups: [{ name: 'live', colour: 'red', production: true }],
    profileGroups: [['prod', 'live']],
  }
  expect(await app.call('settings.set', settings)).toMatchObject({ ok: true })
  await expect.poll(() => app.home.exists('.local/state/stackpass/handouts/surface-desktop.json')).toBe(true)
  return xScreen(app.session)
}

/** Starts a program that requests the credentials. */
function wants(app: Started, times = 1, name = 'deploy.cjs'): Promise<readonly Said[]> {
  const command = join(app.session.app, 'bin', 'stackpass.cjs')
  const options = { env: { ...app.home.env }, cwd: app.home.path, ...app.home.owner }
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(app.home.path, name), command, String(times)],
      options,
      (error, stdout) =>
        error === null ? resolve(JSON.parse(stdout) as readonly Said[]) : reject(new Error(error.message)),
    )
  })
}

/** The window of the question in Chromium. */
async function questionOf(app: Started): Promise<Page> {
  const found = () => app.electron.windows().find((page) => page.url() === 'app://question/')
  await expect.poll(() => found() !== undefined).toBe(true)
  const page = found()
  if (page === undefined) throw new Error('There is no question')
  await expect(page.getByRole('heading')).not.toBeEmpty()
  return page
}

/** Starts the program; resolves once the window is there, has the focus, and its answers count. */
async function asked(app: Started, times: number) {
  const screen = await prepared(app)
  const said = wants(app, times)
  const windows = () => screen.windows(title)
  await expect.poll(windows).toHaveLength(1)
  const page = await questionOf(app)
  const [window = ''] = await windows()
  await screen.focus(window)
  await expect(page.getByRole('button', { name: 'Deny' })).toBeEnabled()
  return { screen, said, page, windows }
}

test('says who wants what; Enter answers nothing, and Esc refuses with a sentence', async ({ start }) => {
  const app = await start()
  const { screen, said, page, windows } = await asked(app, 1)
  await expect(page.getByRole('heading', { name: 'deploy.cjs wants prod (production)' })).toBeVisible()
  await expect(page.locator('#rows')).toContainText(/command.*deploy\.cjs/)
  await expect(page.locator('#rows')).toContainText('the system, which is not proof')
  await expect(page.locator('#limit')).toContainText(/No answer means no \d:\d\d/)
  expect(await page.getByRole('button').allInnerTexts()).toEqual([
    expect.stringContaining('Allow this run'),
    'Allow for 1 hour',
    expect.stringContaining('Deny'),
  ])
  await screen.press('Return')
  await screen.press('space')
  // The next message is answered, so these keys were handled before it and ended nothing.
  expect(await page.evaluate(() => document.title)).toBe(title)
  expect(await windows()).toHaveLength(1)
  await screen.press('Escape')
  const [answer] = await said
  expect(answer).toMatchObject({ status: 1, given: false })
  expect(answer?.stderr).toMatch(/Credentials of prod were not handed out\.\s+Why: +The answer was no\./)
  await expect.poll(windows).toEqual([])
  expect(await app.call('handouts.list')).toMatchObject({ value: { refused: 1, given: 0 } })
})

test('a yes for this run by its keys holds for what it asks next', async ({ start }) => {
  const app = await start()
  const { screen, said, windows } = await asked(app, 2)
  await screen.press('ctrl+shift+y')
  expect(await said).toMatchObject([
    { status: 0, given: true },
    { status: 0, given: true },
  ])
  await expect.poll(windows).toEqual([])
  expect(await app.call('handouts.list')).toMatchObject({
    value: { given: 2, entries: [{ by: 'asked-tree' }, { by: 'asked-tree' }] },
  })
})

test('silence is a no, and the window goes', async ({ start }) => {
  const app = await start()
  const { said, windows } = await asked(app, 1)
  await app.electron.evaluate(() => (globalThis as unknown as Noted).endTime())
  const [answer] = await said
  expect(answer).toMatchObject({ status: 1, given: false })
  expect(answer?.stderr).toContain('Nobody answered in time, and no answer means no.')
  await expect.poll(windows).toEqual([])
})

test('an answer before its time is none, by pointer or keys', async ({ start }) => {
  const app = await start()
  const screen = await prepared(app)
  // The main process's clock is stopped, so that its waiting time does not end.
  await app.electron.evaluate(() => {
    const now = performance.now.bind(performance)
    const at = now()
    performance.now = () => at
    Object.assign(globalThis, { letGo: () => (performance.now = now) })
  })
  const said = wants(app)
  const page = await questionOf(app)
  await expect.poll(() => screen.windows(title)).toHaveLength(1)
  const [window = ''] = await screen.windows(title)
  await screen.focus(window)
  const allow = page.getByRole('button', { name: 'Allow for 1 hour' })
  await allow.click({ force: true })
  await screen.press('Escape')
  await screen.press('ctrl+shift+y')
  expect(await page.evaluate(() => document.title)).toBe(title)
  expect(await screen.windows(title)).toHaveLength(1)
  await expect(allow).toBeDisabled()
  await app.electron.evaluate(() => (globalThis as unknown as Noted).letGo())
  // The window gets the focus again, and time continues.
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const one of BrowserWindow.getAllWindows())
      if (one.getTitle() === 'Stackpass asks') one.emit('focus')
  })
  await expect(allow).toBeEnabled()
  await screen.press('ctrl+shift+y')
  expect(await said).toMatchObject([{ given: true }])
  await expect.poll(() => screen.windows(title)).toEqual([])
})

test('no page reaches it: neither the one of the app, nor a script in its own document', async ({
  start,
}) => {
  const app = await start()
  const { screen, said, page } = await asked(app, 1)
  const fromApp = await app.page.evaluate(async () => {
    const opened = window.open('app://question/') !== null
    const read = await fetch('app://question/').then(
      () => 'read',
      () => 'refused',
    )
    const link = (
      window as unknown as { stackpass: { call(m: string, i: unknown): Promise<{ ok: boolean }> } }
    ).stackpass
    const called = await link.call('stackpass:question', { type: 'answer', answer: 'hour' })
    return { opened, read, called: called.ok }
  })
  expect(fromApp).toEqual({ opened: false, read: 'refused', called: false })
  const own = await page.evaluate(() => {
    const has = ['stackpass', 'require', 'process', 'ipcRenderer'].filter((name) => name in window)
    for (const button of document.querySelectorAll('button')) button.click()
    window.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Y', code: 'KeyY', ctrlKey: true, shiftKey: true }),
    )
    return has
  })
  expect(own).toEqual([])
  expect(await screen.windows(title)).toHaveLength(1)
  await screen.press('ctrl+shift+d')
  expect(await said).toMatchObject([{ given: false }])
})

test('one question at a time, and it says how many wait', async ({ start }) => {
  const app = await start()
  const { screen, said, page, windows } = await asked(app, 1)
  await app.home.writeFiles({ 'other.cjs': program })
  const other = wants(app, 1, 'other.cjs')
  await expect(page.getByRole('status')).toHaveText('1 more question waits')
  expect(await windows()).toHaveLength(1)
  await screen.press('Escape')
  expect(await said).toMatchObject([{ given: false }])
  await expect.poll(() => page.isClosed()).toBe(true)
  const next = await questionOf(app)
  await expect(next.getByRole('heading')).toHaveText('other.cjs wants prod (production)')
  const [window = ''] = await windows()
  await screen.focus(window)
  await expect(next.getByRole('button', { name: 'Deny' })).toBeEnabled()
  await screen.press('ctrl+shift+y')
  expect(await other).toMatchObject([{ given: true }])
})

test('where the window cannot be shown, a dialog of the system asks, and Enter refuses it', async ({
  start,
}) => {
  const app = await start()
  const screen = await prepared(app)
  await app.electron.evaluate(({ BrowserWindow, dialog }) => {
    BrowserWindow.prototype.loadURL = () => Promise.reject(new Error('No window today'))
    const show = dialog.showMessageBox.bind(dialog) as (...given: unknown[]) => Promise<{ response: number }>
    Object.assign(dialog, {
      showMessageBox: (...given: unknown[]) => {
        Object.assign(globalThis, { shownBox: given.at(-1) })
        return show(...given)
      },
    })
  })
  const before = await screen.windows('Stackpass')
  const said = wants(app)
  const added = async () => (await screen.windows('Stackpass')).filter((id) => !before.includes(id))
  await expect.poll(added).toHaveLength(1)
  const [window = ''] = await added()
  await screen.focus(window)
  const box = await app.electron.evaluate(() => (globalThis as unknown as Noted).shownBox)
  expect(box).toMatchObject({
    type: 'warning',
    message: 'deploy.cjs wants prod (production)',
    buttons: ['Deny', 'Allow this run', 'Allow for 1 hour'],
    defaultId: 0,
    cancelId: 0,
  })
  expect(box.detail).toContain('No answer within 1 minute means no.')
  await screen.press('Return')
  expect(await said).toMatchObject([{ given: false }])
  await expect.poll(added).toEqual([])
})
