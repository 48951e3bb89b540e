import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../core/page/security-headers.ts'
import { buildDesktop, startDesktop, type DesktopApp } from './desktop-app.ts'
import { until } from '../patience.ts'

let app: DesktopApp & { stop(): Promise<void> }

beforeAll(async () => {
  await buildDesktop()
  app = await startDesktop()
  await until(async () => expect(await app.windowVisible(), app.output()).toBe(true))
})
afterAll(() => app.stop())

/** Each test finds the app on its own page again. */
const freshPage = () =>
  app.evaluate(async ({ electron }) => {
    await electron.BrowserWindow.getAllWindows()[0]?.webContents.loadURL('app://stackpass/')
  })

const pageUrl = () =>
  app.evaluate(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.getURL())
const pageCount = () =>
  app.evaluate(async ({ electron }) => {
    const page = await electron.BrowserWindow.getAllWindows()[0]?.webContents.page()
    return page?.context().pages().length
  })

const notAllowed = { ok: false, error: { code: 'NotAllowed' } }

describe('a hostile sender', () => {
  beforeEach(freshPage)

  /** What a captured renderer can send: a raw message, past the preload script. */
  const rawCall = `window.__standInInvoke({ channel: 'stackpass:call', args: ['profiles.reveal', { name: 'dev', key: 'aws_secret_access_key' }] })`

  it('is not our own page (this is what the others are compared with)', async () => {
    const answer = await app.evaluate(async ({ electron }, code) => {
      const page = await electron.BrowserWindow.getAllWindows()[0]?.webContents.page()
      return (await page?.evaluate(code)) as { value: unknown }
    }, rawCall)
    expect(answer.value).toMatchObject({ ok: true })
  })

  it('in a sub-frame of our own page is refused', async () => {
    const answers = await app.evaluate(async ({ electron }, code) => {
      const page = await electron.BrowserWindow.getAllWindows()[0]?.webContents.page()
      if (page === undefined) throw new Error('no page')
      await page.evaluate(() => document.body.append(document.createElement('iframe')))
      const frame = page.frames().find((each) => each.parentFrame() !== null)
      return [(await frame?.evaluate(code)) as { value: unknown }]
    }, rawCall)
    expect(answers.map((answer) => answer.value)).toMatchObject([notAllowed])
  })

  it.each([
    'app://evil/',
    'app://stackpass.evil/',
    'https://stackpass/',
    'https://app.stackpass.example/',
    'http://127.0.0.1:9/',
  ])('on %s is refused, should a window ever get there', async (url) => {
    const answer = await app.evaluate(
      async ({ electron }, { target, code }) => {
        const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents
        await contents?.forceDocument(target, '<!doctype html><title>evil</title>')
        const page = await contents?.page()
        return { title: await page?.title(), answer: (await page?.evaluate(code)) as { value: unknown } }
      },
      { target: url, code: rawCall },
    )
    expect(answer.title).toBe('evil')
    expect(answer.answer.value).toMatchObject(notAllowed)
  })

  it('in another window is refused', async () => {
    const answer = await app.evaluate(async ({ electron }, code) => {
      const other = new electron.BrowserWindow({ show: false })
      await other.loadURL('app://stackpass/')
      const page = await other.webContents.page()
      const value = (await page.evaluate(code)) as { value: unknown }
      other.destroy()
      return value
    }, rawCall)
    expect(answer.value).toMatchObject(notAllowed)
  })

  it('finds no other channel, and one that names no method gets a coded error', async () => {
    const [unknown, noName] = await app.evaluate(async ({ electron }) => {
      const page = await electron.BrowserWindow.getAllWindows()[0]?.webContents.page()
      return [
        await page?.evaluate(`window.__standInInvoke({ channel: 'open-dev-tools', args: [] })`),
        await page?.evaluate(`window.__standInInvoke({ channel: 'stackpass:call', args: [{}, {}] })`),
      ] as [{ failed: string }, { value: unknown }]
    })
    expect(unknown.failed).toContain("No handler registered for 'open-dev-tools'")
    expect(noName.value).toMatchObject({ ok: false, error: { code: 'BadInput' } })
  })
})

