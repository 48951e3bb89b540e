import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { CliContext } from './context.ts'

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    // Not there, or not ours to run: the next folder may have it.
    return false
  }
}

/** How other programs start Stackpass: undefined where `stackpass` is on the PATH, else the absolute path of ours. */
export function findProgram({ env, platform, packageRoot }: CliContext): string | undefined {
  const names = platform === 'win32' ? ['stackpass.cmd', 'stackpass.exe'] : ['stackpass']
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = folders.some((folder) => names.some((name) => isProgram(join(folder, name))))
  return onPath ? undefined : join(packageRoot, 'bin', 'stackpass.cjs')
}
