/** What a comment says about lines around it: where a part of the file begins or ends, or how an editor treats the file. */
export interface Mark {
  readonly side: 'begin' | 'end' | 'editor'
  /** What both halves of a pair have in common; lower case, letters and digits only. */
  readonly label: string
  /** Whether it is a mark by itself; the others only count if the other half is in the file. */
  readonly sure: boolean
}

const editorLines: readonly RegExp[] = [
  /(?:^|\s)(?:vi|vim|Vim)(?:[<>=]?\d+)?:|(?:^|\s)ex:/,
  /-\*-.*-\*-/,
  /^kate:|^kak:|^:\w+=|^code:\s*language=|^(?:x-)?(?:en)?coding[:=]|^chezmoi:/i,
  /^(?:yaml-language-server|editorconfig|spell-?checker|cspell|codespell|shellcheck|prettier|dprint|gitleaks|trufflehog|pragma)\b\s*[-:]/i,
  /^(?:Local Variables:|End:)$/i,
  /^!/,
]

/** The comment without the signs that make it one, and without ornaments at its ends. */
export function commentText(comment: string): string {
  return comment.replace(/^[ \t]*[#;]+/, '').trim()
}

/** A label for comparing: two halves of a pair often differ in case, dashes and an "of". */
function labelOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/\b(?:of|the|here)\b/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

const shouted = /(?:^|[^A-Za-z])(BEGIN|START|END|STOP|FINISH)(?=$|[^A-Za-z])/
const spoken =
  /(?:^|[^a-z])(below|above|begin(?:s|ning)?|starts?|end(?:s|ing)?|stops?|finish(?:ed)?)(?=$|[^a-z])/i

/** Words about every line that follows, or every one before: not about the profile beside the comment. */
const farReaching =
  /\b(?:everything|all|lines?|contents?|sections?|entries|profiles?|(?:do not|don'?t|never) (?:edit|change|modify|touch))\b.{0,40}\b(?:below|above)\b/i

function byWord(text: string, pattern: RegExp, sure: boolean): Mark | undefined {
  const found = pattern.exec(text)
  const word = found?.[1]
  if (found === null || word === undefined) return undefined
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`
  return { side: /^(?:begin|start|below)/i.test(word) ? 'begin' : 'end', label: labelOf(rest), sure }
}

/** Whether a comment is one half of a pair (`BEGIN x`, `#endregion`, `>>> x`, `}}}`), or a line for an editor. */
export function readMark(comment: string): Mark | undefined {
  const text = commentText(comment)
  if (text === '') return undefined
  if (editorLines.some((pattern) => pattern.test(text))) return { side: 'editor', label: '', sure: true }
  // `#region = eu-west-1` is a setting that somebody commented out.
  const region = /^(end)?\s?region\b(?!\s*[=:])/i.exec(text)
  // Every region has the same label, as the second half seldom repeats the name of the first.
  if (region) return { side: region[1] ? 'end' : 'begin', label: '#region', sure: region[1] !== undefined }
  const folds = /\{\{\{|\}\}\}/.exec(text)?.[0]
  if (folds) return { side: folds === '{{{' ? 'begin' : 'end', label: '#fold', sure: true }
  const arrows = /^(>{3,}|<{3,})/.exec(text)?.[1]
  if (arrows) return { side: arrows.startsWith('>') ? 'begin' : 'end', label: labelOf(text), sure: true }
  const tag = /^<(\/?)([\w.:-]+)(?:\s[^<>]*)?>$/.exec(text)
  if (tag) return { side: tag[1] ? 'end' : 'begin', label: `<${tag[2]}>`, sure: tag[1] !== '' }
  return byWord(text, shouted, true) ?? byWord(text, spoken, farReaching.test(text))
}

/** The label of a comment that is not a mark by itself: `--- generated` opens what `--- end generated` closes. */
export const plainLabel = (comment: string): string => labelOf(commentText(comment))
