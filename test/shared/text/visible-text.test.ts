import { describe, expect, it } from 'vitest'
import { showHidden, visibleText } from '../../../shared/domain/text/visible-text.ts'

describe('showHidden', () => {
  it.each([
    ['prod-billing', 'prod-billing'],
    ['日本語 עברית ünï 😀', '日本語 עברית ünï 😀'],
    ['pr\u200bod', 'pr⟨U+200B⟩od'],
    ['\u202egnillib-dorp', '⟨U+202E⟩gnillib-dorp'],
    ['tag\u{e0061}', 'tag⟨U+E0061⟩'],
    ['bell\u0007', 'bell␇'],
  ])('%j is shown as %s', (name, shown) => {
    expect(showHidden(name)).toBe(shown)
  })

  it('spells out what visibleText spells out, for every character', () => {
    const different: string[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const character = String.fromCodePoint(code)
      if (showHidden(character) !== visibleText(Buffer.from(character))) different.push(code.toString(16))
    }
    expect(different).toEqual([])
  })
})
