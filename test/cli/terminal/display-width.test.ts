import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { cut, displayWidth, padEnd } from '../../../cli/terminal/display-width.ts'

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['日本語', 6],
    ['한글', 4],
    ['ｗｉｄｅ', 8],
    ['e\u0301', 1],
    ['é', 1],
    ['👍', 2],
    ['👨‍👩‍👧', 2],
    ['❤️', 2],
    ['a\u200db', 2],
    ['ｶﾅ', 2],
    ['⟨U+202E⟩', 8],
  ])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })

  it('agrees with the Unicode tables of Python on every assigned character', () => {
    const program = `
import sys, unicodedata
for c in range(0x300, 0x1f000):
    ch = chr(c)
    if unicodedata.category(ch) in ('Cn', 'Cs', 'Co', 'Cc', 'Cf'): continue
    wide = unicodedata.east_asian_width(ch) in 'WF'
    print(c, 0 if unicodedata.category(ch) in ('Mn', 'Me') else 2 if wide else 1)`
    const lines = execFileSync('python3', ['-c', program], { encoding: 'utf8', maxBuffer: 8e6 }).trim()
    // Wide since Unicode 16.
    const newer = /[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\u{1d300}-\u{1d376}]/u
    const different = lines.split('\n').filter((line) => {
      const [codePoint, width] = line.split(' ').map(Number)
      if (newer.test(String.fromCodePoint(codePoint!))) return false
      return displayWidth(`x${String.fromCodePoint(codePoint!)}`) - 1 !== width
    })
    // Python's tables are some years older: a handful of characters changed since.
    expect(different.length).toBeLessThan(20)
  })
})

describe('cut and padEnd', () => {
  it('never passes the width, and fills it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(displayWidth(cut(text, width))).toBeLessThanOrEqual(width)
        expect(displayWidth(padEnd(cut(text, width), width))).toBe(width)
      }),
    )
  })

  it('leaves what fits alone', () => {
    expect(cut('日本語', 6)).toBe('日本語')
    expect(cut('日本語', 5)).toBe('日本…')
    expect(cut('日本語', 4)).toBe('日…')
  })
})
