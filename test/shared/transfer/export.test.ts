import { execFileSync, spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containerVariables, identityVariables } from '../../../shared/domain/aws/identity-variables.ts'
import { parseImport } from '../../../shared/domain/transfer/import/parse-import.ts'
import {
  environmentSnippet,
  type EnvironmentFormat,
  type SnippetValues,
} from '../../../shared/domain/transfer/export/snippet.ts'
import { secret, temporaryId, token } from './example-keys.ts'

function text(values: SnippetValues, format: EnvironmentFormat, secrets: boolean): string {
  const result = environmentSnippet(values, format, { secrets })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const keys = { profile: 'dev', accessKeyId: temporaryId, secretAccessKey: secret, sessionToken: token }
const formats: EnvironmentFormat[] = ['bash', 'zsh', 'fish', 'powershell', 'cmd', 'dotenv', 'json']

describe('environment snippets', () => {
  it.each(formats)('%s without secrets holds none', (format) => {
    const snippet = text({ ...keys, region: 'eu-west-1' }, format, false)
    expect(snippet).toContain('dev')
    expect(snippet).toContain('AWS_DEFAULT_REGION')
    for (const hidden of [temporaryId, secret, token]) expect(snippet).not.toContain(hidden)
  })

  it.each(formats)('%s with secrets comes back through the import', (format) => {
    const snippet = text({ ...keys, expiresAt: '2030-01-02T03:04:05Z' }, format, true)
    expect(parseImport(snippet).candidates).toMatchObject([
      {
        accessKeyId: temporaryId,
        secretAccessKey: secret,
        sessionToken: token,
        expiresAt: '2030-01-02T03:04:05Z',
      },
    ])
  })

  it('removes what would win', () => {
    const removed = (values: SnippetValues, secrets: boolean): string[] =>
      text(values, 'bash', secrets).split('\n')[0]!.split(' ').slice(1)
    const others = (...own: string[]): string[] => identityVariables.filter((name) => !own.includes(name))
    expect(text(keys, 'bash', false)).toMatch(/\nexport AWS_PROFILE=dev\n$/)
    expect(removed(keys, false)).toEqual(others('AWS_PROFILE'))
    expect(removed({ ...keys, sessionToken: undefined as never }, true)).toEqual(
      others('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'),
    )
    expect(removed({ profile: 'ecs', fromContainer: true }, false)).toEqual(
      others('AWS_PROFILE', ...containerVariables),
    )
    expect(text({ ...keys, accountId: '444455556666' }, 'bash', true)).toContain(
      'export AWS_ACCOUNT_ID=444455556666\n',
    )
    expect(text(keys, 'cmd', false)).toContain('set "AWS_ACCESS_KEY_ID="\r\n')
    expect(text(keys, 'powershell', false)).toContain(
      'Remove-Item Env:AWS_ACCESS_KEY_ID -ErrorAction Ignore\n',
    )
  })

  it('doubles every quote that PowerShell knows', () => {
    expect(text({ profile: `a'b’c$(x)` }, 'powershell', false)).toContain(`$Env:AWS_PROFILE = 'a''b’’c$(x)'`)
  })

  it.each([
    ['cmd', '100%'],
    ['cmd', 'a"&calc&"'],
    ['cmd', 'a\nb'],
    ['dotenv', 'a\nb'],
    ['dotenv', `a'b$c`],
    ['bash', 'a\0b'],
    ['fish', '\uD800'],
  ] as const)('%s refuses %j', (format, profile) => {
    expect(environmentSnippet({ profile }, format, { secrets: false })).toMatchObject({
      ok: false,
      error: { code: 'InvalidValue' },
    })
  })

  it('says what is missing', () => {
    expect(environmentSnippet({ profile: 'role' }, 'bash', { secrets: true })).toMatchObject({
      error: { code: 'SecretMissing' },
    })
    expect(environmentSnippet({}, 'bash', { secrets: false })).toMatchObject({ error: { code: 'BadInput' } })
  })
})

const hostile = [
  '=-',
  '=ls',
  'a:=ls',
  ':~',
  '$(touch x)',
  '`id`',
  `a'b"c\\d`,
  '!!',
  '~',
  '*',
  'a b',
  ' lead',
  'é漢🙂',
  '%PATH%',
  '\\',
  "'",
  '\n',
  '\t',
  '-x',
  '#',
  '$HOME',
  '',
]

// One process for many values: each snippet is evaluated, then the value is printed with a NUL behind it.
function readBack(shell: 'bash' | 'zsh' | 'fish', values: readonly string[]): string[] {
  const script = values
    .map(
      (profile) =>
        `${text({ profile, region: profile }, shell, false)}printf '%s\\0' "$AWS_PROFILE" "$AWS_REGION"\n`,
    )
    .join('')
  const argv = shell === 'fish' ? ['--no-config'] : shell === 'zsh' ? ['-f'] : ['--norc', '--noprofile']
  const out = execFileSync(shell, [...argv, '-c', script], {
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  })
  return out.toString('utf8').split('\0').slice(0, -1)
}

const value = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.constantFrom(...hostile), { minLength: 1 }).map((parts) => parts.join('')),
    fc.string({ unit: fc.constantFrom(...`'"\\$\`!(){}[]<>|&;*?~# \n\t\r=-%^`) }),
  )
  .filter((made) => made !== '' && environmentSnippet({ profile: made }, 'bash', { secrets: false }).ok)

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  const present = spawnSync(shell, ['--version']).status === 0
  it.skipIf(!present)('reads any value back as it is', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 20, maxLength: 40 }), (values) => {
        expect(readBack(shell, values)).toEqual(values.flatMap((made) => [made, made]))
      }),
      { numRuns: 25 },
    )
  })
})
