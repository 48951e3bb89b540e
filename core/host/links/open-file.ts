import { pathToFileURL } from 'node:url'
import { findProgram } from '../../system/find-program.ts'
import { startAside, type Surroundings } from './start-aside.ts'

/** The command that opens a file in the browser, by argument vector: nothing goes through a shell that could split it. */
export function openCommand(platform: string, file: string): readonly [string, readonly string[]] {
  const url = pathToFileURL(file, { windows: platform === 'win32' }).href
  if (platform === 'darwin') return ['open', [url]]
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}

/** Opens a file in the user's browser. Resolves false when there is no program for it. */
export async function openFile(file: string, where: Surroundings): Promise<boolean> {
  const [command, args] = openCommand(where.platform, file)
  const program = findProgram(command, where.env, { platform: where.platform })
  return program !== undefined && startAside(program, args, where)
}
