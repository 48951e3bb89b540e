import type { Span } from './spans.ts'

const kinds = [
  'gh[opsru]_[A-Za-z0-9]{20,}',
  'github_pat_\\w{20,}',
  'gl(?:pat|dt|rt)-[\\w-]{16,}',
  'xox[a-z]-[\\w-]{10,}',
  'pul-[0-9a-f]{32,}',
  'npm_[A-Za-z0-9]{30,}',
  'AIza[\\w-]{30,}',
  'hv[bsr]\\.[\\w-]{20,}',
  'ya29\\.[\\w.-]{20,}',
  '[rs]k_(?:live|test)_\\w{16,}',
  'sk-[\\w-]{20,}',
  'dop_v1_[0-9a-f]{32,}',
  'SG\\.[\\w-]{16,}\\.[\\w-]{16,}',
  'AGE-SECRET-KEY-1[A-Z0-9]{40,}',
  'pypi-[\\w-]{30,}',
  'dckr_pat_[\\w-]{20,}',
  'ops_eyJ[\\w-]{20,}',
  'ATATT[\\w=-]{30,}',
  // Session tokens of AWS.
  '(?:FwoG|IQoJ|FQoD|FQoG|AQoD|AgoJ)[A-Za-z0-9+/=_-]{36,}',
  // JSON web tokens.
  '(?<![\\w-])eyJ[\\w-]{6,}\\.[\\w-]+(?:\\.[\\w-]*)*',
]

/** Tokens that name their kind, anywhere in a text. Each part is bounded or ends at its run: linear on any text. */
const tellingTokens = new RegExp(`(?<![A-Za-z0-9+/])(?:${kinds.join('|')})`, 'g')
const run20 = /[\w/+=.-]{20}/

const keyId = /(?<![A-Za-z0-9])A(?:KI|SI)A[A-Z0-9]{12,28}(?![A-Za-z0-9])/
const keyIdInFront = /^A(?:KI|SI)A[A-Z0-9]{16}[/+]/
const long = /(?<![\w+/=-])[\w+/=-]{40,}/g
const dense = /[A-Za-z0-9+/]{40,}/g
const hash = /sha-?\d{1,4}[-:=]$/i
const hex = /^(?:[0-9a-f]+|[0-9A-F]+)$/

const secretKeyLength = 40
const tokenLength = 72
/** How far a key ID may be from the secret that belongs to it. */
const reach = 160
const fewestKinds = 14
/** The least share of places where the kind of character changes, with digits and without. */
const changeShare = 0.3
const changeShareOfLetters = 0.4

function classOf(code: number): number {
  if (code >= 97 && code <= 122) return 1
  if (code >= 65 && code <= 90) return 2
  return code >= 48 && code <= 57 ? 3 : 0
}

/** Whether a run looks random: small and capital letters, many of them, often alternating. */
function isRandom(run: string): boolean {
  let classes = 0
  let changes = 0
  let before = 0
  for (let at = 0; at < run.length; at += 1) {
    const kind = classOf(run.charCodeAt(at))
    if (before !== 0 && kind !== 0 && kind !== before) changes += 1
    classes |= 1 << kind
    before = kind
  }
  const letters = 0b110
  const digits = 0b1000
  if ((classes & letters) !== letters) return false
  const share = classes & digits ? changeShare : changeShareOfLetters
  return changes >= run.length * share && new Set(run.slice(0, tokenLength * 2)).size >= fewestKinds
}

/** Whether a run beside a key ID is its secret: not a hash, not a path. */
function isKeyLike(run: string): boolean {
  return !hex.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run) && !run.startsWith('/')
}

/**
 * The secrets of a text that their shape gives away: tokens of known kinds, secret access keys (40 characters, beside a
 * key ID or random), long random runs. Hashes in hex, ARNs, paths and account IDs do not count. `around` is the text that has
 * this one at `offset`, where the ID of a key may be.
 */
export function tokenSpans(text: string, around = text, offset = 0): Span[] {
  if (!run20.test(text)) return []
  const spans: Span[] = []
  for (const match of text.matchAll(tellingTokens)) {
    spans.push({ start: match.index, end: match.index + match[0].length })
  }
  for (const { 0: run, index } of text.matchAll(long)) {
    if (hash.test(text.slice(Math.max(0, index - 10), index))) continue
    if (run.length >= tokenLength && isRandom(run)) spans.push({ start: index, end: index + run.length })
    else
      for (const span of runsIn(run, around, offset + index))
        spans.push({ start: index + span.start, end: index + span.end })
  }
  return spans
}

function runsIn(text: string, around: string, offset: number): Span[] {
  const spans: Span[] = []
  for (const { 0: whole, index } of text.matchAll(dense)) {
    if (hash.test(text.slice(Math.max(0, index - 10), index))) continue
    const skipped = keyIdInFront.exec(whole)?.[0].length ?? 0
    const run = whole.slice(skipped)
    const start = index + skipped
    const at = offset + start
    const near = (): boolean => keyId.test(around.slice(Math.max(0, at - reach), at + run.length + reach))
    const isKey = run.length === secretKeyLength && isKeyLike(run) && (skipped > 0 || near())
    if (isKey || (run.length >= secretKeyLength && isRandom(run)))
      spans.push({ start, end: start + run.length })
  }
  return spans
}
