import { existsSync } from 'node:fs'

type Environment = Readonly<Record<string, string | undefined>>

/** What container engines leave in a container. */
const containerMarks = ['/.dockerenv', '/run/.containerenv']

/** On Linux a browser needs a screen; elsewhere there is one. */
export const hasScreen = (env: Environment, platform: NodeJS.Platform): boolean =>
  platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])

/**
 * Whether a browser that is opened from here is the user's own: not over SSH, in a container or under WSL, where it would
 * open on another machine or not at all. `STACKPASS_OPEN_BROWSER=1` says that it is all the same, `0` that it is not.
 */
export function isBrowserHere(
  env: Environment,
  platform: NodeJS.Platform,
  exists: (path: string) => boolean = existsSync,
): boolean {
  const said = env['STACKPASS_OPEN_BROWSER']
  if (said === '0' || !hasScreen(env, platform)) return false
  if (said === '1') return true
  if (env['SSH_CONNECTION'] || env['SSH_CLIENT'] || env['SSH_TTY']) return false
  if (platform !== 'linux') return true
  if (env['WSL_DISTRO_NAME'] || env['WSL_INTEROP'] || env['CODESPACES'] || env['REMOTE_CONTAINERS'])
    return false
  return !containerMarks.some((path) => exists(path))
}
