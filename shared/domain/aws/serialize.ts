import type { SharedFileDocument } from './document.ts'
import { textToBytes } from './text.ts'

/** The bytes of a document, put together again from its parts. Equal to what was parsed, for any input. */
export function serializeSharedFile(document: SharedFileDocument): Uint8Array {
  if (document.unsupported !== undefined) return document.bytes
  const { text, preamble, sections } = document
  const parts = [text.slice(0, preamble.start), text.slice(preamble.start, preamble.end)]
  for (const section of sections) parts.push(text.slice(section.start, section.end))
  return textToBytes(parts.join(''))
}
