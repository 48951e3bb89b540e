/** What this process wrote a moment ago, so that a watcher does not take it for another program's change. */
export interface OwnWrites {
  /** Call before the write. undefined: the file is removed. */
  note(realPath: string, sha256: string | undefined): void
  /** True once for each note, and only for a few seconds: later, somebody else may write the same content. */
  take(realPath: string, sha256: string | undefined): boolean
}

const validFor = 5_000
const keptPerFile = 16

export function createOwnWrites(now: () => number = Date.now): OwnWrites {
  const notes = new Map<string, { readonly sha256: string | undefined; readonly at: number }[]>()
  const fresh = (realPath: string) => (notes.get(realPath) ?? []).filter(({ at }) => now() - at < validFor)

  return {
    note(realPath, sha256) {
      notes.set(realPath, [...fresh(realPath), { sha256, at: now() }].slice(-keptPerFile))
    },
    take(realPath, sha256) {
      const known = fresh(realPath)
      const index = known.findIndex((note) => note.sha256 === sha256)
      // A later note settles earlier ones: their content has already been replaced.
      const left = index === -1 ? known : known.slice(index + 1)
      if (left.length > 0) notes.set(realPath, left)
      else notes.delete(realPath)
      return index !== -1
    },
  }
}
