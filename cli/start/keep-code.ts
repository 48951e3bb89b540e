import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Script } from 'node:vm'
import { encodeStore, mostBytes, mostHeaderBytes, type KeptCode } from './kept-format.ts'
import type { Store } from './open-store.ts'
import { storePattern } from './runtime-identity.ts'
import { isTrustedFolder } from './trusted-folder.ts'

/** Writes a file completely or not at all, 0600 in a 0700 folder. */
export type WriteFile = (file: string, bytes: Uint8Array, how: { readonly durable: false }) => Promise<void>

export interface Loaded {
  readonly text: Uint8Array
  readonly script: Script
  /** The store has code for exactly this text. */
  readonly isKept: boolean
  /** The store has code for another text: the bundle was rebuilt. */
  readonly isOther: boolean
}

export interface Keeping {
  readonly file: string
  readonly home: string
  readonly identity: string
  /** What this run started from. */
  readonly store: Store | undefined
  readonly loaded: ReadonlyMap<string, Loaded>
}

/** The most stores to keep: for a few clones, each under a few versions of Node. */
const mostStores = 16
const mostBytesOfAll = 64_000_000
/** A run that was killed while writing leaves its mark; after this time the next run removes it. */
const staleAfterMs = 60_000

/**
 * Keeps the compiled code of what this run loaded, in addition to that of earlier runs. Of several runs at once, only one
 * does it. Fails silently: the next start then compiles, as this one did.
 */
export async function keepCode(keeping: Keeping, command: string, write: WriteFile): Promise<void> {
  const { file, home, store, loaded } = keeping
  const isWhole = [...loaded.values()].every(({ isKept }) => isKept)
  if (isWhole && store?.commands.includes(command) === true) return
  const folder = dirname(file)
  const mark = join(folder, '.keeping')
  try {
    if (!isTrustedFolder(folder, home)) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!isTrustedFolder(folder, home) || !takeMark(mark)) return
    try {
      const bytes = storeOf(keeping, command)
      if (bytes === undefined) return
      await write(file, bytes, { durable: false })
      prune(folder, basename(file))
    } finally {
      rmdirSync(mark)
    }
  } catch {
    // A full or read-only disk, most likely.
  }
}

function takeMark(mark: string): boolean {
  try {
    mkdirSync(mark, { mode: 0o700 })
    return true
  } catch {
    const age = Date.now() - (lstatSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? Infinity)
    if (age > staleAfterMs) rmdirSync(mark)
    return false
  }
}

function storeOf({ identity, store, loaded }: Keeping, command: string): Uint8Array | undefined {
  const earlier = [...loaded.values()].some(({ isOther }) => isOther) ? undefined : store
  const parts: KeptCode[] = [...loaded].map(([name, { text, script }]) => ({
    name,
    text,
    code: script.createCachedData(),
  }))
  for (const name of earlier?.names ?? []) {
    const kept = loaded.has(name) ? undefined : earlier?.read(name)
    if (kept !== undefined) parts.push(kept)
  }
  const files = parts.map(({ name, code, text }) => ({
    name,
    codeBytes: code.length,
    textBytes: text.length,
  }))
  const commands = [...new Set([...(earlier?.commands ?? []), command])]
  const bytes = encodeStore({ identity, commands, files }, parts)
  return bytes.length <= mostBytes && bytes.indexOf(10) < mostHeaderBytes ? bytes : undefined
}

/** Removes the oldest stores over the limits, and the leftovers of killed writers. */
function prune(folder: string, current: string): void {
  const found = readdirSync(folder).flatMap((name) => {
    const stat = lstatSync(join(folder, name), { throwIfNoEntry: false })
    return stat?.isFile() === true ? [{ name, size: stat.size, time: stat.mtimeMs }] : []
  })
  const old = found.filter(({ name, time }) => name.endsWith('.tmp') && Date.now() - time > staleAfterMs)
  const stores = found
    .filter(({ name }) => storePattern.test(name) && name !== current)
    .sort((one, other) => other.time - one.time)
  let bytes = found.find(({ name }) => name === current)?.size ?? 0
  const over = stores.filter(({ size }, index) => {
    bytes += size
    return index + 2 > mostStores || bytes > mostBytesOfAll
  })
  for (const { name } of [...old, ...over]) rmSync(join(folder, name), { force: true })
}
