import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBrowserHere } from '../../../../core/host/links/browser-here.ts'
import { openCommand } from '../../../../core/host/links/open-file.ts'
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
