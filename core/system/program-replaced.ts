import { statSync } from 'node:fs'
import { createRequire } from 'node:module'

const insideArchive = /\.asar(?=[\\/])/

/**
 * The file itself, or the archive of the packed app that holds it: Electron shows another inode at each look for what is in an
 * archive, and shows the archive only to its `original-fs`.
 */
function statProgram(file: string) {
  const archive = insideArchive.exec(file)
  if (archive === null) return statSync(file, { bigint: true, throwIfNoEntry: false })
  const original = createRequire(import.meta.url)('original-fs') as { readonly statSync: typeof statSync }
  const path = file.slice(0, archive.index + archive[0].length)
  return original.statSync(path, { bigint: true, throwIfNoEntry: false })
}

/** What tells a file from another that later takes its place; undefined where there is none. */
function markOf(file: string): string | undefined {
  const found = statProgram(file)
  return found && [found.dev, found.ino, found.size, found.mtimeNs].join()
}

/** Remembers a file as it is now. The returned function says whether another one, or none, is there since. */
export function watchProgram(file: string): () => boolean {
  const first = markOf(file)
  return () => first !== undefined && markOf(file) !== first
}

const code = 'ProgramReplaced'
const message = 'Another version of Stackpass was installed while this one ran.'
const remedy = 'Stop Stackpass and start it again. What it has written is kept.'

/** Thrown where a running program would continue with files of another version of itself. */
export const programReplaced = (): Error => Object.assign(new Error(message), { code })

/** Whether an error is that one. The start of the command, a separate bundle, throws it too. */
export const isProgramReplaced = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code

/** The same as an expected error, and as a text. */
export const replacedError = { code, message, remedy } as const
export const replacedText = `${message} ${remedy}`
