import { describe, expect, it } from 'vitest'
import { launchFolders, stackpassPaths } from '../../../core/state/paths.ts'

describe('stackpassPaths', () => {
  it('uses the XDG defaults on Linux', () => {
    expect(stackpassPaths({}, 'linux', '/home/u')).toEqual({
      configDir: '/home/u/.config/stackpass',
      stateDir: '/home/u/.local/state/stackpass',
      cacheDir: '/home/u/.cache/stackpass',
      settingsFile: '/home/u/.config/stackpass/settings.json',
      activeStateFile: '/home/u/.local/state/stackpass/active',
      allowedFoldersFile: '/home/u/.local/state/stackpass/allowed-folders.json',
      verifiedFile: '/home/u/.local/state/stackpass/verify.json',
      accountNamesFile: '/home/u/.local/state/stackpass/account-names.json',
      madeProfilesFile: '/home/u/.local/state/stackpass/made-profiles.json',
      historyDir: '/home/u/.local/state/stackpass/history',
      locksDir: '/home/u/.local/state/stackpass/locks',
    })
  })

  it('uses the XDG variables, but not relative ones', () => {
    const env = { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: 'relative', XDG_CACHE_HOME: '' }
    expect(stackpassPaths(env, 'linux', '/home/u')).toMatchObject({
      configDir: '/c/stackpass',
      stateDir: '/home/u/.local/state/stackpass',
      cacheDir: '/home/u/.cache/stackpass',
    })
  })

  it('uses Application Support on macOS, whatever XDG says', () => {
    expect(stackpassPaths({ XDG_CONFIG_HOME: '/c' }, 'darwin', '/Users/u')).toMatchObject({
      configDir: '/Users/u/Library/Application Support/Stackpass',
      stateDir: '/Users/u/Library/Application Support/Stackpass/state',
      cacheDir: '/Users/u/Library/Caches/Stackpass',
    })
  })

  it('uses AppData on Windows', () => {
    const env = { APPDATA: 'D:\\Roaming', LOCALAPPDATA: undefined }
    expect(stackpassPaths(env, 'win32', 'C:\\Users\\u')).toMatchObject({
      configDir: 'D:\\Roaming\\Stackpass',
      historyDir: 'C:\\Users\\u\\AppData\\Local\\Stackpass\\state\\history',
    })
  })

  it.each(['linux', 'darwin', 'win32'] as const)('puts everything below STACKPASS_HOME on %s', (platform) => {
    const home = platform === 'win32' ? 'E:\\portable' : '/portable'
    const paths = stackpassPaths({ STACKPASS_HOME: home, XDG_CONFIG_HOME: '/c' }, platform, '/home/u')
    for (const place of Object.values(paths)) expect(place.startsWith(home)).toBe(true)
  })
})

describe('the folders of launch files', () => {
  it('are the runtime folder of the session and then our state', () => {
    expect(launchFolders({ XDG_RUNTIME_DIR: '/run/user/1' }, 'linux', '/home/u')).toEqual([
      '/run/user/1/stackpass',
      '/home/u/.local/state/stackpass/launch',
    ])
  })

  it.each([
    ['linux', { XDG_RUNTIME_DIR: 'relative' }],
    ['linux', {}],
    ['darwin', { XDG_RUNTIME_DIR: '/run/user/1' }],
    ['linux', { XDG_RUNTIME_DIR: '/run/user/1', STACKPASS_HOME: '/portable' }],
  ] as const)('are our state alone on %s with %j', (platform, env) => {
    const [own, ...more] = launchFolders(env, platform, '/home/u')
    expect(own).toBe(`${stackpassPaths(env, platform, '/home/u').stateDir}/launch`)
    expect(more).toEqual([])
  })
})
