import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { threeProfiles } from '../support/home.ts'
import { stopDesktopSession } from '../support/electron-host.ts'
import { goTo, profileRow, toast } from '../support/page.ts'
import { expect, test, type Started, type Unattended } from '../support/electron-test.ts'
import { processesBelow } from '../support/processes.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

const windowVisible = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true)

test('starts sandboxed, at its own address, in the Electron that it says', async ({ start }, testInfo) => {
  const { electron, page } = await start()
  await expect(profileRow(page, 'dev')).toBeVisible()
  expect(page.url()).toBe('app://stackpass/')
  const versions = await electron.evaluate(() => process.versions)
  testInfo.annotations.push({
    type: 'ran in',
    description: `Electron ${String(versions['electron'])}, Chromium ${String(versions['chrome'])}, Node ${versions.node}`,
  })
})

test('a second start brings the first window to the front, and ends', async ({ start }) => {
  const app = await start()
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  expect(await windowVisible(app.electron)).toBe(false)
  expect(await app.startAgain()).toBe(0)
  await expect.poll(() => windowVisible(app.electron)).toBe(true)
  expect(app.electron.windows()).toHaveLength(1)
})

test('of two starts at once, one stays and shows its window', async ({ startUnattended }) => {
  const apps = await Promise.all([startUnattended(), startUnattended()])
  const first = await Promise.race(apps.map(async (app) => ({ app, ...(await app.ended) })))
  expect(first).toMatchObject({ code: 0, signal: null })
  const [left] = apps.filter((app) => app !== first.app)
  await left?.look(async (page) => expect(profileRow(page, 'dev')).toBeVisible())
})

/** Each way to quit. The caller waits for the end. */
const waysToQuit: Readonly<Record<string, (app: Started) => Promise<unknown> | void>> = {
  'the menu': ({ electron }) =>
    electron.evaluate(({ Menu }) => {
      const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => item.submenu?.items ?? [])
      const quit = items.find((item) => item.role?.toLowerCase() === 'quit')
      if (quit === undefined) throw new Error('The menu has no Quit')
      // Not within this call, because then it would get no answer.
      setImmediate(() => quit.click())
    }),
  SIGTERM: (app) => app.signal('SIGTERM'),
  SIGINT: (app) => app.signal('SIGINT'),
  SIGHUP: (app) => app.signal('SIGHUP'),
}

for (const [way, quit] of Object.entries(waysToQuit)) {
  test(`quits by ${way}: core closes, and the secret leaves the clipboard`, async ({ start, home }) => {
    const app = await start()
    await expect(profileRow(app.page, 'dev')).toBeVisible()
    const what = { type: 'setting', key: 'aws_secret_access_key' }
    expect(await app.call('profiles.copy', { name: 'dev', what })).toMatchObject({ ok: true })
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(secret)
    // The last event that Electron emits, after everything that waits for the end.
    const note = join(home.path, 'clipboard-at-the-end')
    await app.electron.evaluate(({ app: electron, clipboard }, file) => {
      electron.on('quit', () => {
        process.getBuiltinModule('fs').writeFileSync(file, `[${String(clipboard.readText())}]`)
      })
    }, note)
    await quit(app)
    expect(await app.ended).toEqual({ code: 0, signal: null })
    expect(await readFile(note, 'utf8')).toBe('[]')
  })
}

test('closing the window ends the app where no tray would bring it back', async ({ start }) => {
  const app = await start()
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  await app.electron.evaluate(({ BrowserWindow }) => {
    setImmediate(() => BrowserWindow.getAllWindows()[0]?.close())
  })
  expect(await app.ended).toEqual({ code: 0, signal: null })
})

