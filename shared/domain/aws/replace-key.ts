import { fail } from '../../result.ts'
import { applySplices } from '../edit/splices.ts'
import type { EditOutcome } from '../edit/types.ts'
import type { SharedFileDocument } from './document.ts'
import { toSplice } from './edit/plan.ts'
import { decodeText, encodeText } from './text.ts'
import { parseSharedFile } from './parse.ts'
import { propertiesOf } from './properties.ts'
import type { SharedFileKind } from './types.ts'

/** An access key with its secret. */
export interface KeyPairValue {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const places = { aws_access_key_id: 'accessKeyId', aws_secret_access_key: 'secretAccessKey' } as const

/** The settings of profiles whose value is one of the halves of a key, in file order. */
function halves(document: SharedFileDocument, key: KeyPairValue) {
  const wanted = {
    accessKeyId: encodeText(key.accessKeyId),
    secretAccessKey: encodeText(key.secretAccessKey),
  }
  return document.sections
    .filter(({ kind }) => kind === 'profile')
    .flatMap((section) =>
      propertiesOf(document, section).properties.flatMap((property) => {
        const half = places[property.key as keyof typeof places] as keyof KeyPairValue | undefined
        if (half === undefined || property.continuation !== undefined) return []
        const isHalf = document.text.slice(property.valueStart, property.valueEnd) === wanted[half]
        return isHalf ? [{ section, property, half }] : []
      }),
    )
}

/** The names of the profiles in a file that contain a key ID, in file order. */
export function profilesWithKey(document: SharedFileDocument | undefined, accessKeyId: string): string[] {
  if (document === undefined) return []
  const found = halves(document, { accessKeyId, secretAccessKey: '' })
  return [
    ...new Set(
      found.filter(({ half }) => half === 'accessKeyId').map(({ section }) => decodeText(section.rawName)),
    ),
  ]
}

/** Every setting of a file as text, to tell what an edit has changed. */
const settingsOf = (document: SharedFileDocument): string[] =>
  document.sections.flatMap((section) => [
    `[${section.kind} ${section.rawName}]`,
    ...propertiesOf(document, section).properties.map(
      (property) => `${property.key}=${document.text.slice(property.valueStart, property.end)}`,
    ),
  ])

/**
 * Replaces one key with another in every profile of a file, also where it appears twice. Only the bytes of the values change:
 * comments, blanks and order stay. Errors: UnsupportedEncoding, VerifyMismatch.
 */
export function replaceKey(
  bytes: Uint8Array | undefined,
  kind: SharedFileKind,
  from: KeyPairValue,
  to: KeyPairValue,
): EditOutcome {
  const before = bytes ?? new Uint8Array()
  const document = parseSharedFile(before, kind)
  if (document.unsupported !== undefined)
    return fail('UnsupportedEncoding', `The file is ${document.unsupported} text`, {
      reason: 'No AWS tool reads it in this encoding',
      remedy: 'Save the file as UTF-8 without a byte order mark',
    })
  const found = halves(document, from)
  const splices = found.map(({ property, half }) =>
    toSplice({ start: property.valueStart, end: property.valueEnd, insert: encodeText(to[half]) }),
  )
  const after = applySplices(before, splices)
  const made = settingsOf(parseSharedFile(after, kind))
  const wanted = settingsOf(document)
  const replaced = new Map(found.map(({ property, half }) => [property.start, half]))
  let at = 0
  const isAsWanted =
    made.length === wanted.length &&
    document.sections.every((section) => {
      at += 1
      return propertiesOf(document, section).properties.every((property) => {
        const half = replaced.get(property.start)
        const is = made[at]
        const was = wanted[at]
        at += 1
        return half === undefined ? is === was : is === was?.replace(from[half], () => to[half])
      })
    })
  if (!isAsWanted)
    return fail('VerifyMismatch', 'The edit would have changed more than the key', {
      reason: 'The result does not read as intended',
      remedy: 'Please report it with the lines around the key, without the key',
    })
  return { ok: true, bytes: after, splices, warnings: [] }
}
