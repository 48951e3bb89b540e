/** Text as typed, with the repairs to tell the user about. */
export interface CleanText {
  readonly text: string
  readonly notes: readonly string[]
}

interface Repair {
  readonly pattern: RegExp
  readonly by: string
  readonly note?: string
}

// Word processors, chat programs and web pages change these on the way; none of them is ever part of a key.
const repairs: readonly Repair[] = [
  { pattern: /^\uFEFF/, by: '' },
  { pattern: /\r\n?|[\u0085\u2028\u2029]/g, by: '\n' },
  {
    pattern: /[\u201C\u201D\u201E\u201F\u2033\uFF02]/g,
    by: '"',
    note: 'Curly double quotes were read as plain ones.',
  },
  {
    pattern: /[\u2018\u2019\u201A\u201B\u2032\uFF07]/g,
    by: "'",
    note: 'Curly single quotes were read as plain ones.',
  },
  {
    pattern: /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g,
    by: ' ',
    note: 'Non-breaking and other special spaces were read as plain ones.',
  },
  {
    pattern: /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g,
    by: '',
    note: 'Invisible characters were left out.',
  },
]

/** Removes a byte order mark, makes all line ends `\n`, and repairs quotes and spaces that a paste has changed. Linear. */
export function cleanText(raw: string): CleanText {
  const notes: string[] = []
  let text = raw
  for (const { pattern, by, note } of repairs) {
    const next = text.replace(pattern, by)
    if (note !== undefined && next !== text) notes.push(note)
    text = next
  }
  return { text, notes }
}
