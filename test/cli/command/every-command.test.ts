import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asksForJson } from '../../../cli/asks-json.ts'
import { describeCommands } from '../../../cli/completion/describe-commands.ts'
import type { CliContext } from '../../../cli/context.ts'
import { buildProgram } from '../../../cli/program/build-program.ts'
import { runCommandLine } from '../../../cli/program/run-command-line.ts'
import { createPaint } from '../../../cli/terminal/paint.ts'
import { errorCodes } from '../../../shared/error-codes.ts'
import { sampleConfig, sampleCredentials } from './sandbox.ts'

const silent = { out: () => undefined, err: () => undefined, columns: 80 }
const program = buildProgram({
  context: { terminal: silent, version: '0' } as unknown as CliContext,
  end: () => Promise.resolve(),
})
const commandAt = (path: readonly string[]): Command =>
  path.reduce<Command>((above, name) => above.commands.find((below) => below.name() === name)!, program)
const commands = describeCommands(program)
  .map(({ path, ...entry }) => ({ line: path.join(' '), path, ...entry }))
  .filter(({ line }) => line !== '' && !/(?:^| )help$/.test(line))
const withArguments = commands
  .filter(({ path }) => commandAt(path).registeredArguments.some(({ required }) => required))
  .map(({ line }) => line)
const isParent = (line: string): boolean => commands.some((one) => one.line.startsWith(`${line} `))

/** For each command, a line that is well formed but wrong: names that do not exist, values of the wrong kind. */
const wrong: ReadonlyMap<string, string> = new Map([
  ['profiles show', 'nix'],
  ['profiles reveal', 'nix region'],
  ['profiles set', 'a]b region eu-west-1'],
  ['profiles unset', 'nix region'],
  ['profiles add', 'a]b region eu-west-1'],
  ['profiles rename', 'nix neu'],
  ['profiles duplicate', 'nix neu'],
  ['profiles delete', 'nix'],
  ['profiles default', 'nix'],
  ['profiles import', '/nope/nix'],
  ['verify', 'nix'],
  ['env', 'nix'],
  ['allow', 'nix'],
  ['allow use', 'nix /nope/nix'],
  ['allow revoke', 'nix'],
  ['keys rotate', 'nix'],
  ['keys finish', 'nix'],
  ['keys undo', 'nix'],
  ['use', 'nix'],
  ['credentials', 'nix'],
  ['exec', 'nix true'],
  ['console', 'nix'],
  ['session', 'nix'],
  ['vault move', 'nix'],
  ['vault take-out', 'nix'],
  ['vault unlock', ''],
  ['unlock', ''],
  ['pin', 'nix'],
  ['unpin', ''],
  ['folder allow', '/nope/nix'],
  ['folder deny', '/nope/nix'],
  ['folder set', 'nix'],
  ['bridge pointer', 'off'],
  ['bridge mirror', 'on'],
  ['bridge gui', 'on'],
  ['bridge twin', 'nix'],
  ['stacks list', '--project /nope/nix'],
  ['stacks show', '--project /nope/nix'],
  ['stacks problems', '--project /nope/nix'],
  ['stacks set-profile', 'nix --project /nope/nix'],
  ['stacks set', 'aws:region eu-west-1 --project /nope/nix'],
  ['stacks unset', 'aws:region --project /nope/nix'],
  ['stacks add-environment', 'nix --project /nope/nix'],
  ['stacks remove-environment', 'nix --project /nope/nix'],
  ['stacks pin-account', '--project /nope/nix'],
  ['login', 'nix'],
  ['logout', '--session nix'],
  ['sso populate', '--session nix'],
  ['sso connect', 'nix'],
  ['history show', 'nix'],
  ['history undo', 'nix'],
  ['history restore', 'nix'],
  ['settings set', 'theme pink'],
])