test('closing the window hides it where the desktop shows the tray, and a second start brings it back', async ({
  start,
  home,
}) => {
  // The answer of a desktop with a tray; the real one is asked in the tests of the tray.
  await home.writeFiles({ 'bin/busctl': '#!/bin/sh\necho b true\n' })
  await chmod(join(home.path, 'bin', 'busctl'), 0o755)
  const app = await start({ env: { PATH: `${home.path}/bin:${home.env['PATH'] ?? ''}` } })
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await windowVisible(app.electron)).toBe(false)
  expect(await app.startAgain()).toBe(0)
  await expect.poll(() => windowVisible(app.electron)).toBe(true)
})

test('ends with its screen', async ({ start }) => {
  const app = await start()
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  await app.session.endScreen()
  await app.ended
  await stopDesktopSession()
})

test.describe('a page whose process ends', () => {
  // A runner that is attached loses a crashed page, so attach only once the page is back.
  const rendererOf = async (pid: number) => {
    await expect.poll(() => processesBelow(pid, '--type=renderer')).toHaveLength(1)
    return (await processesBelow(pid, '--type=renderer'))[0] ?? 0
  }
  const crash = async (app: Unattended) => {
    const renderer = await rendererOf(app.pid)
    process.kill(renderer, 'SIGKILL')
    await expect.poll(() => processesBelow(app.pid, '--type=renderer')).not.toContain(renderer)
  }

  test('is opened again and says so', async ({ startUnattended }) => {
    const app = await startUnattended()
    await app.look(async (page) => expect(profileRow(page, 'dev')).toBeVisible())
    await crash(app)
    await rendererOf(app.pid)
    await app.look(async (page) => {
      await expect(profileRow(page, 'dev')).toBeVisible()
      await expect(toast(page, 'The page ended unexpectedly and was opened again.')).toBeVisible()
    })
  })
})

test('survives the end of the GPU process', async ({ start }) => {
  const app = await start()
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  const gpu = () =>
    app.electron.evaluate(({ app: electron }) =>
      electron.getAppMetrics().flatMap(({ type, pid }) => (type === 'GPU' ? [pid] : [])),
    )
  const [first] = await gpu()
  expect(first).toBeDefined()
  process.kill(first ?? 0, 'SIGKILL')
  await expect.poll(gpu).not.toContain(first)
  await goTo(app.page, 'Settings')
  await expect(app.page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  expect((await app.page.screenshot()).byteLength).toBeGreaterThan(0)
})

test('restarts after a kill, with every write whole and nothing in its way', async ({ start, home }) => {
  const edit = async (app: Started, region: string) => {
    const operations = [{ type: 'set', profile: 'staging', key: 'region', value: region }]
    const plan = (await app.call('edits.plan', { operations })) as { value: { planId: string } }
    return app.call('edits.apply', { planId: plan.value.planId })
  }
  // Killed before, during and after the write, at whatever point it is.
  for (const [region, wait] of [
    ['eu-north-1', 0],
    ['eu-west-3', 20],
    ['us-west-2', Infinity],
  ] as const) {
    const app = await start()
    await expect(profileRow(app.page, 'staging')).toBeVisible()
    const old = await home.readFile('.aws/config')
    const answer = edit(app, region).catch(() => undefined)
    const limit = Number.isFinite(wait) ? [new Promise((resolve) => setTimeout(resolve, wait))] : []
    await Promise.race([answer, ...limit])
    app.signal('SIGKILL')
    expect((await app.ended).signal).toBe('SIGKILL')
    const whole = old.replace(/(?<=\[profile staging\]\nregion = ).*/, region)
    expect(limit.length === 0 ? [whole] : [old, whole]).toContain(await home.readFile('.aws/config'))
  }
  const app = await start()
  await expect(profileRow(app.page, 'staging')).toContainText('us-west-2')
  await goTo(app.page, 'History')
  await expect(app.page.getByText('staging').first()).toBeVisible()
  expect(await edit(app, 'us-east-1')).toMatchObject({ ok: true })
  expect(await home.readFile('.aws/config')).toBe(threeProfiles['.aws/config'])
})
