import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDepth, checkTokens, isPlainlyShallow } from '../../../shared/domain/pulumi/tree/limits.ts'

const pieces = [
  ...[
    '{',
    '[',
    '}',
    ']',
    '- ',
    '? ',
    '-',
    '?',
    ':',
    ': ',
    ',',
    '---\n',
    '...\n',
    '|\n',
    '>-\n',
    '# note\n',
    '"',
    "'",
  ],
  ...[
    '\n',
    '\r\n',
    ' ',
    '  ',
    '\t',
    '\ufeff',
    '\u00a0',
    '\u0002',
    'é',
    'config:\n',
    '  aws:region: eu-west-1\n',
    '&a ',
    '*a ',
  ],
]

/** Pieces, and runs of one of them that go over every limit. */
const texts = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(1, 1, 1, 2, 3, 63, 64, 65, 66, 257, 513)), {
    maxLength: 24,
  })
  .map((parts) => parts.map(([piece, times]) => piece.repeat(times)).join(''))

describe('a file that is plainly shallow', () => {
  it('is one that the walk over its tokens lets pass, and any other is walked', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const walked = checkTokens(text)
        if (isPlainlyShallow(text)) expect(walked.ok).toBe(true)
        expect(checkDepth(text)).toEqual(walked)
      }),
      { numRuns: 3000 },
    )
  })

  it('is every usual one, and none at a limit or beyond', () => {
    expect(isPlainlyShallow('config:\n  aws:region: eu-west-1\n  list:\n    - a\n    - { b: [c] }\n')).toBe(
      true,
    )
    for (const deep of ['[', '{', '- ', '? ']) {
      expect(isPlainlyShallow(deep.repeat(64))).toBe(true)
      expect(isPlainlyShallow(deep.repeat(65))).toBe(false)
      expect(checkTokens(deep.repeat(65)).ok).toBe(false)
    }
    expect(isPlainlyShallow(`a:\n${' '.repeat(513)}b: c\n`)).toBe(false)
    expect(checkTokens(`a:\n${' '.repeat(513)}b: c\n`).ok).toBe(false)
    expect(isPlainlyShallow('a\n'.repeat(50_001))).toBe(false)
  })
})
