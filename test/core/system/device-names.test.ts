import { describe, expect, it } from 'vitest'
import { namesDevice } from '../../../core/system/resolve-path.ts'

describe('a name that means a device on Windows', () => {
  it.each([
    ...[
      'NUL',
      'nul',
      'C:\\x\\NUL',
      'C:\\x\\nul.txt',
      'aux .config',
      'CON:',
      'C:/x/con/config',
      'com1',
      'LPT9',
      'COM¹',
    ],
    'CONOUT$',
  ])('is known: %s', (name) => expect(namesDevice(name)).toBe(true))

  it.each([
    'config',
    'C:\\x\\console',
    'C:\\x\\nullable',
    'com10',
    'auxiliary.ini',
    'x.nul',
    'C:\\company\\config',
  ])('is no other: %s', (name) => expect(namesDevice(name)).toBe(false))
})
