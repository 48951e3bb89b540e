import { describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

/** Common typing errors, and the error code for programs. */
const refused: readonly (readonly [string, string])[] = [
  ['use nix', 'ProfileNotFound'],
  ['exec nix -- true', 'ProfileNotFound'],
  ['console nix', 'ProfileNotFound'],
  ['env nix', 'ProfileNotFound'],
  ['profiles show nix', 'ProfileNotFound'],
  ['profiles delete nix', 'ProfileNotFound'],
  ['folder set nix', 'ProfileNotFound'],
  ['folder allow /nope', 'FolderMissing'],
  ['history show nix', 'HistoryNotFound'],
  ['history undo nix', 'HistoryNotFound'],
  ['settings set theme pink', 'BadInput'],
  ['profiles import /nope', 'FileUnreadable'],
]

describe('an error', () => {
  it.each(refused)('says what happened, why and what to do: %s', async (line, code) => {
    const ran = await at.sandbox.run(line.split(' '))
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toMatch(new RegExp(`^Error ${code}: .+[.?]$`, 'm'))
    expect(ran.stderr).toMatch(/^ {2}Why: {3}\S/m)
    expect(ran.stderr).toMatch(/^ {2}To do: \S/m)
    expect(ran.stderr).not.toMatch(/settings\.set|schema|undefined/)
  })

  it.each([
    'nope',
    'use a b c',
    'profiles list --kind x',
    'completion tcsh',
    'profiles set dev nokey',
    'settings get nope',
  ])('of the command line is a word about usage: %s', async (line) => {
    const ran = await at.sandbox.run(line.split(' '))
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toMatch(/^Usage: \S/)
  })
})
