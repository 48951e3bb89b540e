import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Command } from 'commander'
import { files } from '../../build/screenshot-home.mjs'
import { tableOfCommands } from '../../cli/completion/completion-table.ts'
import type { CliContext } from '../../cli/context.ts'
import { buildProgram } from '../../cli/program/build-program.ts'
import { completionEngine } from '../../shared/domain/shells/completion/engine.ts'

const silent = { out: () => undefined, err: () => undefined, columns: 80 }
const context = { terminal: silent, version: '0' } as unknown as CliContext
const folder = mkdtempSync(join(tmpdir(), 'stackpass-everyday-'))
afterAll(() => rmSync(folder, { recursive: true }))

const env: Record<string, string> = {
  PATH: process.env['PATH'] ?? '',
  LC_ALL: 'C',
  _stackpass_table: tableOfCommands(context),
  _stackpass_prefix: '1',
}
for (const name of ['config', 'credentials'] as const) {
  env[`_stackpass_${name}`] = join(folder, name)
  writeFileSync(join(folder, name), files(0)[`.aws/${name}`] ?? '')
}

/** The words that can complete the line, as bash requests them. */
function wordsAt(line: string): string[] {
  const [, ...typed] = line.split(' ')
  const ran = spawnSync('awk', ['--', completionEngine, ...typed], { env, encoding: 'utf8' })
  expect([ran.status, ran.stderr], line).toEqual([0, ''])
  return ran.stdout.split('\n').slice(0, -1)
}

/** The line after each Tab has completed the only remaining word. */
function completed(typed: string): string {
  const [first = '', ...rest] = typed.split('⇥')
  return rest.reduce((before, after) => {
    const words = wordsAt(before)
    expect(words, `${before}⇥`).toHaveLength(1)
    return `${before.slice(0, before.lastIndexOf(' ') + 1)}${words[0]!} ${after}`
  }, first)
}

const text = readFileSync(new URL('../../docs/EVERYDAY.md', import.meta.url), 'utf8')
const rows = text
  .slice(text.indexOf('## In the terminal'))
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells[2]?.startsWith('`stackpass ') === true)
  .map(([, journey = '', typed = '', keys, runs = '']) => ({
    journey,
    typed: typed.replaceAll('`', ''),
    keys: Number(keys),
    runs: runs.replaceAll('`', ''),
  }))

it('has ten journeys', () => {
  expect(rows.map(({ journey }) => journey)).toHaveLength(10)
})

it.each(rows)('$journey: $typed', async ({ typed, keys, runs }) => {
  expect(typed.indexOf('↵')).toBe(typed.length - 1)
  expect(completed(typed.slice(0, -1)).trimEnd()).toBe(runs)
  expect([...typed].length).toBe(keys)

  // It is a command with all its arguments.
  const ended: string[] = []
  const program = buildProgram({ context, end: () => Promise.resolve() })
  const stop = (command: Command): void => {
    command.exitOverride().hook('preAction', () => {
      throw new Error('parsed')
    })
    command.commands.forEach(stop)
  }
  stop(program)
  await program.parseAsync(runs.split(' ').slice(1), { from: 'user' }).catch((error: unknown) => {
    ended.push(String(error))
  })
  expect(ended).toEqual(['Error: parsed'])
})
