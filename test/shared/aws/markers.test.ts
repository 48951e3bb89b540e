import { describe, expect, it } from 'vitest'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { halfBlocks, managedBlocks } from '../../../shared/domain/aws/markers/managed.ts'
import { markersOf } from '../../../shared/domain/aws/markers/markers.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import type { SharedFileOperation } from '../../../shared/domain/aws/types.ts'
import { bytesOf } from './support/bytes.ts'

const documentOf = (text: string) => parseSharedFile(bytesOf(text), 'config')

function edited(text: string, operation: SharedFileOperation): { text: string; warnings: string[] } {
  const outcome = editSharedFile(bytesOf(text), 'config', operation)
  if (!outcome.ok) throw new Error(outcome.error.message)
  return {
    text: new TextDecoder().decode(outcome.bytes),
    warnings: outcome.warnings.map(({ message }) => message),
  }
}

const without = (text: string, name: string): string => edited(text, { type: 'deleteProfile', name }).text

const pairs: readonly (readonly [begin: string, end: string])[] = [
  ['# BEGIN ANSIBLE MANAGED BLOCK', '# END ANSIBLE MANAGED BLOCK'],
  ['# BEGIN_AWS_SSO_CLI', '# END_AWS_SSO_CLI'],
  ['# team profiles BEGIN', '# team profiles END'],
  ['#region team', '#endregion'],
  ['# region team', '# endregion team'],
  ['# --- generated', '# --- end generated'],
  ['# --- start of team ---', '# --- end of team ---'],
  ['# >>> team >>>', '# <<< team <<<'],
  ['; team {{{', '; }}}'],
  ['# <team>', '# </team>'],
  ['# START TEAM', '# STOP TEAM'],
]

describe.each(pairs)('%s … %s', (begin, end) => {
  const file = (inside: string, after = '[profile after]\nregion = c\n'): string =>
    `[profile mine]\nregion = a\n${begin}\n${inside}${end}\n${after}`
  const two = '[profile one]\nregion = b\n[profile two]\nregion = c\n'

  it('stay where they are when a profile inside, before or behind is deleted', () => {
    expect(without(file(two), 'one')).toBe(file('[profile two]\nregion = c\n'))
    expect(without(file(two), 'two')).toBe(file('[profile one]\nregion = b\n'))
    expect(without(file(two, ''), 'two')).toBe(file('[profile one]\nregion = b\n', ''))
    expect(without(file(two), 'after')).toBe(file(two, ''))
    expect(without(file(two), 'mine')).toBe(`${begin}\n${two}${end}\n[profile after]\nregion = c\n`)
  })

  it('keep the comments between themselves and a header apart', () => {
    const own = '# about one\n[profile one]\nregion = b\n# more about one\n'
    expect(without(file(own), 'one')).toBe(file(''))
  })

  it('stay when they are inside of the profile, and are not copied with it', () => {
    const text = `[profile one]\nregion = b\n${begin}\noutput = json\n${end}\ncli_pager = less\n`
    expect(without(text, 'one')).toBe(`${begin}\n${end}\n`)
    const copy = edited(text, { type: 'duplicateProfile', from: 'one', to: 'copy' }).text
    expect(copy).toBe(`${text}\n[profile copy]\nregion = b\noutput = json\ncli_pager = less\n`)
  })

  it('stay when two sections are merged', () => {
    const text = file('[profile one]\nregion = b\n[profile one]\noutput = json\n')
    const merged = edited(text, { type: 'fix', fix: { kind: 'mergeDuplicateSection', line: 6 } }).text
    expect(merged).toBe(file('[profile one]\nregion = b\noutput = json\n'))
  })
})

