import path from 'node:path'
import { hookShells, type HookShell } from '../../../shared/domain/shells/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'

/** What set-up needs to know about the machine. */
export interface ShellPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDir: string
  readonly platform: NodeJS.Platform
  /** Whether a file or folder exists. */
  exists(path: string): Promise<boolean>
}

/** The path rules of the platform, so that tests of Windows run anywhere. */
export function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix
}

/** The user's own shell, by `SHELL`; PowerShell on Windows. Errors: ShellUnknown. */
export function usersShell(place: Pick<ShellPlace, 'env' | 'platform'>): Result<HookShell> {
  const program = place.env['SHELL']
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.exe$/i, '')
  const known = program === 'pwsh' ? 'powershell' : hookShells.find((shell) => shell === program)
  if (known !== undefined) return ok(known)
  if (place.platform === 'win32') return ok('powershell')
  return fail('ShellUnknown', 'Stackpass cannot tell which shell you use.', {
    reason:
      program === undefined ? 'SHELL is not set.' : `SHELL says ${program}, for which there is no hook.`,
    remedy: `Name one: ${hookShells.join(', ')}.`,
  })
}

async function firstExisting(place: ShellPlace, candidates: readonly string[]): Promise<string | undefined> {
  for (const candidate of candidates) if (await place.exists(candidate)) return candidate
  return undefined
}

/**
 * The start-up file that a shell reads when a terminal opens.
 * - bash: ~/.bashrc; on macOS terminals open login shells, which read the first of ~/.bash_profile, ~/.bash_login and
 *   ~/.profile. Creating an earlier one of these would hide a later one.
 * - zsh: .zshrc in ZDOTDIR or the home folder. fish: its conf.d folder.
 * - PowerShell: the profile of the current user and host. A moved Documents folder cannot be seen from outside.
 */
export async function rcFileOf(shell: HookShell, place: ShellPlace): Promise<string> {
  const { join, isAbsolute } = pathsOf(place.platform)
  const folder = (name: string, fallback: string): string => {
    const value = place.env[name]
    return value !== undefined && isAbsolute(value) ? value : fallback
  }
  const home = place.homeDir
  const config = folder('XDG_CONFIG_HOME', join(home, '.config'))
  switch (shell) {
    case 'bash': {
      if (place.platform !== 'darwin') return join(home, '.bashrc')
      const names = ['.bash_profile', '.bash_login', '.profile'].map((name) => join(home, name))
      return (await firstExisting(place, names)) ?? join(home, '.bash_profile')
    }
    case 'zsh':
      return join(folder('ZDOTDIR', home), '.zshrc')
    case 'fish':
      return join(config, 'fish', 'conf.d', 'stackpass.fish')
    case 'powershell': {
      const name = 'Microsoft.PowerShell_profile.ps1'
      if (place.platform !== 'win32') return join(config, 'powershell', name)
      const documents = join(home, 'Documents')
      const folders = ['PowerShell', 'WindowsPowerShell'].map((one) => join(documents, one))
      const profiles = folders.map((one) => join(one, name))
      const used = (await firstExisting(place, profiles)) ?? (await firstExisting(place, folders))
      if (used === undefined) return profiles[0]!
      return used.endsWith('.ps1') ? used : join(used, name)
    }
  }
}
