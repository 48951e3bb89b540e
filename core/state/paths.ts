import { posix, win32 } from 'node:path'

/** Where Stackpass keeps its own files. Computing the paths creates nothing. */
export interface StackpassPaths {
  readonly configDir: string
  readonly stateDir: string
  readonly cacheDir: string
  readonly settingsFile: string
  readonly activeStateFile: string
  /** The last verification of each profile. */
  readonly verifiedFile: string
  /** The names that AWS has for accounts. */
  readonly accountNamesFile: string
  /** Which profiles of organisations we made. */
  readonly madeProfilesFile: string
  /** Which folders may choose a profile. */
  readonly allowedFoldersFile: string
  readonly historyDir: string
  readonly locksDir: string
}

/** Our folders, each with its content. */
export const ownRoots = ({ configDir, stateDir, cacheDir }: StackpassPaths): readonly string[] => [
  configDir,
  stateDir,
  cacheDir,
]

type Environment = Readonly<Record<string, string | undefined>>

interface OwnFolders {
  readonly configDir: string
  readonly stateDir: string
  readonly cacheDir: string
}

/**
 * The folders of this platform: XDG base directories on Linux and other Unix systems, `~/Library` on macOS, AppData on
 * Windows. An absolute `STACKPASS_HOME` puts everything below it. Relative values of the XDG variables are ignored, as
 * the XDG specification asks.
 */
export function ownFolders(env: Environment, platform: NodeJS.Platform, home: string): OwnFolders {
  const { join, isAbsolute, resolve } = platform === 'win32' ? win32 : posix
  const folder = (name: string, fallback: string) => {
    const value = env[name]
    return value !== undefined && isAbsolute(value) ? value : fallback
  }
  const own = env['STACKPASS_HOME']
  if (own !== undefined && own !== '') {
    const root = resolve(own)
    return { configDir: join(root, 'config'), stateDir: join(root, 'state'), cacheDir: join(root, 'cache') }
  }
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'Stackpass')
    const cacheDir = join(home, 'Library', 'Caches', 'Stackpass')
    return { configDir: support, stateDir: join(support, 'state'), cacheDir }
  }
  if (platform === 'win32') {
    const roaming = folder('APPDATA', join(home, 'AppData', 'Roaming'))
    const local = join(folder('LOCALAPPDATA', join(home, 'AppData', 'Local')), 'Stackpass')
    return {
      configDir: join(roaming, 'Stackpass'),
      stateDir: join(local, 'state'),
      cacheDir: join(local, 'cache'),
    }
  }
  return {
    configDir: join(folder('XDG_CONFIG_HOME', join(home, '.config')), 'stackpass'),
    stateDir: join(folder('XDG_STATE_HOME', join(home, '.local', 'state')), 'stackpass'),
    cacheDir: join(folder('XDG_CACHE_HOME', join(home, '.cache')), 'stackpass'),
  }
}

/** Those folders, and the files in them. */
export function stackpassPaths(env: Environment, platform: NodeJS.Platform, home: string): StackpassPaths {
  const { join } = platform === 'win32' ? win32 : posix
  const folders = ownFolders(env, platform, home)
  const { configDir, stateDir } = folders
  return {
    ...folders,
    settingsFile: join(configDir, 'settings.json'),
    activeStateFile: join(stateDir, 'active'),
    verifiedFile: join(stateDir, 'verify.json'),
    accountNamesFile: join(stateDir, 'account-names.json'),
    madeProfilesFile: join(stateDir, 'made-profiles.json'),
    allowedFoldersFile: join(stateDir, 'allowed-folders.json'),
    historyDir: join(stateDir, 'history'),
    locksDir: join(stateDir, 'locks'),
  }
}

/**
 * Folders for files that exist for seconds, best first: the runtime folder of the session, if there is one, then our own
 * state. `STACKPASS_HOME` keeps them below it.
 */
export function launchFolders(env: Environment, platform: NodeJS.Platform, home: string): readonly string[] {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix
  const runtime = env['XDG_RUNTIME_DIR'] ?? ''
  const hasRuntime = !env['STACKPASS_HOME'] && !['darwin', 'win32'].includes(platform) && isAbsolute(runtime)
  const own = join(stackpassPaths(env, platform, home).stateDir, 'launch')
  return hasRuntime ? [join(runtime, 'stackpass'), own] : [own]
}
