import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { applySplices } from '../../../shared/domain/edit/splices.ts'
import type { EditOutcome, Splice } from '../../../shared/domain/edit/types.ts'
import { fail, type Result } from '../../../shared/result.ts'
import type { FileChange } from '../../../core/files/types.ts'
import {
  createFilesAndHistory,
  type FilesAndHistoryOptions,
} from '../../../core/history/files-and-history.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

export const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
export const textOf = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString()

/** A temporary folder for the user's files and one for Stackpass's own, with services on them. */
export async function sandbox(more: Partial<FilesAndHistoryOptions> = {}) {
  const root = await mkdtemp(path.join(tmpdir(), 'stackpass-files-'))
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

/** Sets `key=value` in a file of such lines, as a splice; the fingerprint is the line of that key. */
export function setLine(
  file: string,
  key: string,
  value: string,
  more: Partial<FileChange> = {},
): FileChange {
  const find = (bytes: Uint8Array | undefined) => {
    const text = Buffer.from(bytes ?? []).toString('latin1')
    const match = new RegExp(`^${key}=(.*)\n`, 'm').exec(text)
    return match ? { start: match.index, end: match.index + match[0].length, value: match[1]! } : undefined
  }
  return {
    path: file,
    label: '~/file',
    kind: 'lines',
    edit(bytes) {
      const found = find(bytes)
      if (found?.value === value) return edited(bytes, [])
      const end = bytes?.length ?? 0
      return edited(bytes, [
        { start: found?.start ?? end, end: found?.end ?? end, insert: bytesOf(`${key}=${value}\n`) },
      ])
    },
    fingerprint: (bytes) => find(bytes)?.value ?? '(absent)',
    ...more,
  }
}

/** An outcome made of splices. */
export function edited(bytes: Uint8Array | undefined, splices: Splice[]): EditOutcome {
  return { ok: true, bytes: applySplices(bytes ?? new Uint8Array(0), splices), splices, warnings: [] }
}

/** A change that puts the given content in place of any other. */
export function replaceWith(
  file: string,
  text: string | Uint8Array,
  more: Partial<FileChange> = {},
): FileChange {
  const insert = typeof text === 'string' ? bytesOf(text) : text
  return {
    path: file,
    label: '~/file',
    kind: 'lines',
    edit: (bytes) => edited(bytes, [{ start: 0, end: bytes?.length ?? 0, insert }]),
    ...more,
  }
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
