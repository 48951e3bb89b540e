import { statSync } from 'node:fs'
import { createRequire } from 'node:module'

const insideArchive = /\.asar(?=[\\/])/

/**
 * The file itself, or the archive of a packed app that it lies in: Electron shows what is in an archive under another inode at
 * each look, and the archive only to its `original-fs`.
 */
function statProgram(file: string) {
  const archive = insideArchive.exec(file)
  if (archive === null) return statSync(file, { bigint: true, throwIfNoEntry: false })
  const original = createRequire(import.meta.url)('original-fs') as { readonly statSync: typeof statSync }
  const path = file.slice(0, archive.index + archive[0].length)
  return original.statSync(path, { bigint: true, throwIfNoEntry: false })
}

/** What tells a file from another one that later stands in its place; undefined where there is none. */
function markOf(file: string): string | undefined {
  const found = statProgram(file)
  return found && [found.dev, found.ino, found.size, found.mtimeNs].join()
}

/** Remembers a file as it is now. The function that it returns says whether another one, or none, stands there since. */
export function watchProgram(file: string): () => boolean {
  const first = markOf(file)
  return () => first !== undefined && markOf(file) !== first
}

const code = 'ProgramReplaced'
const message = 'Another version of Stackpass was installed while this one ran.'
const remedy = 'Stop Stackpass and start it again. What it has written is kept.'

/** Thrown where a program that runs would go on with files of another version of itself. */
export const programReplaced = (): Error => Object.assign(new Error(message), { code })

/** Whether an error is that one. The start of the command, a bundle of its own, throws it too. */
export const isProgramReplaced = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code

/** The same as an expected error, and as a text. */
export const replacedError = { code, message, remedy } as const
export const replacedText = `${message} ${remedy}`
