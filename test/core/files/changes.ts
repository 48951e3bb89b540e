import type { FileChange } from '../../../core/files/types.ts'
import { applySplices } from '../../../shared/domain/edit/splices.ts'
import type { EditOutcome, Splice } from '../../../shared/domain/edit/types.ts'

export const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))

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

/** A change that replaces any content with the given one. */
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
