import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { InstallPlace } from '../../../../core/features/shells/install.ts'

/** A home on Linux for the hook, with nothing in its environment. */
export function installPlace(home: string, stateDir: string): InstallPlace {
  return {
    env: {},
    homeDir: home,
    platform: 'linux',
    stateDir,
    activeStateFile: path.join(stateDir, 'active'),
    exists: (file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    read: (file) => readFile(file).catch(() => undefined),
  }
}
