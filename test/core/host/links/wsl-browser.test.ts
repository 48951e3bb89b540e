import { describe, expect, it } from 'vitest'
import { isBrowserHere } from '../../../../core/host/links/browser-here.ts'
import { wslOpenCommand } from '../../../../core/host/links/wsl-browser.ts'
import { isWsl } from '../../../../core/system/wsl.ts'

const file = '/home/me/.local/state/stackpass/launch/open-0123456789abcdef.html'
const url = `file://${file}`
const named =
  '\\\\wsl.localhost\\Ubuntu-24.04\\home\\me\\.local\\state\\stackpass\\launch\\open-0123456789abcdef.html'

/** A tree that looks like a WSL: these programs, and what wslpath says. */
function open(programs: readonly string[], env: Record<string, string> = {}, said: string | null = named) {
  const where = {
    env: { PATH: '/usr/bin:/mnt/c/Windows/System32', WSL_DISTRO_NAME: 'Ubuntu-24.04', ...env },
    platform: 'linux' as const,
    homeDir: '/home/me',
  }
  return wslOpenCommand(file, url, where, {
    isProgram: (path) => programs.includes(path),
    windowsPath: () => Promise.resolve(said ?? undefined),
  })
}
const cmd = '/mnt/c/Windows/System32/cmd.exe'

describe('a browser under WSL', () => {
  it.each([
    [
      'wslview before the command line',
      ['/usr/bin/wslview', '/usr/bin/wslpath', cmd],
      {},
      ['/usr/bin/wslview', [file]],
    ],
    ['the command line of Windows', ['/usr/bin/wslpath', cmd], {}, [cmd, ['/d', '/c', 'start', '', named]]],
    [
      'what BROWSER names first of all',
      ['/usr/bin/wslview', '/usr/bin/firefox'],
      { BROWSER: 'missing:firefox' },
      ['/usr/bin/firefox', [url]],
    ],
    [
      'a program of Windows that BROWSER names, by the path that Windows has',
      ['/usr/bin/wslpath', '/mnt/c/Program Files/Edge/msedge.exe'],
      { BROWSER: '/mnt/c/Program Files/Edge/msedge.exe' },
      ['/mnt/c/Program Files/Edge/msedge.exe', [named]],
    ],
  ])('is %s', async (_, programs, env, command) => {
    expect(await open(programs, env)).toEqual(command)
  })

  it.each([
    ['nothing of Windows is there', [], {}, named],
    ['wslpath is missing', [cmd], {}, named],
    ['wslpath says nothing', ['/usr/bin/wslpath', cmd], {}, null],
    ['BROWSER is a line for a shell', ['/usr/bin/wslpath'], { BROWSER: 'firefox --private %s' }, named],
    ['BROWSER is of the current folder', ['./firefox', 'firefox'], { BROWSER: './firefox' }, named],
  ])('is none where %s', async (_, programs, env, said) => {
    expect(await open(programs, env, said)).toBeUndefined()
  })

  it.each(['C:\\a&calc.exe', 'C:\\a%PATH%', 'C:\\a^b', 'C:\\a"b', '-x', ''])(
    'gets no path that cmd would read as more than a path: %j',
    async (said) => {
      expect(await open(['/usr/bin/wslpath', cmd], {}, said)).toBeUndefined()
    },
  )
})

describe('WSL', () => {
  it.each([
    [{}, 'linux', '5.15.153.1-microsoft-standard-WSL2', true],
    [{}, 'linux', '4.4.0-19041-Microsoft', true],
    [{ WSL_INTEROP: '/run/WSL/8_interop' }, 'linux', '', true],
    [{}, 'linux', '6.8.0-45-generic', false],
    [{ WSL_DISTRO_NAME: 'Ubuntu' }, 'win32', '', false],
  ] as const)('is told by its marks: %j on %s with the kernel %j', (env, platform, release, is) => {
    expect(isWsl(env, platform, () => release)).toBe(is)
  })

  it('has no browser that comes back, unless the user says so; it needs no screen of Linux then', () => {
    const nothing = () => false
    expect(isBrowserHere({ DISPLAY: ':0' }, 'linux', nothing, true)).toBe(false)
    expect(isBrowserHere({ STACKPASS_OPEN_BROWSER: '1' }, 'linux', nothing, true)).toBe(true)
    expect(isBrowserHere({ STACKPASS_OPEN_BROWSER: '1' }, 'linux', nothing, false)).toBe(false)
  })
})