describe('comments that are no markers', () => {
  it.each(['# region = eu-west-1', '# begin with this one', '# the weekend account', '# at the end of 2025'])(
    '%s goes with its profile',
    (comment) => {
      expect(without(`[profile a]\nregion = x\n\n${comment}\n[profile b]\nregion = y\n`, 'b')).toBe(
        '[profile a]\nregion = x\n',
      )
    },
  )

  it.each(['# vim: ft=dosini', '# -*- mode: conf -*-', '# code: language=ini', '# kate: indent-width 2;'])(
    'an editor reads %s, so it stays',
    (comment) => {
      expect(without(`${comment}\n[profile b]\nregion = y\n`, 'b')).toBe(`${comment}\n`)
      expect(without(`[profile b]\nregion = y\n${comment}\n`, 'b')).toBe(`${comment}\n`)
    },
  )

  it('keeps the lines of Emacs between Local Variables and End', () => {
    const tail = '# Local Variables:\n# mode: conf\n# End:\n'
    expect(without(`[profile b]\nregion = y\n${tail}`, 'b')).toBe(tail)
  })

  it('keeps what stands at the top about the whole file', () => {
    const top = '# Managed by Puppet, do not edit\n'
    expect(without(`${top}[profile b]\nregion = y\n`, 'b')).toBe(top)
  })
})

describe('blocks that other programs own', () => {
  const block = '# BEGIN ANSIBLE MANAGED BLOCK\n[profile one]\nregion = b\n# END ANSIBLE MANAGED BLOCK\n'

  it('are found with their owner and lines', () => {
    expect(managedBlocks(documentOf(`[profile mine]\n${block}`))).toMatchObject([
      { owner: 'Ansible', line: 2, endLine: 5 },
    ])
    expect(managedBlocks(documentOf('# BEGIN_AWS_SSO_CLI\r\n[x]\r\n# END_AWS_SSO_CLI'))).toMatchObject([
      { owner: 'aws-sso-cli', line: 1, endLine: 3 },
    ])
    expect(managedBlocks(documentOf('# --- generated\n[x]\n# --- end generated\n'))).toMatchObject([
      { owner: undefined, line: 1, endLine: 3 },
    ])
    expect(managedBlocks(documentOf('# This file is managed by Chef.\n[default]\n'))).toMatchObject([
      { owner: 'Chef', line: 1, endLine: undefined },
    ])
    expect(managedBlocks(documentOf('#region mine\n[profile x]\n#endregion\n'))).toEqual([])
  })

  it('are told of when one half is missing', () => {
    expect(halfBlocks(documentOf('[profile x]\n# END ANSIBLE MANAGED BLOCK\n'))).toEqual([
      { owner: 'Ansible', line: 2, missing: 'begin' },
    ])
    expect(halfBlocks(documentOf(block))).toEqual([])
  })

  it.each<readonly [string, SharedFileOperation, boolean]>([
    ['a value inside', { type: 'set', profile: 'one', key: 'region', value: 'z' }, true],
    ['a new setting at its end', { type: 'set', profile: 'one', key: 'output', value: 'json' }, true],
    ['a deletion inside', { type: 'deleteProfile', name: 'one' }, true],
    ['a rename inside', { type: 'renameProfile', from: 'one', to: 'two' }, true],
    ['a value outside', { type: 'set', profile: 'mine', key: 'region', value: 'z' }, false],
    ['the profile behind it', { type: 'deleteProfile', name: 'after' }, false],
    ['a new profile', { type: 'addProfile', name: 'new', entries: [] }, false],
  ])('%s', (_what, operation, warned) => {
    const text = `[profile mine]\nregion = a\n${block}[profile after]\nregion = c\n`
    const { warnings } = edited(text, operation)
    const told = warnings.filter((message) =>
      message.startsWith('Ansible manages lines 3 to 6. The next run'),
    )
    expect(told).toHaveLength(warned ? 1 : 0)
  })

  it('have line numbers as everybody counts them', () => {
    for (const ending of ['\n', '\r\n', '\r'])
      expect(
        markersOf(documentOf(['\ufeff# vim: ft=ini', '[default]', '# END x', ''].join(ending))).map(
          ({ line }) => line,
        ),
      ).toEqual([1, 3])
  })
})