describe('the page', () => {
  beforeEach(freshPage)

  it('has two functions and nothing of Node or Electron', async () => {
    const found = await app.inPage(() => ({
      bridge: Object.keys((window as unknown as { stackpass: object }).stackpass),
      frozen: Object.isFrozen((window as unknown as { stackpass: object }).stackpass),
      leaks: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    }))
    expect(found).toEqual({ bridge: ['call', 'onEvent'], frozen: true, leaks: [] })
  })

  it('hears events without the means to answer them', async () => {
    const got = await app.evaluate(async ({ electron }) => {
      const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents
      const page = await contents?.page()
      await page?.evaluate(
        `void (window.got = new Promise((r) => window.stackpass.onEvent((...args) => r(args))))`,
      )
      contents?.send('stackpass:event', { type: 'filesChanged' })
      return (await page?.evaluate('window.got')) as unknown[]
    })
    expect(got).toEqual([{ type: 'filesChanged' }])
  })

  it('stops hearing them when it no longer listens', async () => {
    const count = await app.evaluate(async ({ electron }) => {
      const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents
      const page = await contents?.page()
      await page?.evaluate(
        `window.count = 0; window.stop = window.stackpass.onEvent(() => window.count++)
         window.all = 0; window.stackpass.onEvent(() => window.all++)`,
      )
      contents?.send('stackpass:event', { type: 'filesChanged' })
      await page?.waitForFunction('window.all === 1')
      await page?.evaluate('window.stop()')
      contents?.send('stackpass:event', { type: 'filesChanged' })
      await page?.waitForFunction('window.all === 2')
      return (await page?.evaluate('window.count')) as number
    })
    expect(count).toBe(1)
  })

  it('comes with the exact policy, which stops inline code, text as script and foreign addresses', async () => {
    const found = await app.inPage(async () => {
      const policy = (await fetch('/')).headers.get('content-security-policy')
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(event.effectiveDirective),
      )
      const script = document.createElement('script')
      const tried: string[] = []
      const attempt = (name: string, run: () => void) => {
        try {
          run()
          tried.push(`${name} worked`)
        } catch (error) {
          tried.push(`${name}: ${(error as Error).name}`)
        }
      }
      attempt('innerHTML', () => (document.body.innerHTML = '<b>x</b>'))
      attempt('script text', () => (script.textContent = 'window.pwned = 1'))
      attempt('eval', () => void (0, eval)('window.pwned = 1'))
      const reached = await fetch('https://example.com/').then(
        () => 'reached',
        () => 'blocked',
      )
      const image = new Image()
      await new Promise((resolve) => {
        image.onload = resolve
        image.onerror = resolve
        image.src = 'https://example.com/x.png'
      })
      return { policy, tried, reached, pwned: 'pwned' in window, violations: [...new Set(violations)] }
    })
    expect(found.policy).toBe(contentSecurityPolicy)
    expect(found.tried).toEqual(['innerHTML: TypeError', 'script text: TypeError', 'eval: EvalError'])
    expect(found.reached).toBe('blocked')
    expect(found.pwned).toBe(false)
    expect(found.violations).toEqual(
      expect.arrayContaining(['require-trusted-types-for', 'connect-src', 'img-src']),
    )
  })
})

