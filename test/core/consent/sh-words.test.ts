import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCommand } from '../../../core/consent/read-command.ts'

const place = { env: { HOME: '/h', X: 'x', Y: 'a b' }, platform: 'linux', home: '/h', cwd: '/' } as const
const pieces = [
  'a',
  'b',
  ' ',
  '  ',
  "'",
  '"',
  '\\',
  '$',
  '$X',
  '#',
  '=',
  '-',
  '~',
  '\t',
  '\\"',
  "''",
  '""',
  'é',
]

it.skipIf(process.platform === 'win32')(
  'splits into the words that sh gives to the program, whenever it takes a command for simple',
  () => {
    let simple = 0
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const command = `show_args ${parts.join('')}`
        const words = readCommand(command, place).simple
        if (words === undefined) return
        simple += 1
        const script = `show_args() { for w in "$@"; do printf '%s\\0' "$w"; done; }; ${command}`
        const shown = execFileSync('/bin/sh', ['-c', script], {
          env: place.env,
          encoding: 'utf8',
          stdio: 'pipe',
        })
        expect(shown.split('\0').slice(0, -1)).toEqual(words.slice(1))
      }),
      { numRuns: 400 },
    )
    expect(simple).toBeGreaterThan(50)
  },
)
