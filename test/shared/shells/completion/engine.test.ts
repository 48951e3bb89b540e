import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { mergeProfiles } from '../../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../../shared/domain/aws/parse.ts'
import { completionEngine } from '../../../../shared/domain/shells/completion/engine.ts'
import { encodeKeptProfiles } from '../../../../shared/domain/shells/completion/kept-profiles.ts'
import { completionTable } from '../../../../shared/domain/shells/completion/table.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'stackpass-engine-'))
afterAll(() => rmSync(folder, { recursive: true }))

const table = completionTable(
  [
    { path: [], names: ['stackpass'], description: '', arguments: [], options: [] },
    {
      path: ['use'],
      names: ['use', 'u'],
      description: 'switch',
      arguments: [{ kind: 'profile', isVariadic: false }],
      options: [
        {
          flags: ['--in'],
          description: 'where',
          value: { kind: { choices: ['a', 'b'] }, isOptional: false },
        },
        { flags: ['--maybe'], description: '', value: { kind: 'region', isOptional: true } },
        { flags: ['--text'], description: '', value: { isOptional: false } },
        { flags: ['--yes', '-y'], description: '' },
      ],
    },
    {
      path: ['run'],
      names: ['run'],
      description: '',
      arguments: [
        { kind: 'profile', isVariadic: false },
        { kind: 'program', isVariadic: false },
      ],
      options: [],
    },
    {
      path: ['many'],
      names: ['many'],
      description: '',
      arguments: [{ isVariadic: false }, { kind: 'region', isVariadic: true }],
      options: [],
    },
  ],
  { region: [['eu-west-1', 'Ireland']] },
)

interface Files {
  readonly config?: string | Uint8Array
  readonly credentials?: string | Uint8Array
  readonly kept?: string
}

function ask(awk: readonly string[], words: readonly string[], files: Files = {}, prefix = ''): string[] {
  const paths = Object.entries(files).map(([name, content]): [string, string] => {
    const file = path.join(folder, name)
    writeFileSync(file, content as string)
    return [`_stackpass_${name}`, file]
  })
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', _stackpass_table: table, _stackpass_prefix: prefix }
  const [program = '', ...first] = awk
  const ran = spawnSync(program, [...first, '--', completionEngine, ...words], {
    env: { ...env, ...Object.fromEntries(paths) },
    encoding: 'utf8',
  })
  if (ran.status === null || ran.status === 2 || ran.stderr !== '') throw new Error(ran.stderr)
  if (ran.status !== 0) return [`ends with ${ran.status}`]
  return ran.stdout.split('\n').slice(0, -1)
}

const namesOf = (lines: readonly string[]): string[] => lines.map((line) => line.split('\t')[0] ?? '')

const awks = [['mawk'], ['gawk'], ['busybox', 'awk'], ['original-awk'], ['awk']].filter(
  ([program = '']) => spawnSync(program, ['--help']).error === undefined,
)

it('has an awk to be tried with', () => {
  expect(awks.length).toBeGreaterThan(0)
})

// Left out by the engine, as it says: what a terminal obeys or reorders, options, and headers that do not begin their line.
const isLeftOut = (name: string): boolean =>
  name.startsWith('-') || /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069]/.test(name)

function expected({ config, credentials }: Files): string[] {
  const bytes = (text: string | Uint8Array | undefined) =>
    text === undefined ? undefined : typeof text === 'string' ? new TextEncoder().encode(text) : text
  const [first, second] = [bytes(config), bytes(credentials)]
  const profiles = mergeProfiles(
    first && parseSharedFile(first, 'config'),
    second && parseSharedFile(second, 'credentials'),
  )
  return [...profiles.keys()].filter((name) => !isLeftOut(name))
}

