import { join } from 'node:path'
import type { StackpassPaths } from './paths.ts'

/** Remembers which bridges are on. It is there only while one is, so that its absence costs a single look. */
export function bridgesFile(paths: Pick<StackpassPaths, 'stateDir'>): string {
  return join(paths.stateDir, 'bridges.json')
}
