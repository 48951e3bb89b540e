import { dirname } from 'node:path'
import type { AwsVersion, Detector, ReadText } from './types.ts'

/** What one folder says: the installed or locked version, and the requested one. */
export interface Level {
  readonly found: AwsVersion | undefined
  readonly wanted: AwsVersion | undefined
}

const mostLevels = 12

/**
 * A detector that looks in the folder and in those above it: an installed or locked version anywhere there goes before a
 * requested one. Each folder is read once for a reader, however many projects of a monorepo look through it.
 */
export function lookAbove(readLevel: (folder: string, readText: ReadText) => Promise<Level>): Detector {
  const levels = new WeakMap<ReadText, Map<string, Promise<Level>>>()
  const levelOf = (at: string, readText: ReadText): Promise<Level> => {
    const known = levels.get(readText) ?? new Map<string, Promise<Level>>()
    levels.set(readText, known)
    const level = known.get(at) ?? readLevel(at, readText)
    known.set(at, level)
    return level
  }
  return async (folder, readText) => {
    let wanted: AwsVersion | undefined
    for (let at = folder, depth = 0; depth < mostLevels; depth += 1, at = dirname(at)) {
      const level = await levelOf(at, readText)
      if (level.found) return level.found
      wanted ??= level.wanted
      if (dirname(at) === at) break
    }
    return wanted
  }
}
