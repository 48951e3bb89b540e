import { win32 } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findProgram, isProgramFile } from '../../system/find-program.ts'
import type { BrowserTarget } from '../ports.ts'
import { chromiumBrowsers, firefox, programFolders, type Browser } from './browsers.ts'
import { isWsl } from '../../system/wsl.ts'
import { startAside, type Surroundings } from './start-aside.ts'
import { wslOpenCommand } from './wsl-browser.ts'

const addressOf = (file: string, platform: string): string =>
  pathToFileURL(file, { windows: platform === 'win32' }).href

/** The command that opens a file in the browser, as an argument vector: no shell could split it. */
export function openCommand(platform: string, file: string): readonly [string, readonly string[]] {
  const url = addressOf(file, platform)
  if (platform === 'darwin') return ['open', [url]]
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}

/** Opens a file in the user's browser. Resolves false when there is no program for it. */
export async function openFile(file: string, where: Surroundings): Promise<boolean> {
  if (isWsl(where.env, where.platform)) {
    const command = await wslOpenCommand(file, addressOf(file, where.platform), where)
    if (command !== undefined) return startAside(command[0], command[1], where)
  }
  const [command, args] = openCommand(where.platform, file)
  const program = findProgram(command, where.env, { platform: where.platform })
  return program !== undefined && startAside(program, args, where)
}

export const browserOfTarget = (target: BrowserTarget): Browser =>
  target.kind === 'chromium' ? chromiumBrowsers[target.browser] : firefox

/** The command that opens a file in a certain browser. Undefined where it is not installed. */
export function openCommandIn(
  target: BrowserTarget,
  file: string,
  { env, platform }: Surroundings,
  isProgram: (path: string) => boolean = isProgramFile,
): readonly [string, readonly string[]] | undefined {
  const { programs, macApp, windowsProgram } = browserOfTarget(target)
  const url = addressOf(file, platform)
  const args =
    target.kind === 'chromium' ? [`--profile-directory=${target.directory}`, '--no-first-run', url] : [url]
  if (platform === 'darwin') {
    const open = findProgram('open', env, { platform, isProgram })
    // Without -n, a browser that is already running gets no arguments.
    const rest = target.kind === 'chromium' ? ['-na', macApp, '--args', ...args] : ['-a', macApp, ...args]
    return open === undefined ? undefined : [open, rest]
  }
  const program =
    platform === 'win32'
      ? programFolders(env)
          .map((folder) => win32.join(folder, windowsProgram))
          .find(isProgram)
      : programs
          .map((name) => findProgram(name, env, { platform, isProgram }))
          .find((path) => path !== undefined)
  return program === undefined ? undefined : [program, args]
}

/** Opens a file in a certain browser. Resolves false where it is not installed. */
export async function openFileIn(target: BrowserTarget, file: string, where: Surroundings): Promise<boolean> {
  const command = openCommandIn(target, file, where)
  return command !== undefined && startAside(command[0], command[1], where)
}
