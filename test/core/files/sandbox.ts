import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { fail, type Result } from '../../../shared/result.ts'
import type { FileChange } from '../../../core/files/types.ts'
import { bytesOf, edited, replaceWith, setLine } from './changes.ts'
import {
  createFilesAndHistory,
  type FilesAndHistoryOptions,
} from '../../../core/history/files-and-history.ts'

export { bytesOf, edited, replaceWith, setLine }

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

export const textOf = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString()

/** A temporary folder for the user's files and one for Stackpass's own, with services on them. */
export async function sandbox(more: Partial<FilesAndHistoryOptions> = {}, base = tmpdir()) {
  const root = await mkdtemp(path.join(base, 'stackpass-files-'))
  folders.push(root)
  await chmod(root, 0o755)
  const state = path.join(root, 'state')
  const options = {
    historyDir: path.join(state, 'history'),
    locksDir: path.join(state, 'locks'),
    maskers: new Map(),
    ...more,
  }
  return { root, state, options, file: path.join(root, 'file'), ...createFilesAndHistory(options) }
}

export const refusing = (file: string): FileChange => ({
  ...replaceWith(file, ''),
  edit: () => fail('InvalidValue', 'No.'),
})

/** The value of a result that has to be one. */
export function value<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(`${result.error.code}: ${result.error.message} ${result.error.reason ?? ''}`)
  return result.value
}

/** The code of a result that has to be an error. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'no error' : result.error.code
}

/** Everything below a folder, as relative paths. */
export async function listing(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort()
}
