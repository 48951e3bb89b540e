import { expect, it } from 'vitest'
import { safeJson, safeLines } from '../../../cli/terminal/safe-text.ts'

it('makes lines harmless and leaves their ends alone', () => {
  expect(safeLines('set "A=b"\r\nset "C=\u001b[2J"\r\n')).toBe('set "A=b"\r\nset "C=␛[2J"\r\n')
  expect(safeLines('a\rb\n')).toBe('a␍b\n')
})

it('escapes what a terminal would obey; the JSON says the same', () => {
  const value = { text: 'a\u009b2J\u007f\u200b\u2028\u202e\ufeffü"\\' }
  const json = safeJson(JSON.stringify(value))
  expect(json).toMatch(/^[\u0020-\u007e\u00fc]*$/)
  expect(JSON.parse(json)).toEqual(value)
})

it('escapes the invisible plane, and what hides in other places, as JSON has it', () => {
  const value = { text: 'a\u{e0041}\u{e007f}\u{e0100}\u034f\u3164\ufe0f\u00a0\ud800b' }
  const json = safeJson(JSON.stringify(value))
  expect(json).toBe(
    '{"text":"a\\udb40\\udc41\\udb40\\udc7f\\udb40\\udd00\\u034f\\u3164\\ufe0f\\u00a0\\ud800b"}',
  )
  expect(JSON.parse(json)).toEqual(value)
})
