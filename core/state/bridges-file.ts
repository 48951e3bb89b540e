import { join } from 'node:path'
import type { StackpassPaths } from './paths.ts'

/** Remembers which bridges are on. It exists only while one is, so checking its absence takes a single look. */
export function bridgesFile(paths: Pick<StackpassPaths, 'stateDir'>): string {
  return join(paths.stateDir, 'bridges.json')
}
