import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import type { SharedFileKind } from '../../../shared/domain/aws/types.ts'
import { applySplices } from '../../../shared/domain/edit/splices.ts'
import type { EditOutcome, Splice } from '../../../shared/domain/edit/types.ts'
import { fail } from '../../../shared/result.ts'
import type { SavedDefault } from './state.ts'

const none = new Uint8Array()

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** Where the sections called default are: from their header line to the next header. */
function ranges(bytes: Uint8Array, kind: SharedFileKind): { readonly start: number; readonly end: number }[] {
  return parseSharedFile(bytes, kind)
    .sections.filter((section) => section.kind === 'profile' && section.rawName === 'default')
    .map(({ start, end }) => ({ start, end }))
}

function texts(bytes: Uint8Array, kind: SharedFileKind): string[] {
  return ranges(bytes, kind).map(({ start, end }) => base64(bytes.subarray(start, end)))
}

/** What `putBack` must remember about one file to undo an edit of its default section. */
export function rememberDefault(
  before: Uint8Array | undefined,
  edited: { readonly bytes: Uint8Array; readonly splices: readonly Splice[] },
  kind: SharedFileKind,
): SavedDefault {
  const saved = {
    before: texts(before ?? none, kind),
    after: texts(edited.bytes, kind),
    created: before === undefined,
  }
  const [splice] = edited.splices
  if (saved.before.length > 0 || splice === undefined) return saved
  const [section] = ranges(edited.bytes, kind)
  return { ...saved, insert: base64(splice.insert), lead: (section?.start ?? splice.start) - splice.start }
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, index) => text === b[index])

function startsWith(bytes: Uint8Array, at: number, part: Uint8Array): boolean {
  return at >= 0 && Buffer.compare(bytes.subarray(at, at + part.length), part) === 0
}

/**
 * Puts the remembered default back byte for byte, wherever the section is by now. Errors: DefaultChanged when
 * somebody else has changed it since the copy.
 */
export function putBack(
  bytes: Uint8Array | undefined,
  kind: SharedFileKind,
  saved: SavedDefault,
): EditOutcome {
  const now = bytes ?? none
  if (!same(texts(now, kind), saved.after)) {
    return fail('DefaultChanged', 'Another program has changed [default] since Stackpass copied into it.', {
      reason: 'Putting the old one back would undo that change too.',
      remedy:
        'Undo that change, or run `stackpass bridge mirror off --leave` to keep [default] as it is now.',
    })
  }
  const places = ranges(now, kind)
  const splices: Splice[] = []
  if (saved.insert === undefined) {
    places.forEach(({ start, end }, index) =>
      splices.push({ start, end, insert: fromBase64(saved.before[index] ?? '') }),
    )
  } else if (places[0] !== undefined) {
    const [insert, lead, { start }] = [fromBase64(saved.insert), saved.lead ?? 0, places[0]]
    // The line break that came before the section may have gone meanwhile.
    const from = startsWith(now, start - lead, insert) ? start - lead : start
    splices.push({ start: from, end: from + insert.length - (from === start ? lead : 0), insert: none })
  }
  const changed = splices.filter(
    ({ start, end, insert }) => Buffer.compare(now.subarray(start, end), insert) !== 0,
  )
  return { ok: true, bytes: applySplices(now, changed), splices: changed, warnings: [] }
}
