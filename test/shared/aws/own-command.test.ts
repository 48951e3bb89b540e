import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ownCommand, parseOwnCommand } from '../../../shared/domain/aws/own-command.ts'

const odd = [
  `it's`,
  'a b',
  '$(x)',
  '`x`',
  '"q"',
  '-n',
  '--active',
  'é 漢',
  '\\',
  '~',
  '*',
  'a;b',
  '!x',
  '%PATH%',
]

it('is read back as it was meant', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom(...odd)),
      fc.constantFrom(undefined, '/opt/my apps/stackpass', "/o'x/bin/stackpass.cjs"),
      (profile, program) => {
        const made = ownCommand({ active: false, profile }, { platform: 'linux', program })
        if (!made.ok) return
        expect(parseOwnCommand(made.value)).toEqual({ active: false, profile })
      },
    ),
    { numRuns: 1000 },
  )
  for (const platform of ['linux', 'win32'] as const) {
    const made = ownCommand({ active: true }, { platform })
    expect(made.ok && parseOwnCommand(made.value)).toEqual({ active: true })
  }
})

it('means the same to sh, which most SDKs start, and to the splitting of botocore', () => {
  const commands = odd.map((profile) => {
    const made = ownCommand({ active: false, profile }, { platform: 'linux' })
    if (!made.ok) throw new Error(`${profile}: ${made.error.code}`)
    return made.value
  })
  const words = odd.map((profile) =>
    profile.startsWith('-') ? ['credentials', '--', profile] : ['credentials', profile],
  )
  const inSh = commands.map((command) => {
    const sh = spawnSync('sh', ['-c', command.replace('stackpass', `printf '%s\\n'`)], { encoding: 'utf8' })
    return sh.stdout.trimEnd().split('\n')
  })
  expect(inSh).toEqual(words)
  const script =
    'import json, shlex, sys; print(json.dumps([shlex.split(each)[1:] for each in sys.argv[1:]]))'
  const python = spawnSync('python3', ['-c', script, ...commands], { encoding: 'utf8' })
  expect(JSON.parse(python.stdout)).toEqual(words)
})

it('refuses names that a reader of the file would cut', () => {
  for (const profile of ['a #b', 'a ;b', '# x', 'a\nb', 'a\u0007'])
    expect(ownCommand({ active: false, profile }, { platform: 'linux' })).toMatchObject({
      error: { code: 'InvalidValue' },
    })
  expect(ownCommand({ active: false, profile: '%PATH%' }, { platform: 'win32' })).toMatchObject({
    error: { code: 'InvalidValue' },
  })
})

it('takes no other command for its own', () => {
  for (const command of [
    'stackpass credentials',
    'stackpass credentials a b',
    'stackpass use a',
    'notstackpass credentials --active',
    'stackpass credentials "open',
    'aws-vault exec x',
    'stackpass credentials --fresh',
    'stackpass credentials a; x',
    'stackpass credentials a | x',
    'stackpass credentials $NAME',
    'stackpass credentials "$(x)"',
    'stackpass credentials a*',
    'stackpass credentials a # b',
    '',
  ])
    expect(parseOwnCommand(command)).toBeUndefined()
  expect(parseOwnCommand('~/bin/stackpass credentials "a \\"b\\""')).toEqual({
    active: false,
    profile: 'a "b"',
  })
  expect(parseOwnCommand('C:\\Tools\\stackpass.cmd credentials --active')).toEqual({ active: true })
})
