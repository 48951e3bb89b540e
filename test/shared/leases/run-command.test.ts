import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { narrowingOf } from '../../../shared/domain/leases/narrowing-of.ts'
import { runCommand, type LeaseDraft } from '../../../shared/domain/leases/run-command.ts'

const draft: LeaseDraft = {
  profiles: ['dev'],
  rights: 'read-only',
  policy: '',
  time: '30m',
  program: 'claude --continue',
}

it('says what to type', () => {
  expect(runCommand(draft, 'linux')).toBe(
    'stackpass agent run --profile dev --read-only --for 30m -- claude --continue',
  )
  expect(runCommand({ ...draft, rights: 'full', time: '4h' }, 'linux')).toBe(
    'stackpass agent run --profile dev --for 4h -- claude --continue',
  )
  expect(runCommand({ ...draft, rights: 'policy', policy: 'my policy.json' }, 'win32')).toBe(
    "stackpass agent run --profile 'dev' --policy 'my policy.json' --for 30m -- claude --continue",
  )
})

it('waits for all of it, and never writes half a name', () => {
  expect(runCommand({ ...draft, profiles: [] }, 'linux')).toBeUndefined()
  expect(runCommand({ ...draft, program: '  ' }, 'linux')).toBeUndefined()
  expect(runCommand({ ...draft, rights: 'policy' }, 'linux')).toBeUndefined()
  expect(runCommand({ ...draft, profiles: ['a\0b'] }, 'linux')).toBeUndefined()
})

it.skipIf(process.platform === 'win32')('gives the shell back each name', () => {
  const profiles = ['a b', "it's", '$(touch x)', '`id`', '--fence', 'q"uote', '; rm -rf /']
  const command = runCommand({ ...draft, profiles }, 'linux') ?? ''
  const said = execFileSync('/bin/sh', [
    '-c',
    `stackpass() { for one; do printf '%s\\0' "$one"; done; }; ${command}`,
  ])
  expect(said.toString().split('\0').slice(0, -1)).toEqual([
    ...['agent', 'run'],
    ...profiles.flatMap((name) => ['--profile', name]),
    ...['--read-only', '--for', '30m', '--', 'claude', '--continue'],
  ])
})

it('knows what can be narrowed, and by what', () => {
  expect(narrowingOf('role', false)).toBe('session-policy')
  expect(narrowingOf('web-identity', false)).toBe('session-policy')
  expect(narrowingOf('keys', false)).toBe('federation')
  expect(narrowingOf('process', true)).toBe('federation')
  for (const kind of ['process', 'sso', 'login', 'session', 'incomplete'] as const)
    expect(narrowingOf(kind, false)).toBeUndefined()
})