describe.each(awks)('%s', (...awk) => {
  it('finds the profiles of every file of the corpus as the parser does', () => {
    const corpus = path.resolve(import.meta.dirname, '../../../fixtures/aws/files')
    const files = readdirSync(corpus, { withFileTypes: true }).filter(
      (one) => one.isFile() && one.name.endsWith('.ini'),
    )
    let compared = 0
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(path.join(parentPath, name))
      const text = bytes.toString('latin1')
      // Lone returns end lines for the AWS CLI only, and UTF-16 has no lines that awk could see.
      if (/^[ \t]+\[/m.test(text) || /\r(?![\r\n])/.test(text) || text.includes('\0')) continue
      compared += 1
      for (const kind of [name.startsWith('cred') ? 'credentials' : 'config'] as const) {
        const given = { [kind]: bytes }
        expect(namesOf(ask(awk, ['use', ''], given)), `${name} as ${kind}`).toEqual(expected(given))
      }
    }
    expect(compared).toBeGreaterThan(3)
  })

  it('reads headers as the parser does, however they are spelled', () => {
    const piece = fc.constantFrom(
      ...[
        '[',
        ']',
        'profile',
        'profile ',
        'sso-session ',
        'default',
        ' ',
        '\t',
        '"',
        "'",
        '#',
        ';',
        'a',
        'b c',
      ],
      ...['é', '-', '=', '\\', '$(x)', 'services '],
    )
    const line = fc.array(piece, { maxLength: 7 }).map((parts) => `[${parts.join('')}`)
    const lines = fc.array(line, { minLength: 1, maxLength: 6 }).map((all) => `${all.join('\n')}\n`)
    fc.assert(
      fc.property(lines, lines, (config, credentials) => {
        expect(namesOf(ask(awk, ['use', ''], { config, credentials }))).toEqual(
          expected({ config, credentials }),
        )
      }),
      { numRuns: 120 },
    )
  })

  it('knows which word stands at the cursor', () => {
    const files = { config: '[profile dev]\n[profile --x]\n' }
    const names = (...words: string[]) => namesOf(ask(awk, words, files, '1'))
    expect(names('u')).toEqual(['use', 'u'])
    expect(names('u', 'd')).toEqual(['dev'])
    expect(names('use', '-')).toEqual(['--in', '--maybe', '--text', '--yes', '-y'])
    expect(names('use', '--in', '')).toEqual(['a', 'b'])
    expect(names('use', '--in=')).toEqual(['--in=a', '--in=b'])
    expect(names('use', '--in=a', '')).toEqual(['dev'])
    expect(names('use', '--text', '')).toEqual([])
    expect(names('use', '--text', 'x', '')).toEqual(['dev'])
    expect(names('use', '-y', '')).toEqual(['dev'])
    expect(names('use', '--maybe', '')).toEqual(['dev'])
    expect(names('use', 'dev', '')).toEqual([])
    expect(names('use', '--', '')).toEqual(['dev'])
    expect(names('many', 'x', 'eu')).toEqual(['eu-west-1'])
    expect(names('many', 'x', 'y', 'eu')).toEqual(['eu-west-1'])
    expect(ask(awk, ['run', 'dev', ''])).toEqual(['ends with 13'])
    expect(ask(awk, ['run', 'dev', 'ls', '-l'])).toEqual(['ends with 13'])
    expect(ask(awk, ['nothing', ''])).toEqual([])
  })

  it('says group and account of a profile, the verified one first', () => {
    const config =
      '[profile a]\nsso_account_id = 111122223333\n[profile b]\nrole_arn=arn:aws:iam::444455556666:role/x\n[profile c]\n'
    const kept = encodeKeptProfiles({
      groups: [
        ['a', 'live'],
        ['b\nx', 'no'],
        ['c', 'production'],
      ],
      productionGroups: new Set(['live', 'production']),
      accounts: [['b', '777788889999']],
      accountNames: [['111122223333', 'acme']],
    })
    expect(ask(awk, ['use', ''], { config, credentials: '', kept })).toEqual([
      'a\tlive (production), 111122223333 acme',
      'b\t777788889999',
      'c\tproduction',
    ])
  })
})
