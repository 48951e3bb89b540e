import { readFile } from 'node:fs/promises'
import { profileRow } from '../support/page.ts'
import { processesBelow } from '../support/processes.ts'
import { expect, test, type Started } from '../support/electron-test.ts'

test.use({ expectProblems: true })

async function opened(start: () => Promise<Started>): Promise<Started> {
  const app = await start()
  await expect(profileRow(app.page, 'dev')).toBeVisible()
  return app
}

test('every process of a page runs under seccomp, without new privileges', async ({ start }) => {
  test.skip(process.platform !== 'linux', 'the kernel of Linux tells this')
  const app = await opened(start)
  const pid = app.electron.process().pid ?? 0
  const renderers = await processesBelow(pid, '--type=renderer')
  expect(renderers.length).toBeGreaterThan(0)
  const own = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8')
  expect(own).not.toContain('--no-sandbox')
  for (const renderer of renderers) {
    const status = await readFile(`/proc/${String(renderer)}/status`, 'utf8')
    expect(status).toMatch(/^Seccomp:\t2$/m)
    expect(status).toMatch(/^NoNewPrivs:\t1$/m)
    expect(await readFile(`/proc/${String(renderer)}/cmdline`, 'utf8')).not.toContain('--no-sandbox')
  }
})

test('the page has the bridge, and nothing of Node or Electron', async ({ start }) => {
  const { electron, page } = await opened(start)
  const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron']
  const found = await page.evaluate(
    (all) => ({
      there: all.filter((name) => name in window),
      bridge: Object.keys((window as unknown as { stackpass: object }).stackpass).sort(),
      webview: 'getWebContentsId' in document.createElement('webview'),
    }),
    names,
  )
  expect(found).toEqual({ there: [], bridge: ['call', 'onEvent'], webview: false })
  const inUse = await electron.evaluate(({ BrowserWindow }) =>
    // Not in its types, but the only place where Electron reports the effective settings.
    (
      BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
    ).getLastWebPreferences(),
  )
  expect(inUse).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  })
})

test('no way leads the page to another address, nor to another window', async ({ start }) => {
  const { electron, page } = await opened(start)
  await electron.evaluate(({ shell }) => {
    const handedOn: string[] = []
    Object.assign(globalThis, { handedOn })
    shell.openExternal = (url: string) => {
      handedOn.push(url)
      return Promise.resolve()
    }
  })
  const file = 'file:///etc/passwd'
  for (const target of ['https://evil.example/', file, 'data:text/html,x', 'app://other/', 'chrome://gpu/']) {
    const opens = await page.evaluate((url) => {
      const form = document.createElement('form')
      form.action = url
      const link = document.createElement('a')
      link.href = url
      document.body.append(form, link)
      link.click()
      form.submit()
      location.assign(url)
      const results: string[] = []
      for (const name of ['', '_blank', '_self'])
        try {
          results.push(String(window.open(url, name) !== null))
        } catch (error) {
          results.push((error as Error).name)
        }
      form.remove()
      link.remove()
      return results.slice(0, 2)
    }, target)
    expect(opens, target).toEqual(['false', 'false'])
  }
  // An attached runner would wait for blocked navigations, so the main process checks.
  const inPage = (script: string) =>
    electron.evaluate(
      ({ BrowserWindow }, code) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<unknown>,
      script,
    )
  const handedOn = () => electron.evaluate(() => (globalThis as unknown as { handedOn: string[] }).handedOn)
  const windows = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(await inPage('document.body.innerText')).toContain('prod-admin')
  expect(await inPage('location.href')).toMatch(/^app:\/\/stackpass\//)
  expect(await windows()).toBe(1)
  expect(await handedOn()).toEqual([])
  await inPage("void window.open('https://docs.aws.amazon.com/cli/')")
  await expect.poll(handedOn).toEqual(['https://docs.aws.amazon.com/cli/'])
  expect(await windows()).toBe(1)
})

test('the page gets no permission, no device, no file and no network', async ({ start }) => {
  const { page } = await opened(start)
  const got = await page.evaluate(async () => {
    const outcome = (attempt: () => Promise<unknown>) =>
      Promise.race([
        attempt().then(
          () => 'got it',
          () => 'refused',
        ),
        new Promise((resolve) => setTimeout(() => resolve('no answer'), 5_000)),
      ])
    const device = (name: string) =>
      (navigator as unknown as Record<string, { requestDevice(filter: object): Promise<unknown> }>)[name]
    return {
      notification: await Notification.requestPermission(),
      geolocation: await outcome(
        () => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no)),
      ),
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await outcome(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await outcome(() => navigator.clipboard.readText()),
      usb: await outcome(async () => device('usb')?.requestDevice({ filters: [] }) ?? Promise.reject()),
      bluetooth: await outcome(
        async () => device('bluetooth')?.requestDevice({ acceptAllDevices: true }) ?? Promise.reject(),
      ),
      file: await outcome(() => fetch('file:///etc/passwd')),
      network: await outcome(() => fetch('https://example.com/')),
      loopback: await outcome(() => fetch('http://127.0.0.1:9/')),
      otherHost: await outcome(() => fetch('app://other/')),
      worker: await outcome(
        () =>
          new Promise((yes, no) => {
            const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
            worker.onmessage = yes
            worker.onerror = no
          }),
      ),
    }
  })
  const { notification, ...others } = got
  expect(notification).toBe('denied')
  expect(new Set(Object.values(others)), JSON.stringify(others)).toEqual(new Set(['refused']))
})

