import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { browserArgs, findBrowser } from '../../build/browser.mjs'
import { otherUid, runAs, whyNot } from '../fakes/other-user.ts'
import { tradeAddress } from '../fakes/tab-client.ts'
import { createHome, threeProfiles, type Home } from './support/home.ts'
import { chooseText, goTo, profileGrid } from './support/page.ts'
import { expect, test } from './support/test.ts'
import { leaveTime, patience } from '../patience.ts'

const command = fileURLToPath(new URL('../../bin/stackpass.cjs', import.meta.url))

test.skip(({ host }) => host !== 'loopback', 'the desktop app opens no port')

/** A separate browser with its profile on disk, so that the test can inspect what it keeps. */
async function openBrowser(profile: string): Promise<BrowserContext> {
  const executablePath = findBrowser()
  return chromium.launchPersistentContext(profile, {
    args: [...browserArgs],
    ...(executablePath !== undefined && { executablePath }),
  })
}

/** `stackpass serve --open` with an `xdg-open` that only records what it was asked to open, and waits a little. */
async function serveAndOpen(home: Home) {
  const bin = join(home.path, 'bin')
  const opened = join(home.path, 'opened')
  await mkdir(bin)
  await writeFile(
    join(bin, 'xdg-open'),
    `#!/bin/sh\nprintf '%s' "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\nsleep 2\n`,
  )
  await chmod(join(bin, 'xdg-open'), 0o755)
  const child = spawn(process.execPath, [command, 'serve', '--open'], {
    env: { ...home.env, PATH: `${bin}:${home.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await expect.poll(() => home.exists('opened')).toBe(true)
  await expect.poll(() => text).toContain('/#token=')
  return {
    file: await home.readFile('opened'),
    url: /http:\S+/.exec(text)?.[0] ?? '',
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Every file below a folder as one text. */
async function everything(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = names
    .filter((each) => each.isFile())
    .map((each) => readFile(join(each.parentPath, each.name), 'latin1'))
  return (await Promise.all(texts.map((text) => text.catch(() => '')))).join('\n')
}

/** The rest of the page loads after its first screen. */
const allIsLoaded = (page: Page) => expect(page.locator('meta[name="part"]')).toHaveCount(0)
const rows = (page: Page) => page.getByText('prod-admin').first()

test.describe('opening the host', () => {
  let home: Home
  let profile = ''
  test.beforeEach(async ({ host }) => {
    // Hooks run for tests that are skipped too.
    if (host !== 'loopback') return
    home = await createHome(threeProfiles)
    profile = await mkdtemp(join(tmpdir(), 'stackpass-browser-'))
  })
  test.afterEach(async ({ host }) => {
    if (host !== 'loopback') return
    await home.remove()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  test('leads a browser from a file to the page; nothing that opens it is in its address, its history or on its disk', async () => {
    const served = await serveAndOpen(home)
    expect(served.file).toMatch(/^file:\/\/\/\S+\/open-[0-9a-f]{16}\.html$/)
    const context = await openBrowser(profile)
    const page = await context.newPage()
    const addresses: string[] = []
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
    const code = /name="code" value="([^"]+)"/.exec(await readFile(new URL(served.file), 'utf8'))?.[1] ?? ''
    expect(code).toHaveLength(43)
    await page.goto(served.file)
    await expect(rows(page)).toBeVisible()
    const { origin } = new URL(served.url)
    expect(page.url()).toBe(`${origin}/`)
    expect(addresses.join(' ')).not.toContain('#token')
    expect(addresses.join(' ')).not.toContain(code)

    // The printed address ended with it, and reloading the tab still works.
    expect(await tradeAddress(served.url)).toBeUndefined()
    await page.reload()
    await expect(rows(page)).toBeVisible()
    expect(page.url()).toBe(`${origin}/`)
    await page.goBack().catch(() => undefined)
    await page.goto(`${origin}/`)
    await expect(rows(page)).toBeVisible()

    await context.close()
    const kept = await everything(profile)
    expect(kept).toContain(origin)
    expect(kept).not.toContain(served.url)
    expect(await tradeAddress(`${origin}/#token=${code}`)).toBeUndefined()
    await served.stop()
  })

  test('works in a browser without scripts for files, by a button', async () => {
    const served = await serveAndOpen(home)
    const context = await openBrowser(profile)
    const page = await context.newPage()
    await page.route('file:///**', async (route) => {
      const text = await readFile(new URL(served.file), 'utf8')
      await route.fulfill({ body: text.replace(/<script>.*<\/script>/, ''), contentType: 'text/html' })
    })
    await page.goto(served.file)
    await page.getByRole('button', { name: 'Open Stackpass' }).click()
    await expect(rows(page)).toBeVisible()
    await context.close()
    await served.stop()
  })

  test.describe(`as another user of the machine sees it${whyNot}`, () => {
    test.skip(otherUid === undefined, 'needs root on Linux to be another user')

    test('shows no code and no key in the arguments or the environment of any program, and no file to read', async () => {
      const watcher = runAs(
        otherUid ?? 0,
        `const fs = require('fs')
        const seen = new Set()
        console.log('watching')
        for (const end = Date.now() + ${String(patience.test)}; Date.now() < end; )
          for (const pid of fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)))
            for (const what of ['cmdline', 'environ']) {
              let text = ''
              try { text = fs.readFileSync('/proc/' + pid + '/' + what, 'latin1') } catch { continue }
              if (!/127\\.0\\.0\\.1|open-[0-9a-f]{16}/.test(text) || seen.has(text)) continue
              seen.add(text)
              console.log('saw ' + text.replaceAll('\\0', ' '))
              const file = /file:\\/\\/(\\/[^\\0 ]*open-[0-9a-f]{16}.html)/.exec(text)
              // Hosts of other tests open files, too, and take them away again.
              if (file && text.includes(${JSON.stringify(home.path)})) try { console.log('read ' + fs.readFileSync(file[1], 'utf8')) } catch (error) { console.log('not read ' + error.code) }
            }`,
      )
      await watcher.line(/watching/)
      const served = await serveAndOpen(home)
      // It saw the browser start; the rest is compared with that.
      await watcher.line(/saw .*xdg-open file:/)
      expect(await watcher.line(/read/)).toBe('not read EACCES')
      const page = await readFile(new URL(served.file), 'utf8')
      const code = /name="code" value="([^"]+)"/.exec(page)?.[1] ?? 'none'
      await watcher.end()
      expect(watcher.output()).not.toContain(code)
      expect(watcher.output()).not.toContain(new URL(served.url).hash.slice('#token='.length))
      await served.stop()
    })
  })
})