describe('navigation', () => {
  beforeEach(freshPage)

  it.each([
    ['a foreign site', `location.href = 'https://evil.example/'`],
    ['another host of our scheme', `location.href = 'https://evil.app.test/'`],
    ['a file', `location.href = 'file:///etc/passwd'`],
    ['a data address', `location.href = 'data:text/html,x'`],
    ['script in an address', `location.href = 'javascript:void(window.name = "pwned")'`],
    ['another document of our own', `location.href = '/assets/nothing.js'`],
    [
      'a form',
      `const f = document.createElement('form'); f.action = 'https://evil.example/'; document.body.append(f); f.submit()`,
    ],
    [
      'a meta refresh',
      `const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://evil.example/'; document.head.append(m)`,
    ],
    [
      'a link',
      `const a = document.createElement('a'); a.href = 'https://evil.example/'; document.body.append(a); a.click()`,
    ],
    [
      'a link to a new tab',
      `const a = document.createElement('a'); a.href = 'https://evil.example/'; a.target = '_blank'; document.body.append(a); a.click()`,
    ],
    [
      'a frame',
      `const i = document.createElement('iframe'); i.src = 'https://evil.example/'; document.body.append(i)`,
    ],
  ])('to %s does not happen', async (_what, code) => {
    await app.evaluate(async ({ electron }, text) => {
      const page = await electron.BrowserWindow.getAllWindows()[0]?.webContents.page()
      await page?.evaluate(`(() => { ${text} })()`)
      // A request of the page goes the way that the navigation would have gone before it.
      await page?.evaluate(`fetch('/').then(() => new Promise((resolve) => setTimeout(resolve)))`)
    }, code)
    expect(await pageUrl()).toBe('app://stackpass/')
    expect(await app.inPage(() => window.name)).toBe('')
    await until(async () => expect(await pageCount()).toBe(1))
    expect(await app.call('settings.get')).toMatchObject({ ok: true })
  })

  it('in each of its forms is announced to a listener that prevents it', async () => {
    const prevented = await app.evaluate(({ electron }) => {
      const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents
      return ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'].filter(
        (name) => {
          let stopped = false
          contents?.emit(name, { url: 'https://evil.example/', preventDefault: () => (stopped = true) })
          return stopped
        },
      )
    })
    expect(prevented).toEqual([
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
    ])
  })

  it('by window.open opens the documentation in the browser, and nothing else anywhere', async () => {
    await app.inPage(() => {
      for (const url of [
        'https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html',
        'https://evil.example/',
        'http://docs.aws.amazon.com/',
        'file:///etc/passwd',
        'javascript:alert(1)',
        '/',
      ])
        window.open(url)
    })
    await until(async () => {
      const opened = (await app.records()).filter((each) => each.what === 'openExternal')
      expect(opened.map((each) => each.detail)).toEqual([
        'https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html',
      ])
    })
    expect(await pageCount()).toBe(1)
  })
})

describe('the session', () => {
  const permissions = [
    'clipboard-read',
    'clipboard-sanitized-write',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'hid',
    'idle-detection',
    'media',
    'midi',
    'notifications',
    'openExternal',
    'pointerLock',
    'serial',
    'usb',
    'unknown',
  ]

  it.each(permissions)('grants no %s', async (permission) => {
    const granted = await app.evaluate(
      async ({ electron }, name) => [
        await electron.session.defaultSession.requestPermission(name),
        electron.session.defaultSession.checkPermission(name),
      ],
      permission,
    )
    expect(granted).toEqual([false, false])
  })

  it('gives no device, no screen and no spell checker', async () => {
    const found = await app.evaluate(async ({ electron }) => {
      const own = electron.session.defaultSession
      return {
        device: own.devicePermissionHandler?.({ deviceType: 'usb' }),
        streams: await new Promise((resolve) => own.displayMediaHandler?.({}, resolve)),
        spelling: own.spellCheckerEnabled,
      }
    })
    expect(found).toEqual({ device: false, streams: {}, spelling: false })
  })

  it('lets no download happen', async () => {
    const stopped = await app.evaluate(({ electron }) => {
      let prevented = false
      electron.session.defaultSession.emit('will-download', { preventDefault: () => (prevented = true) })
      return prevented
    })
    expect(stopped).toBe(true)
  })

  it.each([
    ['app://stackpass/assets/x.js', false],
    ['app://evil/', true],
    ['file:///etc/passwd', true],
    ['https://example.com/', true],
    ['http://127.0.0.1/', true],
    ['ws://127.0.0.1/', true],
    ['blob:app://stackpass/1', true],
  ])('asked for %s: cancelled %s', async (url, cancelled) => {
    expect(
      await app.evaluate(
        ({ electron }, address) =>
          electron.session.defaultSession.cancels({ url: address, method: 'GET', resourceType: 'xhr' }),
        url,
      ),
    ).toBe(cancelled)
  })
})

describe('the app protocol', () => {
  it.each([
    ['GET', 'app://stackpass/', 200],
    ['HEAD', 'app://stackpass/index.html', 200],
    ['POST', 'app://stackpass/', 405],
    ['GET', 'app://evil/', 403],
    ['GET', 'app://stackpass:81/', 403],
    ['GET', 'app://stackpass/../electron/main.js', 404],
    ['GET', 'app://stackpass/%2e%2e/electron/main.js', 404],
    ['GET', 'app://stackpass/..%5celectron/main.js', 404],
    ['GET', 'app://stackpass/nothing.js', 404],
  ])('answers %s %s with %s', async (method, url, status) => {
    const answer = await app.evaluate(
      async ({ electron }, request) => {
        const response = await electron.protocol.answer(request.url, request.method)
        return [response?.status, response?.headers.get('content-security-policy')]
      },
      { method, url },
    )
    expect(answer).toEqual([status, contentSecurityPolicy])
  })
})
