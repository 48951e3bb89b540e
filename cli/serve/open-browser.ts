import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { pathToFileURL } from 'node:url'
import { findProgram, programEnvironment } from '../../core/system/find-program.ts'

/** The command that opens a file in the browser, by argument vector: nothing goes through a shell that could split it. */
export function openCommand(platform: string, file: string): readonly [string, readonly string[]] {
  const url = pathToFileURL(file, { windows: platform === 'win32' }).href
  if (platform === 'darwin') return ['open', [url]]
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}

/** Opens a file in the user's browser. Resolves false when there is no program for it. */
export async function openBrowser(file: string, platform: string = process.platform): Promise<boolean> {
  const [command, args] = openCommand(platform, file)
  const program = findProgram(command, process.env)
  if (program === undefined) return false
  return new Promise((resolve) => {
    const env = programEnvironment(process.env)
    const child = spawn(program, args, { env, cwd: homedir(), stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