/** Commands that only read or print and whose only input is options. `call`, `serve`, `mcp`, `agent run` and `agent serve` have their own tests. */
const takesNothingWrong = new Set(
  [
    'profiles list|problems|allow list|current|whoami|vault list|vault status|vault lock|lock|shell-init|folder list',
    'completion|bridge status|stacks snippet|sessions|history list|history purge|settings get|log|agent list|agent run|agent serve|agent end|agent settings|agent role|mcp|keys status|keys resume|home|call|serve',
  ]
    .join('|')
    .split('|'),
)

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

let home: string

async function run(line: string): Promise<Ran> {
  const written = { out: '', err: '' }
  const words = line.split(' ').filter((word) => word !== '')
  const code = await runCommandLine(words, {
    terminal: {
      out: (text) => (written.out += text),
      err: (text) => (written.err += text),
      columns: undefined,
      paint: createPaint(false),
      errPaint: createPaint(false),
      showsProgress: false,
    },
    asksJson: asksForJson(words),
    env: { HOME: home, STACKPASS_HOME: join(home, 'own'), PATH: process.env['PATH'] },
    platform: process.platform,
    homeDir: home,
    packageRoot: process.cwd(),
    version: '0.0.0',
    commandTable: () => Promise.resolve(''),
  })
  return { code, ...written }
}

/** An error says what happened, why, and what to do, in sentences; JSON has the same with its code. */
function expectStyle({ out, err }: Ran): void {
  const told = /^Error (\w+): \S.*[.?]$/m.exec(err)
  expect(errorCodes, err).toContain(told?.[1])
  expect(told?.[1]).not.toBe('Internal')
  expect(err).toMatch(/^ {2}Why: {3}\S.*[.?:]$/m)
  expect(err).toMatch(/^ {2}To do: \S.*[.?:]$/m)
  expect(out + err).not.toMatch(/undefined|\[object|ZodError/)
}

function expectUsage({ code, out, err }: Ran): void {
  expect(code).toBe(2)
  expect(err).toMatch(/^Usage: [A-Z-].*[.?]\n {2}To do: \S.*\.\n$/)
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    error: { code: 'WrongUsage', message: /^Usage: (.*)$/m.exec(err)![1], remedy: expect.any(String) },
  })
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-every-'))
  await mkdir(join(home, '.aws'), { mode: 0o700 })
})
afterEach(() => rm(home, { recursive: true, force: true }))

describe('every command', () => {
  const leaves = commands.map(({ line }) => line).filter((line) => !isParent(line) || line === 'allow')

  it('is in one of the two lists', () => {
    const listed = [...wrong.keys(), ...takesNothingWrong]
    expect([...listed].sort()).toEqual([...leaves].sort())
  })

  it.each(commands.map(({ line }) => line))(
    '%s: an option that it does not have is wrong usage',
    async (line) => {
      expectUsage(await run(`${line} --nix --json`))
    },
  )

  it.each(withArguments)('%s: what is missing is named', async (line) => {
    expectUsage(await run(`${line} --json`))
  })

  it.each([...wrong])('%s %s: says what happened, why and what to do', async (line, words) => {
    await writeFile(join(home, '.aws', 'config'), sampleConfig)
    await writeFile(join(home, '.aws', 'credentials'), sampleCredentials, { mode: 0o600 })
    const ran = await run(line === 'exec' ? `exec --json ${words}` : `${line} ${words} --json`)
    expect(ran.code, ran.err).toBe(1)
    expectStyle(ran)
    const code = /^Error (\w+)/m.exec(ran.err)![1]
    expect(JSON.parse(ran.out)).toMatchObject({ ok: false, error: { code } })
  })

  it.each(leaves.filter((line) => !['call', 'serve', 'mcp', 'shell-init', 'completion'].includes(line)))(
    '%s: a shared file that is a folder is told in the same style',
    async (line) => {
      await mkdir(join(home, '.aws', 'config'))
      const words = wrong.get(line) ?? ''
      const ran = await run(line === 'exec' ? `exec --json ${words}` : `${line} ${words} --json`)
      if (ran.code === 1 && ran.err.includes('Error ')) expectStyle(ran)
      expect(ran.err).not.toMatch(/Internal|EISDIR/)
    },
  )
})
