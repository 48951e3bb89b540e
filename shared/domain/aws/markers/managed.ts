import type { EditWarning } from '../../edit/types.ts'
import type { SharedFileDocument } from '../document.ts'
import type { TextSplice } from '../edit/plan.ts'
import { markersOf, type Marker } from './markers.ts'
import { trimEndOf } from '../../text/trim-end.ts'

/** Lines that another program owns: it writes them again, and manual changes are lost. */
export interface ManagedBlock {
  /** The program, where the marks name one. */
  readonly owner: string | undefined
  /** 1-based lines of both marks; for a file that is owned whole, the line that says so, and no end. */
  readonly line: number
  readonly endLine: number | undefined
  /** The first byte that is owned, and the first that no longer is. */
  readonly start: number
  readonly end: number
}

/** A mark of a known owner whose other half is not in the file. */
export interface HalfBlock {
  readonly owner: string
  readonly line: number
  readonly missing: 'begin' | 'end'
}

const known: readonly (readonly [pattern: RegExp, owner: string])[] = [
  [/ansible[ _-]managed/i, 'Ansible'],
  [/aws[ _-]sso[ _-]cli/i, 'aws-sso-cli'],
]

const named =
  /\b(?:managed|generated|maintained|deployed|controlled)[ _](?:by|with|from)[ _:]*([\p{L}\p{N}][\p{L}\p{N}._/+-]*)/iu
const owned = /managed|generated|do not (?:edit|modify|change)/i

function ownerOf(text: string): string | undefined {
  const plain = (name: string) => trimEndOf(name, (character) => character === '.' || character === ':')
  const word = named.exec(text)?.[1]
  return known.find(([pattern]) => pattern.test(text))?.[1] ?? (word === undefined ? undefined : plain(word))
}

/** Folds, regions and tags are for people; words in capitals and arrows are written by programs. */
function isOwned({ label, text }: Marker): boolean {
  if (label.startsWith('#') || label.startsWith('<')) return owned.test(text)
  return owned.test(text) || /^(?:[>]{3}|(?:.*[^A-Za-z])?(?:BEGIN|START)(?![A-Za-z]))/.test(text)
}

/** The blocks of a file that other programs own, in file order. */
export function managedBlocks(document: SharedFileDocument): ManagedBlock[] {
  const markers = markersOf(document)
  const byLine = new Map(markers.map((marker) => [marker.line, marker]))
  return markers.flatMap((marker): ManagedBlock[] => {
    const { side, text, line, end: start, other } = marker
    const owner = ownerOf(text)
    if (side === 'file') return [{ owner, line, endLine: undefined, start, end: document.text.length }]
    const last = other === undefined ? undefined : byLine.get(other)
    if (side !== 'begin' || last === undefined || !isOwned(marker)) return []
    return [{ owner, line, endLine: last.line, start, end: last.start }]
  })
}

/** Marks of a known owner without their other half. */
export function halfBlocks(document: SharedFileDocument): HalfBlock[] {
  return markersOf(document).flatMap(({ side, text, line, other }): HalfBlock[] => {
    const owner = known.find(([pattern]) => pattern.test(text))?.[1]
    if (owner === undefined || other !== undefined || (side !== 'begin' && side !== 'end')) return []
    return [{ owner, line, missing: side === 'begin' ? 'end' : 'begin' }]
  })
}

/** `Ansible manages lines 3 to 12` */
export function ownerInWords({ owner, line, endLine }: ManagedBlock): string {
  const where = endLine === undefined ? 'this file' : `lines ${line} to ${endLine}`
  return owner === undefined ? `Another tool may own ${where}` : `${owner} manages ${where}`
}

/** What happens to a manual change inside the block. */
export function effectInWords({ owner, endLine }: ManagedBlock): string {
  const what = endLine === undefined ? 'the file' : 'what is between its two marks'
  if (owner === 'Ansible')
    return `The next run of its playbook writes ${what} again: change it in the playbook, or the change is lost`
  if (owner === 'aws-sso-cli')
    return `The next \`aws-sso setup profiles\` writes ${what} again: change its own settings, or the change is lost`
  if (owner === undefined)
    return `The marks around it are of the kind that programs write: one that owns ${endLine === undefined ? 'the file' : 'the lines'} will write ${endLine === undefined ? 'it' : 'them'} again, and the change is lost`
  return `When ${owner} writes ${what} again, a change made here is lost: make it there`
}

/** The block that contains a place in the file. */
export const blockAt = (blocks: readonly ManagedBlock[], at: number): ManagedBlock | undefined =>
  blocks.find(({ start, end }) => start <= at && at < end)

const touches = ({ start, end }: ManagedBlock, splice: TextSplice): boolean =>
  splice.start === splice.end
    ? splice.start >= start && splice.start <= end
    : splice.start < end && splice.end > start

/** Says for every block that an edit reaches into what its owner will do to the edit. */
export function warnOfOwners(document: SharedFileDocument, splices: readonly TextSplice[]): EditWarning[] {
  return managedBlocks(document)
    .filter((block) => splices.some((splice) => touches(block, splice)))
    .map((block) => ({ code: 'ManagedBlock', message: `${ownerInWords(block)}. ${effectInWords(block)}.` }))
}
