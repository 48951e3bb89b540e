import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** The Pulumi CLI on the PATH of an environment; undefined when there is none. Relative folders of PATH are left out. */
export async function findPulumi(env: Environment, platform: NodeJS.Platform): Promise<string | undefined> {
  const path = env['PATH'] ?? env['Path'] ?? ''
  const names = platform === 'win32' ? ['pulumi.exe'] : ['pulumi']
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    for (const name of names) {
      try {
        await access(join(folder, name), constants.X_OK)
        return join(folder, name)
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined
}