test('a reload of the tab keeps working, and so does a second tab that the first one opens', async ({
  app: { page },
}) => {
  await expect(rows(page)).toBeVisible()
  for (let count = 0; count < 3; count++) {
    await page.reload()
    await expect(rows(page)).toBeVisible()
  }
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.type('another tab')
  await expect(page.getByRole('option')).toHaveCount(1)
  const [second] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')])
  await expect(rows(second)).toBeVisible()
  expect(second.url()).toBe(page.url())
  await second.reload()
  await expect(rows(second)).toBeVisible()
  await expect(rows(page)).toBeVisible()
})

test('a draft is not lost by a reload without a question', async ({ app: { page } }) => {
  await profileGrid(page).focus()
  await page.keyboard.press('Control+e')
  await chooseText(page.getByRole('combobox', { name: 'Region' }), 'eu-north-1')
  const asked = page.waitForEvent('dialog')
  await page.evaluate(() => void setTimeout(() => location.reload()))
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await expect(page.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-north-1')
  // The tab does not change.
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

/** Answers everything with a script, and records its requests. */
const impostor = `
const http = require('http')
const [port] = process.argv.slice(1)
const server = http.createServer((request, response) => {
  console.log('asked ' + request.method + ' ' + request.url + ' ' + JSON.stringify(request.headers))
  request.on('data', (data) => console.log('given ' + data.toString('latin1')))
  response.setHeader('content-type', request.url.endsWith('.css') ? 'text/css' : 'text/javascript')
  response.end('window.pwned = true; document.title = "pwned"')
})
server.on('error', () => setTimeout(listen, 5))
server.once('listening', () => console.log('took the port'))
const listen = () => server.listen(Number(port), '127.0.0.1')
listen()
`

test.describe(`when the host has ended and another user takes its port${whyNot}`, () => {
  test.skip(otherUid === undefined, 'needs root on Linux to be another user')
  // A request to a host that is gone is an error in the console.
  test.use({ expectProblems: true })

  for (const signal of ['SIGTERM', 'SIGKILL'] as const)
    test(`by ${signal}, the page asks it for nothing, runs no script of it and keeps what was typed`, async ({
      app: { page, url, pid },
    }) => {
      await profileGrid(page).focus()
      await page.keyboard.press('Control+e')
      const region = page.getByRole('combobox', { name: 'Region' })
      await chooseText(region, 'eu-north-1')
      await allIsLoaded(page)
      const taker = runAs(otherUid ?? 0, impostor, [new URL(url).port])
      process.kill(pid ?? 0, signal)
      await taker.line(/took the port/)
      await expect(
        page.getByText(signal === 'SIGTERM' ? 'Stackpass was stopped.' : 'Connection lost.'),
      ).toBeVisible()
      await expect(region).toHaveValue('eu-north-1')
      for (const view of ['Stacks', 'Health', 'History', 'Settings', 'Profiles']) await goTo(page, view)
      await profileGrid(page).focus()
      for (const keys of ['v', 'F2', 'Escape', 'ControlOrMeta+i', 'Escape', 'ControlOrMeta+k', 'Escape'])
        await page.keyboard.press(keys)
      await leaveTime(6_000)
      expect(taker.output()).toBe('took the port\n')
      expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
      await taker.end()
    })

  test('the button that tries again tells it nothing, and believes nothing', async ({
    app: { page, url, pid },
  }) => {
    await allIsLoaded(page)
    const taker = runAs(otherUid ?? 0, impostor, [new URL(url).port])
    process.kill(pid ?? 0, 'SIGKILL')
    await taker.line(/took the port/)
    await page.locator('.connection-notice').getByRole('button', { name: 'Try again' }).click()
    await taker.line(/^given /)
    await expect(page.getByText('Connection lost.')).toBeVisible()
    const asked = taker
      .output()
      .split('\n')
      .filter((line) => line.startsWith('asked'))
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatch(/^asked POST \/api\/events /)
    expect(asked[0]).not.toMatch(/authorization|cookie/i)
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
    await taker.end()
  })

  test('what is on its way at that moment is not taken from there', async ({ app: { page, url, pid } }) => {
    // No request of the page before the reload is still pending.
    await allIsLoaded(page)
    // The late parts do not load while the host lives; the browser requests them when the impostor is there.
    const late = /assets\/(?!start-|page-|rolldown-)[^/]*$/
    let held = 0
    await page.route(late, () => void held++)
    const asked = page.waitForRequest(late)
    await page.reload({ waitUntil: 'commit' })
    await expect(rows(page)).toBeVisible()
    await asked
    const taker = runAs(otherUid ?? 0, impostor, [new URL(url).port])
    process.kill(pid ?? 0, 'SIGKILL')
    await taker.line(/took the port/)
    await expect(page.getByText('Connection lost.')).toBeVisible()
    await page.unroute(late)
    await taker.line(/^asked GET .*assets/)
    for (const view of ['Stacks', 'Health', 'History', 'Settings']) {
      await goTo(page, view)
      await expect(page.getByText('This screen did not load')).toBeVisible()
    }
    // No more than were already requested, and none of it ran or styled anything.
    const files = taker
      .output()
      .split('\n')
      .filter((line) => line.startsWith('asked'))
    expect(files.length).toBeLessThanOrEqual(held)
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
    await taker.end()
  })
})
