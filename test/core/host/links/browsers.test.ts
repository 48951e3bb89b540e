import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBrowserHere } from '../../../../core/host/links/browser-here.ts'
import { containerLink } from '../../../../core/host/links/container-link.ts'
import { openCommand, openCommandIn } from '../../../../core/host/links/open-file.ts'
import { snapBrowserFolders } from '../../../../core/host/links/snap-browser.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-browsers-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a browser out of a snap', () => {
  it('is offered a file where it can read it, and only such a browser', async () => {
    const tool = join(folder, 'bin')
    await mkdir(tool)
    const says = async (name: string) => {
      await writeFile(join(tool, 'xdg-settings'), `#!/bin/sh\necho ${name}\n`, { mode: 0o755 })
      return snapBrowserFolders(folder, { PATH: `${tool}:/usr/bin:/bin` })
    }
    expect(await says('firefox_firefox.desktop')).toEqual([])
    await mkdir(join(folder, 'snap', 'firefox', 'common'), { recursive: true })
    expect(await says('firefox_firefox.desktop')).toEqual([
      join(folder, 'snap', 'firefox', 'common', 'stackpass'),
    ])
    expect(await says('firefox.desktop')).toEqual([])
    expect(await says('chromium_chromium.desktop')).toEqual([])
    expect(await says('../../x_y.desktop')).toEqual([])
  })
})

describe('opening the browser', () => {
  const file = '/run/user/1000/stackpass/open-a b#c.html'
  const url = 'file:///run/user/1000/stackpass/open-a%20b%23c.html'
  it.each([
    ['linux', ['xdg-open', [url]]],
    ['freebsd', ['xdg-open', [url]]],
    ['darwin', ['open', [url]]],
  ])('on %s hands a file over as one argument, without a shell', (platform, command) => {
    expect(openCommand(platform, file)).toEqual(command)
  })

  it('on Windows does so too', () => {
    expect(openCommand('win32', 'C:\\Users\\Ana B\\open-1.html')).toEqual([
      'rundll32.exe',
      ['url.dll,FileProtocolHandler', 'file:///C:/Users/Ana%20B/open-1.html'],
    ])
  })
})

describe('a browser of the user', () => {
  const screen = { DISPLAY: ':0' }
  const nowhere = (): boolean => false
  it('is here with a screen', () => {
    expect(isBrowserHere(screen, 'linux', nowhere)).toBe(true)
    expect(isBrowserHere({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', nowhere)).toBe(true)
    expect(isBrowserHere({}, 'darwin', nowhere)).toBe(true)
    expect(isBrowserHere({}, 'win32', nowhere)).toBe(true)
  })

  it.each([
    ['no screen', {}, 'linux', nowhere],
    ['SSH', { ...screen, SSH_CONNECTION: '10.0.0.1 5 10.0.0.2 22' }, 'linux', nowhere],
    ['SSH on macOS', { SSH_TTY: '/dev/ttys001' }, 'darwin', nowhere],
    ['WSL', { ...screen, WSL_DISTRO_NAME: 'Ubuntu' }, 'linux', nowhere],
    ['a container', screen, 'linux', (path: string) => path === '/.dockerenv'],
    ['an editor in a container', { ...screen, REMOTE_CONTAINERS: 'true' }, 'linux', nowhere],
  ] as const)('is not here with %s', (_, env, platform, exists) => {
    expect(isBrowserHere(env, platform, exists)).toBe(false)
  })

  it('is where the user says', () => {
    const said = { ...screen, SSH_TTY: '/dev/pts/0' }
    expect(isBrowserHere({ ...said, STACKPASS_OPEN_BROWSER: '1' }, 'linux', nowhere)).toBe(true)
    expect(isBrowserHere({ ...screen, STACKPASS_OPEN_BROWSER: '0' }, 'linux', nowhere)).toBe(false)
    expect(isBrowserHere({ STACKPASS_OPEN_BROWSER: '1' }, 'linux', nowhere)).toBe(false)
  })
})

describe('a certain browser', () => {
  const work = { kind: 'chromium', browser: 'edge', directory: 'Profile 3' } as const
  const acme = { kind: 'firefox-container', container: 'a', colour: 'red', addOn: 'granted' } as const
  const all = (): boolean => true

  it('gets its profile and the address of the file, and nothing of the link', () => {
    const where = { env: { PATH: '/usr/bin' }, platform: 'linux', homeDir: '/home/ana' } as const
    expect(openCommandIn(work, '/run/x.html', where, all)).toEqual([
      '/usr/bin/microsoft-edge',
      ['--profile-directory=Profile 3', '--no-first-run', 'file:///run/x.html'],
    ])
    expect(openCommandIn(acme, '/run/x.html', where, all)).toEqual([
      '/usr/bin/firefox',
      ['file:///run/x.html'],
    ])
    expect(openCommandIn(work, '/run/x.html', where, () => false)).toBeUndefined()
  })

  it('is an app on macOS', () => {
    const where = { env: { PATH: '/usr/bin' }, platform: 'darwin', homeDir: '/Users/ana' } as const
    expect(openCommandIn(work, '/x.html', where, all)).toEqual([
      '/usr/bin/open',
      [
        '-na',
        'Microsoft Edge',
        '--args',
        '--profile-directory=Profile 3',
        '--no-first-run',
        'file:///x.html',
      ],
    ])
    expect(openCommandIn(acme, '/x.html', where, all)).toEqual([
      '/usr/bin/open',
      ['-a', 'Firefox', 'file:///x.html'],
    ])
  })

  it('is below the folders for programs on Windows', () => {
    const env = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }
    const where = { env, platform: 'win32', homeDir: 'C:\\Users\\ana' } as const
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    expect(openCommandIn(work, 'C:\\x.html', where, (path) => path === edge)?.[0]).toBe(edge)
  })
})

describe('a container of Firefox', () => {
  const container = { kind: 'firefox-container', container: 'a&b c', colour: 'amber' } as const
  const url = 'https://x.example/?a=1&b=2+3'

  it('is named in an address that carries the other one as one value', () => {
    const link = containerLink(url, { ...container, addOn: 'open-external-links' })
    expect(link).toMatch(/^ext\+container:name=a%26b%20c&/)
    const fields = new URLSearchParams(link.slice(link.indexOf(':') + 1))
    expect(Object.fromEntries(fields)).toEqual({
      name: 'a&b c',
      url,
      color: 'orange',
      icon: 'briefcase',
    })
  })

  it("may be one of Granted's add-on", () => {
    expect(containerLink(url, { ...container, addOn: 'granted' })).toMatch(/^ext\+granted-containers:/)
  })
})