test('no folder above the page can be read through its address', async ({ start }) => {
  const { page } = await opened(start)
  const texts = await page.evaluate(async () => {
    const paths = [
      '/../electron/main.js',
      '/%2e%2e/electron/main.js',
      '/..%2felectron%2fmain.js',
      '/..%5c..%5cpackage.json',
      '//etc/passwd',
      '/%00',
    ]
    return Promise.all(
      paths.map(async (path) => {
        const answer = await fetch(`app://stackpass${path}`)
        return [path, answer.status, (await answer.text()).slice(0, 40)] as const
      }),
    )
  })
  for (const [path, status, text] of texts)
    if (status === 200) expect(text, path).toContain('<!doctype html>')
    else expect([400, 403, 404], path).toContain(status)
})

test('no download starts', async ({ start, home }) => {
  const { electron, page } = await opened(start)
  await electron.evaluate(({ session }) => {
    const downloads: boolean[] = []
    Object.assign(globalThis, { downloads })
    // After ours, which was registered first.
    session.defaultSession.on('will-download', (event) => downloads.push(event.defaultPrevented))
  })
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['x']))
    link.download = 'pwned.txt'
    link.click()
  })
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = '/index.html'
    link.download = 'page.html'
    link.click()
  })
  await expect
    .poll(() => electron.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads))
    .toEqual([true, true])
  for (const folder of ['', 'Downloads/'])
    for (const file of ['pwned.txt', 'page.html']) expect(await home.exists(folder + file)).toBe(false)
})

test('a frame of the page and another window of the same page get no answer', async ({ start }) => {
  const {
    electron,
    page,
    session: { app },
  } = await opened(start)
  const inFrame = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return frame.contentWindow !== null && 'stackpass' in frame.contentWindow
  })
  expect(inFrame).toBe(false)
  const preload = `${app}/dist/electron/preload.cjs`
  const answer = await electron.evaluate(async ({ BrowserWindow }, preload) => {
    // The frames of this window have the bridge too; ours never do.
    const other = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, nodeIntegrationInSubFrames: true },
    })
    await other.loadURL('app://stackpass/')
    const call = "window.stackpass.call('profiles.list', {})"
    const fromWindow = (await other.webContents.executeJavaScript(call)) as { error?: { code: string } }
    await other.webContents.executeJavaScript("void document.body.append(document.createElement('iframe'))")
    const [frame] = other.webContents.mainFrame.frames
    const fromFrame = (await frame?.executeJavaScript(
      "'stackpass' in window ? window.stackpass.call('profiles.list', {}) : { error: { code: 'no bridge' } }",
    )) as { error?: { code: string } }
    other.destroy()
    return [fromWindow.error?.code, fromFrame.error?.code]
  }, preload)
  expect(answer[0]).toBe('NotAllowed')
  expect(['NotAllowed', 'no bridge']).toContain(answer[1])
})
