import { execFile } from 'node:child_process'
import { findProgram, isProgramFile, programEnvironment } from '../../system/find-program.ts'
import type { Surroundings } from './start-aside.ts'

export interface WslSystem {
  readonly isProgram?: (path: string) => boolean
  /** What `wslpath -w` prints for a path: the path in Windows. Undefined where it prints nothing. */
  readonly windowsPath?: (program: string, file: string, where: Surroundings) => Promise<string | undefined>
}

/** Where Windows' own command line is, unless the PATH names it; interop may be set up without the PATH of Windows. */
const commandLine = '/mnt/c/Windows/System32/cmd.exe'

/** A path that `cmd /c start` takes as one word, without characters that cmd interprets. */
const plainPath = /^(?:[A-Za-z]:|\\\\[\w.$-]+\\[\w.-]+)(?:\\[\w. -]+)+$/

function askWslpath(program: string, file: string, where: Surroundings): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { env: programEnvironment({ ...where.env }, where.platform), timeout: 10_000 }
    execFile(program, ['-w', file], options, (error, stdout) =>
      resolve(error === null ? stdout.trim() : undefined),
    )
  })
}

/** The first browser that `BROWSER` names: a program by its name or absolute path, with nothing else beside it. */
function namedBrowser(where: Surroundings, isProgram: (path: string) => boolean): string | undefined {
  const { env, platform } = where
  for (const name of (env['BROWSER'] ?? '').split(':').filter(Boolean)) {
    if (name.startsWith('/') && isProgram(name)) return name
    const found = findProgram(name, env, { platform, isProgram })
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * How to open a file in the browser under WSL, which is a Windows browser: by what `BROWSER` names, by wslview, or by the command
 * line of Windows. Each is an argument vector. Undefined where none of them exists.
 */
export async function wslOpenCommand(
  file: string,
  url: string,
  where: Surroundings,
  { isProgram = isProgramFile, windowsPath = askWslpath }: WslSystem = {},
): Promise<readonly [string, readonly string[]] | undefined> {
  const { env, platform } = where
  const find = (name: string) => findProgram(name, env, { platform, isProgram })
  const wslpath = find('wslpath')
  const path = wslpath === undefined ? undefined : await windowsPath(wslpath, file, where)
  const named = namedBrowser(where, isProgram)
  if (named !== undefined) {
    // A Windows program knows nothing of our paths.
    if (!/\.exe$/i.test(named)) return [named, [named.endsWith('/wslview') ? file : url]]
    if (path !== undefined) return [named, [path]]
  }
  const wslview = find('wslview')
  if (wslview !== undefined) return [wslview, [file]]
  const cmd = find('cmd.exe') ?? (isProgram(commandLine) ? commandLine : undefined)
  if (cmd === undefined || path === undefined || !plainPath.test(path)) return undefined
  // `start` takes a quoted first word for the title of a window.
  return [cmd, ['/d', '/c', 'start', '', path]]
}
