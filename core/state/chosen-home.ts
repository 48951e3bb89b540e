import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { isWsl, type ReadRelease } from '../system/wsl.ts'
import { stackpassPaths } from './paths.ts'

/** What decides whose files are used. */
export type ChosenHomeEnvironment = Readonly<Record<string, string | undefined>>

/** Names the home of Windows whose files are used: set here and by the shell hook, together with the variables of the files. */
const chosenHomeVariable = 'STACKPASS_AWS_HOME'

/** The home of Windows whose files are used here; undefined: those of Linux. */
export const chosenHome = (env: ChosenHomeEnvironment): string | undefined =>
  env[chosenHomeVariable] || undefined

/** The shared files of a home of Windows, as Linux names them. */
export const filesOfHome = (home: string): { readonly config: string; readonly credentials: string } => ({
  config: posix.join(home, '.aws', 'config'),
  credentials: posix.join(home, '.aws', 'credentials'),
})

/** A home that every part accepts: absolute, in one line, and with nothing that the AWS CLI would expand. */
export const isHomePath = (value: unknown): value is string =>
  typeof value === 'string' && /^\/[^\u0000-\u001F\u007F$]+$/.test(value) && !value.endsWith('/')

function settingOf(file: string): string | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const home =
      typeof content === 'object' && content !== null && 'windowsHome' in content && content.windowsHome
    return isHomePath(home) ? home : undefined
  } catch {
    // Missing or damaged: as for all settings, the default applies.
    return undefined
  }
}

/**
 * The environment with the home that the setting `windowsHome` chose, for Linux on Windows; elsewhere unchanged. Names both
 * files, so that sections of two homes never mix, and every started program reads the same. Variables that were set by hand go
 * before the setting; those of the hook are ours.
 */
export function withChosenHome<E extends ChosenHomeEnvironment>(
  env: E,
  platform: NodeJS.Platform,
  homeDir: string,
  release?: ReadRelease,
): E {
  if (!isWsl(env, platform, release)) return env
  const before = env[chosenHomeVariable] ?? ''
  const own = before === '' ? undefined : filesOfHome(before)
  const isByHand =
    (env['AWS_CONFIG_FILE'] ?? own?.config) !== own?.config ||
    (env['AWS_SHARED_CREDENTIALS_FILE'] ?? own?.credentials) !== own?.credentials
  const { [chosenHomeVariable]: _mark, ...rest } = env
  if (isByHand) return rest as E
  const { AWS_CONFIG_FILE: _config, AWS_SHARED_CREDENTIALS_FILE: _credentials, ...without } = rest
  const chosen = settingOf(stackpassPaths(env, platform, homeDir).settingsFile)
  if (chosen === undefined) return (before === '' ? env : without) as E
  const files = filesOfHome(chosen)
  return {
    ...without,
    [chosenHomeVariable]: chosen,
    AWS_CONFIG_FILE: files.config,
    AWS_SHARED_CREDENTIALS_FILE: files.credentials,
  } as unknown as E
}
