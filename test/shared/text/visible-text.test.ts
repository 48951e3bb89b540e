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
    ['a\u034fb\u3164c\u115f\uffa0\u180b\ufe0f', 'a⟨U+034F⟩b⟨U+3164⟩c⟨U+115F⟩⟨U+FFA0⟩⟨U+180B⟩⟨U+FE0F⟩'],
    ['dev\u00a0', 'dev⟨U+00A0⟩'],
    ['x\ud800y\udc00', 'x⟨U+D800⟩y⟨U+DC00⟩'],
    ['\ue000\uffff\u0085\u061c', '⟨U+E000⟩⟨U+FFFF⟩⟨U+0085⟩⟨U+061C⟩'],
    ['ltr\u202aa\u2066b\u200ec', 'ltr⟨U+202A⟩a⟨U+2066⟩b⟨U+200E⟩c'],
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
