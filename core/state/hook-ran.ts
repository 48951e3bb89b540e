import { rmSync, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import { hookMark, hookRanFile } from '../../shared/domain/shells/hook-ran.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { readForeignFile } from '../system/read-foreign-file.ts'
import type { StackpassPaths } from './paths.ts'

type Paths = Pick<StackpassPaths, 'activeStateFile'>

/** Where the start-up files of shells are. */
export interface ShellHome {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDir: string
  readonly platform: NodeJS.Platform
}

/** The start-up files that people put a hook into, of every shell that has one. */
function startUpFiles({ env, homeDir, platform }: ShellHome): string[] {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix
  const folder = (name: string, fallback: string): string => {
    const value = env[name]
    return value !== undefined && isAbsolute(value) ? value : fallback
  }
  const at = (place: string, names: string): string[] => names.split(' ').map((name) => join(place, name))
  const config = folder('XDG_CONFIG_HOME', join(homeDir, '.config'))
  const script = 'Microsoft.PowerShell_profile.ps1'
  return [
    ...at(homeDir, '.bashrc .bash_profile .bash_login .profile'),
    ...at(folder('ZDOTDIR', homeDir), '.zshenv .zprofile .zshrc .zlogin'),
    ...at(join(config, 'fish'), `config.fish ${join('conf.d', 'stackpass.fish')}`),
    ...at(join(config, 'powershell'), `profile.ps1 ${script}`),
    ...['PowerShell', 'WindowsPowerShell'].map((name) => join(homeDir, 'Documents', name, script)),
  ]
}

/**
 * When a file last changed, in milliseconds since 1970; undefined where none can be seen. Synchronous: `use` and
 * `current` ask, and loading `node:fs/promises` would take longer than finding the files.
 */
function changedAt(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs
  } catch {
    // A folder on the way is unreadable for us, or is not a folder.
    return undefined
  }
}

/** The text in a line that loads the hook, ours or the user's own. */
const loads = /stackpass|[\\/]hook\.(?:bash|zsh|fish|ps1)/i

async function loadsHook(path: string): Promise<boolean> {
  const read = await readForeignFile(path, { maxBytes: foreignLimits.startUp })
  if (read.kind !== 'ok') return false
  const lines = read.bytes.toString('latin1').split('\n')
  return lines.some((line) => !line.trimStart().startsWith('#') && loads.test(line))
}

/**
 * Whether shells have the hook. It runs in the shell that started this command if that shell says so (`hookMark`). Otherwise each
 * shell with it creates an empty file at its first prompt, and nothing may show that the hook was removed since. Where a user
 * put it by hand is unknown: only when a usual start-up file is newer than that file are the usual ones read, and then one of
 * them must still load the hook. 'gone': a shell had it, and it was removed.
 */
export async function hookState(
  { activeStateFile }: Paths,
  home: ShellHome,
): Promise<'never' | 'gone' | 'ran'> {
  if (home.env[hookMark] === '1') return 'ran'
  const ranAt = changedAt(hookRanFile(activeStateFile))
  if (ranAt === undefined) return 'never'
  const files = startUpFiles(home).map((path) => ({ path, at: changedAt(path) }))
  if (!files.some(({ at }) => at !== undefined && at > ranAt)) return 'ran'
  for (const { path, at } of files) if (at !== undefined && (await loadsHook(path))) return 'ran'
  return 'gone'
}

/** After a hook was removed: a shell that still has one says so again when it starts. */
export function forgetHookRan({ activeStateFile }: Paths): void {
  rmSync(hookRanFile(activeStateFile), { force: true })
}
