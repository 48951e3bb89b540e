import { existsSync } from 'node:fs'
import { isWsl } from '../../system/wsl.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What container engines leave in a container. */
const containerMarks = ['/.dockerenv', '/run/.containerenv']

/** On Linux a browser needs a screen; elsewhere there is one. */
export const hasScreen = (env: Environment, platform: NodeJS.Platform): boolean =>
  platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])

/**
 * Whether a browser that we open belongs to the user: not over SSH, in a container or under WSL, where it would
 * open on another machine or not at all. `STACKPASS_OPEN_BROWSER=1` overrides that with yes, `0` with no.
 */
export function isBrowserHere(
  env: Environment,
  platform: NodeJS.Platform,
  exists: (path: string) => boolean = existsSync,
  wsl: boolean = isWsl(env, platform),
): boolean {
  const said = env['STACKPASS_OPEN_BROWSER']
  // The screen under WSL belongs to Windows.
  if (said === '0' || (!wsl && !hasScreen(env, platform))) return false
  if (said === '1') return true
  if (env['SSH_CONNECTION'] || env['SSH_CLIENT'] || env['SSH_TTY']) return false
  if (platform !== 'linux') return true
  if (wsl || env['CODESPACES'] || env['REMOTE_CONTAINERS']) return false
  return !containerMarks.some((path) => exists(path))
}
