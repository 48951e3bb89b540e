import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { ownFolders } from '../../core/state/paths.ts'
import { isProgramReplaced, replacedError } from '../../core/system/program-replaced.ts'
import { keepCode, type Loaded, type WriteFile } from './keep-code.ts'
import { loadBundle } from './load-bundle.ts'
import { openStore } from './open-store.ts'
import { runtimeIdentity, storeName } from './runtime-identity.ts'
import { isTrustedFolder } from './trusted-folder.ts'

/** Keeps the compiled code of this run for the next ones; see `keepCode`. */
export type KeepCode = (command: string, write: WriteFile) => Promise<void>

/** Starts the command from its bundle, with the code that V8 compiled in earlier runs if it can be trusted. */
export function start(main: string): void {
  const home = homedir()
  const identity = runtimeIdentity(dirname(main))
  const { cacheDir } = ownFolders(process.env, process.platform, home)
  const file = join(cacheDir, 'code', storeName(identity))
  const store = isTrustedFolder(dirname(file), home) ? openStore(file, identity) : undefined
  const loaded = new Map<string, Loaded>()
  const bundle = loadBundle(main, store, loaded) as { run(keep: KeepCode): Promise<void> }
  bundle
    .run((command, write) => keepCode({ file, home, identity, store, loaded }, command, write))
    .catch((error: unknown) => {
      if (!isProgramReplaced(error)) throw error
      console.error(`Error ${replacedError.code}: ${replacedError.message}\n  To do: ${replacedError.remedy}`)
      process.exitCode = 1
    })
}
