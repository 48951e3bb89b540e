import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

export interface ProgramSystem {
  readonly platform?: NodeJS.Platform
  /** Whether a file can be started. */
  readonly isProgram?: (file: string) => boolean
}

/** Where execvp looks when PATH is not set. */
const withoutPath = '/usr/bin:/bin'
const withoutPathExt = '.COM;.EXE;.BAT;.CMD'

/**
 * The absolute path of a program, looked up in the absolute folders of PATH only; undefined when none of them has it. An
 * empty or relative entry means the current folder or one below it, which may be anybody's repository. On Windows, where
 * the system itself would look into the current folder first, the program's own folder comes first, as there, and PATHEXT counts.
 * Text that contains a folder is not a name and is not found.
 */
export function findProgram(name: string, env: Environment, system: ProgramSystem = {}): string | undefined {
  const { platform = process.platform, isProgram = isProgramFile } = system
  if (name === '' || /[/\0]/.test(name) || (platform === 'win32' && /[\\:]/.test(name))) return undefined
  const { join } = platform === 'win32' ? path.win32 : path.posix
  const names = namesOf(name, env, platform)
  for (const folder of foldersOf(env, platform)) {
    for (const each of names) if (isProgram(join(folder, each))) return join(folder, each)
  }
  return undefined
}

/**
 * The environment without the relative folders of PATH, for programs that we start: many are scripts that look up
 * others by name, in whatever folder they were started.
 */
export function programEnvironment<E extends Environment>(env: E, platform = process.platform): E {
  const name = pathName(env, platform)
  const entries = env[name]?.split(delimiterOf(platform))
  if (entries?.every((entry) => isFixed(entry, platform)) !== false) return env
  const kept = entries.filter((entry) => isFixed(entry, platform)).join(delimiterOf(platform))
  return { ...env, [name]: kept === '' ? withoutPath : kept }
}

/** True where PATH names a folder that depends on the current one. */
export const hasRelativePath = (env: Environment, platform = process.platform): boolean =>
  programEnvironment(env, platform) !== env

const delimiterOf = (platform: NodeJS.Platform): string => (platform === 'win32' ? ';' : ':')

/** Variable names are case-insensitive on Windows, where this one is usually called `Path`. */
function pathName(env: Environment, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return 'PATH'
  return Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
}

/** Absolute, and on Windows with its drive: `\bin` is on whichever drive is the current one. */
function isFixed(folder: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32'
    ? /^"?(?:[a-z]:[\\/]|\\\\[^\\/?.])/i.test(folder)
    : path.posix.isAbsolute(folder)
}

function foldersOf(env: Environment, platform: NodeJS.Platform): readonly string[] {
  const value = env[pathName(env, platform)]
  if (platform !== 'win32')
    return (value ?? withoutPath).split(':').filter((entry) => isFixed(entry, platform))
  const root = Object.entries(env).find(([name]) => name.toUpperCase() === 'SYSTEMROOT')?.[1]
  const system = path.win32.join(root && isFixed(root, platform) ? root : 'C:\\Windows', 'System32')
  const entries = (value ?? '').split(';').filter((entry) => isFixed(entry, platform))
  return [system, ...entries.map((entry) => entry.replaceAll('"', ''))]
}

function namesOf(name: string, env: Environment, platform: NodeJS.Platform): readonly string[] {
  if (platform !== 'win32') return [name]
  const value = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATHEXT')?.[1]
  const endings = (value || withoutPathExt).split(';').filter((ending) => /^\.[^.\\/:]+$/.test(ending))
  const hasEnding = endings.some((ending) => name.toUpperCase().endsWith(ending.toUpperCase()))
  return hasEnding ? [name] : endings.map((ending) => name + ending.toLowerCase())
}

/** Whether a file can be started. */
export function isProgramFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    // Missing, or we may not run it: the next folder may have it.
    return false
  }
}
