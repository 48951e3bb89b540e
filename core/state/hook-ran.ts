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
 * When a file changed last, in milliseconds since 1970; undefined where there is none that can be seen. Synchronous: `use` and
 * `current` ask, and `node:fs/promises` takes them longer to load than the files to find.
 */
function changedAt(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs
  } catch {
    // A folder on the way is closed to us, or is none.
    return undefined
  }
}

/** What a line that loads the hook names, ours or the user's own. */
const loads = /stackpass|[\\/]hook\.(?:bash|zsh|fish|ps1)/i

async function loadsHook(path: string): Promise<boolean> {
  const read = await readForeignFile(path, { maxBytes: foreignLimits.startUp })
  if (read.kind !== 'ok') return false
  const lines = read.bytes.toString('latin1').split('\n')
  return lines.some((line) => !line.trimStart().startsWith('#') && loads.test(line))
}

/**
 * Whether shells have the hook. It runs in the shell that started this command where it says so itself (`hookMark`). Otherwise each
 * shell with it makes an empty file anew at its first prompt, and nothing must say that the hook was taken out since. Where it was
 * put by hand is not known: only when a usual start-up file is newer than that file are they looked at, and then one of them must
 * still load the hook. 'gone': a shell had it, and it was taken out.
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

/** After a hook was taken out: a shell that still has one says so again when it starts. */
export function forgetHookRan({ activeStateFile }: Paths): void {
  rmSync(hookRanFile(activeStateFile), { force: true })
}
