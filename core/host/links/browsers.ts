import { posix, win32 } from 'node:path'
import type { ChromiumBrowser } from '../ports.ts'
import type { Surroundings } from './start-aside.ts'

export interface Browser {
  /** The name that people use. */
  readonly label: string
  /** Names of its program on Linux, best first. */
  readonly programs: readonly string[]
  readonly macApp: string
  /** Its program on Windows, below a folder for programs. */
  readonly windowsProgram: string
  /** The name of its snap, if it has one. */
  readonly snap: string
}

interface Chromium extends Browser {
  /** Its data below `~/.config`, `~/Library/Application Support` and `%LOCALAPPDATA%`. */
  readonly data: { readonly linux: string; readonly mac: string; readonly windows: string }
}

export const firefox: Browser = {
  label: 'Firefox',
  programs: ['firefox', 'firefox-esr'],
  macApp: 'Firefox',
  windowsProgram: 'Mozilla Firefox\\firefox.exe',
  snap: 'firefox',
}

export const chromiumBrowsers: Readonly<Record<ChromiumBrowser, Chromium>> = {
  chrome: {
    label: 'Chrome',
    programs: ['google-chrome', 'google-chrome-stable'],
    macApp: 'Google Chrome',
    windowsProgram: 'Google\\Chrome\\Application\\chrome.exe',
    snap: 'google-chrome',
    data: { linux: 'google-chrome', mac: 'Google/Chrome', windows: 'Google\\Chrome\\User Data' },
  },
  edge: {
    label: 'Edge',
    programs: ['microsoft-edge', 'microsoft-edge-stable'],
    macApp: 'Microsoft Edge',
    windowsProgram: 'Microsoft\\Edge\\Application\\msedge.exe',
    snap: 'microsoft-edge',
    data: { linux: 'microsoft-edge', mac: 'Microsoft Edge', windows: 'Microsoft\\Edge\\User Data' },
  },
  brave: {
    label: 'Brave',
    programs: ['brave-browser', 'brave'],
    macApp: 'Brave Browser',
    windowsProgram: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
    snap: 'brave',
    data: {
      linux: 'BraveSoftware/Brave-Browser',
      mac: 'BraveSoftware/Brave-Browser',
      windows: 'BraveSoftware\\Brave-Browser\\User Data',
    },
  },
  chromium: {
    label: 'Chromium',
    programs: ['chromium', 'chromium-browser'],
    macApp: 'Chromium',
    windowsProgram: 'Chromium\\Application\\chrome.exe',
    snap: 'chromium',
    data: { linux: 'chromium', mac: 'Chromium', windows: 'Chromium\\User Data' },
  },
}

/** The folders where a browser may keep its profiles, best first. */
export function dataFolders(browser: ChromiumBrowser, where: Surroundings): readonly string[] {
  const { data, snap } = chromiumBrowsers[browser]
  const { env, platform, homeDir } = where
  if (platform === 'darwin') return [posix.join(homeDir, 'Library', 'Application Support', data.mac)]
  if (platform === 'win32')
    return [win32.join(env['LOCALAPPDATA'] || win32.join(homeDir, 'AppData', 'Local'), data.windows)]
  const config = env['XDG_CONFIG_HOME']
  const root = config !== undefined && posix.isAbsolute(config) ? config : posix.join(homeDir, '.config')
  return [posix.join(root, data.linux), posix.join(homeDir, 'snap', snap, 'common', data.linux)]
}

/** The folders where programs are installed on Windows, best first. */
export const programFolders = (env: Surroundings['env']): readonly string[] =>
  ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? [])
