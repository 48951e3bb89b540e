import { readFile } from 'node:fs/promises'
import { writePrivateFile } from './write-private-file.ts'

/** The parsed content of one of our state files; `undefined` when it is missing, unreadable or not JSON. */
export async function readPrivateJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code !== undefined) return undefined
    throw error
  }
}

/** Writes one of our state files as JSON. Rejects with OwnFileFailure. */
export function writePrivateJson(path: string, content: unknown): Promise<void> {
  return writePrivateFile(path, `${JSON.stringify(content, null, 1)}\n`)
}

/** Runs tasks one after another, so that read, change and write of a file are one step. */
export function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const run = last.then(task, task)
    last = run
    return run
  }
}
