import { statSync } from 'node:fs'

/**
 * Identifies exactly this runtime and the bundle it runs. Two versions of Node may have the same V8 version number and
 * yet crash on each other's code, so the identity covers the program file itself: its path, size and time, every
 * version built into it, and its options.
 */
export function runtimeIdentity(bundle: string): string {
  const { execPath, versions, arch, platform, execArgv, env } = process
  const program = statSync(execPath, { bigint: true })
  return JSON.stringify([
    1,
    bundle,
    execPath,
    String(program.size),
    String(program.mtimeNs),
    Object.entries(versions).join(),
    arch,
    platform,
    execArgv,
    env['NODE_OPTIONS'] ?? '',
  ])
}

/** The name of the store for an identity: readable and rarely shared; the store itself contains the full identity. */
export function storeName(identity: string): string {
  // node:crypto would take longer to load than everything else in a start.
  let hash = 0
  for (let index = 0; index < identity.length; index += 3)
    hash = (Math.imul(hash, 31) + identity.charCodeAt(index)) | 0
  return `node-${process.versions.node}-${process.arch}-${(hash >>> 0).toString(16).padStart(8, '0')}.code`
}

/** Matches the names that `storeName` returns. */
export const storePattern = /^node-[\w.+-]+-[0-9a-f]{8}\.code$/
