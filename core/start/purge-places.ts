import { join } from 'node:path'
import { credentialCacheFolder } from '../credentials/cache.ts'
import { ownRoots, type StackpassPaths } from '../state/paths.ts'

/** Where a purge looks for copies of a key, and what it may remove there. */
export const purgePlaces = (paths: StackpassPaths) => ({
  roots: ownRoots(paths),
  disposable: [credentialCacheFolder(paths), join(paths.stateDir, 'log'), join(paths.stateDir, 'terminals')],
})
