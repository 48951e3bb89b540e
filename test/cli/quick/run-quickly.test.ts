import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { CliContext } from '../../../cli/context.ts'
import { runCommandLine } from '../../../cli/program/run-command-line.ts'
import { runQuickly } from '../../../cli/quick/run-quickly.ts'
import { createPaint } from '../../../cli/terminal/paint.ts'

type Run = (words: readonly string[], context: CliContext) => Promise<number | undefined>

const config = '[profile dev]\nregion = eu-west-1\n[profile prod]\nregion = eu-north-1\n'
const credentials =
  '[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n'

/** What a command line does in its own home, where dev is active. */
async function trace(run: Run, words: readonly string[]) {
  const home = await mkdtemp(join(tmpdir(), 'stackpass-quick-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  await mkdir(join(home, '.aws'))
  await writeFile(join(home, '.aws', 'config'), config)
  await writeFile(join(home, '.aws', 'credentials'), credentials, { mode: 0o600 })
  const written = { out: '', err: '' }
  const context: CliContext = {
    terminal: {
      out: (text) => (written.out += text),
      err: (text) => (written.err += text),
      columns: undefined,
      paint: createPaint(false),
      errPaint: createPaint(false),
      showsProgress: false,
    },
    env: { HOME: home, STACKPASS_HOME: join(home, 'own'), PATH: process.env['PATH'] },
    platform: process.platform,
    homeDir: home,
    packageRoot: process.cwd(),
    version: '0.0.0',
    commandTable: () => Promise.resolve(''),
  }
  await runCommandLine(['use', 'dev'], context)
  written.out = ''
  const code = await run(words, context)
  const { stdout: active } = await current(context)
  const read = (name: string) => readFile(join(home, '.aws', name), 'utf8')
  const texts = [written.out, written.err].map((text) =>
    text
      .replaceAll(home, '~')
      .replace(/"readAt": "[^"]+"/g, '"readAt": TIME')
      .replace(/until [\d-]+ [\d:]+/, 'until TIME')
      .replace(/history undo \d+-[0-9a-f]+/g, 'history undo ID'),
  )
  return { code, texts, active, files: [await read('config'), await read('credentials')] }
}

async function current(context: CliContext): Promise<{ stdout: string }> {
  let stdout = ''
  const terminal = { ...context.terminal, out: (text: string) => void (stdout += text) }
  await runCommandLine(['current'], { ...context, terminal })
  return { stdout }
}

it.each([
  ['use prod'],
  ['use prod --yes'],
  ['use nobody'],
  ['current'],
  ['credentials dev'],
  ['credentials --active'],
  ['credentials prod'],
  ['profiles list'],
  ['profiles list --names'],
  ['profiles list --json'],
  ['problems'],
  ['problems --json'],
  ['profiles show dev'],
  ['profiles rename dev sandbox'],
  ['profiles rename nobody sandbox'],
  ['profiles duplicate dev dev-2'],
  ['profiles duplicate dev prod'],
  ['profiles delete dev'],
  ['profiles delete dev prod --yes'],
  ['profiles show nobody'],
  ['env dev'],
  ['env nobody'],
  ['profiles set dev region eu-south-1'],
  ['profiles set dev region eu-south-1 output json'],
])('`%s` does the same with and without the full parser', async (line) => {
  const quick = await trace(runQuickly, line.split(' '))
  expect(quick.code).toBeDefined()
  expect(quick).toEqual(await trace(runCommandLine, line.split(' ')))
})

it.each([
  ['use'],
  ['use --clear'],
  ['use dev --json'],
  ['use dev --no'],
  ['credentials'],
  ['credentials dev --fresh'],
  ['profiles list --problems'],
  ['profiles show dev --json'],
  ['problems --fix'],
  ['profiles rename dev sandbox --no-references'],
  ['profiles duplicate dev dev-2 --dry-run'],
  ['profiles delete dev --dry-run'],
  ['profiles delete dev --stacks leave'],
  ['profiles delete'],
  ['env dev --secrets'],
  ['profiles set dev region'],
  ['profiles set dev region eu-south-1 --dry-run'],
  ['--version'],
])('`%s` is left to the full parser', async (line) => {
  expect((await trace(runQuickly, line.split(' '))).code).toBeUndefined()
})
