import { resolve } from 'node:path'
import type { DiscoveredProject } from './discovery-types.ts'

/** Where the program of a project is, and where its providers run. `main` may name a file of it. */
export function programFolder({ folder, content }: DiscoveredProject): string {
  const main = content?.main
  if (main === undefined) return folder
  const path = resolve(folder, main)
  return /\.[cm]?[jt]s$|\.py$|\.jar$|\.(?:cs|fs|vb)proj$/.test(main) ? resolve(path, '..') : path
}
