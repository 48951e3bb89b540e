import { statSync } from 'node:fs'

/**
 * Says exactly which runtime this is and which bundle it runs. Two versions of Node may carry the same V8 number and
 * yet crash on each other's code, so nothing less than the program file itself will do: where it lies, its size and
 * time, every version that is built into it, and what it was started with.
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

/** The name of the store for an identity: readable, and rarely that of another; the store itself holds the whole. */
export function storeName(identity: string): string {
  // node:crypto would take longer to load than all else that a start does.
  let hash = 0
  for (let index = 0; index < identity.length; index += 3)
    hash = (Math.imul(hash, 31) + identity.charCodeAt(index)) | 0
  return `node-${process.versions.node}-${process.arch}-${(hash >>> 0).toString(16).padStart(8, '0')}.code`
}

/** Names that `storeName` gives. */
export const storePattern = /^node-[\w.+-]+-[0-9a-f]{8}\.code$/
