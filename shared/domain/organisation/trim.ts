import { fail, ok, type Result } from '../../result.ts'
import { linearPattern, type LinearPattern } from './linear-pattern.ts'

/** A stretch of an account name, and whether it is cut. */
export interface NamePiece {
  readonly text: string
  readonly cut: boolean
}

/** Longer names are ignored beyond this: AWS allows 50 characters. */
const longestLooked = 256
const pattern = /^\/(.+)\/(i?)$/s

function textFinder(wanted: string): LinearPattern {
  return {
    find(text, from) {
      const start = text.indexOf(wanted, from)
      return start < 0 ? undefined : { start, end: start + wanted.length }
    },
  }
}

/** Which characters of the name the trims leave: each trim works on what earlier ones left. */
function keptOf(name: string, finders: readonly LinearPattern[]): boolean[] {
  const kept = new Array<boolean>(name.length).fill(true)
  for (const finder of finders) {
    const places: number[] = []
    for (let at = 0; at < Math.min(name.length, longestLooked); at += 1) if (kept[at]) places.push(at)
    const text = places.map((place) => name.charAt(place)).join('')
    for (let found = finder.find(text, 0); found !== undefined; found = finder.find(text, found.end))
      for (let at = found.start; at < found.end; at += 1) kept[places[at]!] = false
  }
  return kept
}

/** Cuts names; returns the name in pieces, in order, to show what was cut. */
export type Trimmer = (name: string) => readonly NamePiece[]

/**
 * Reads what to cut from account names: a text anywhere, or `/pattern/` (with `i`: in any case). A trim that would
 * cut a whole name away leaves it unchanged. Fails with TemplateInvalid.
 */
export function readTrims(trims: readonly string[]): Result<Trimmer> {
  const finders: LinearPattern[] = []
  for (const trim of trims) {
    if (trim === '') continue
    const slashed = pattern.exec(trim)
    if (slashed === null && trim.length > 1 && trim.startsWith('/') && trim.endsWith('/'))
      return fail('TemplateInvalid', 'A pattern to cut is empty.', {
        reason: 'It would cut nothing.',
        remedy: 'Write it between the slashes.',
      })
    const finder = slashed ? linearPattern(slashed[1]!, slashed[2] === 'i') : ok(textFinder(trim))
    if (!finder.ok) return finder
    finders.push(finder.value)
  }
  if (finders.length === 0) return ok((name) => (name === '' ? [] : [{ text: name, cut: false }]))
  return ok((name) => {
    const kept = keptOf(name, finders)
    if (!/[^\s\-_./]/.test([...kept.keys()].map((at) => (kept[at] ? name.charAt(at) : '')).join('')))
      return name === '' ? [] : [{ text: name, cut: false }]
    const pieces: { text: string; cut: boolean }[] = []
    for (let at = 0; at < name.length; at += 1) {
      const cut = kept[at] !== true
      const last = pieces.at(-1)
      if (last?.cut === cut) last.text += name.charAt(at)
      else pieces.push({ text: name.charAt(at), cut })
    }
    return pieces
  })
}
