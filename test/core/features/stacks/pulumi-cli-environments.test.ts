import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { PlanView } from '../../../../shared/contract/models.ts'
import { readStackFile } from '../../../../shared/domain/pulumi/read/stack-file.ts'
import { must, openHome } from '../../home.ts'
import { startFakeCloud } from './fake-pulumi-cloud.ts'
import { openPulumi, pulumiVersion } from './pulumi-cli.ts'

const run = promisify(execFile)

const files: readonly [string, string][] = [
  ['no environment', '# mine\nconfig:\n  aws:region: eu-west-1 # here\n'],
  ['a list', '# mine\nconfig:\n  aws:region: eu-west-1\nenvironment:\n  # first\n  - aws/base # keep\n'],
  ['a list in brackets', 'environment: [aws/base]\nconfig:\n  aws:region: eu-west-1\n'],
  [
    'a definition with imports',
    'environment:\n  imports:\n    - aws/base\n  values:\n    environmentVariables:\n      TEAM: api\nconfig:\n  aws:region: eu-west-1\n',
  ],
  ['a definition without', 'environment:\n  values:\n    environmentVariables:\n      TEAM: api\n'],
]

function importsIn(text: string): readonly string[] {
  const read = readStackFile(Buffer.from(text), 'yaml')
  if (!read.ok) throw new Error(read.error.message)
  return read.value.environment.imports.map(({ name }) => name)
}

describe.skipIf(pulumiVersion === undefined)(
  `environments with the Pulumi CLI ${pulumiVersion ?? '(skipped: no pulumi on the PATH, and no STACKPASS_TEST_PULUMI)'}`,
  () => {
    it.each(files)('`pulumi config env add` and `rm`, and ours, on %s', async (_name, text) => {
      const { home, folder, env: own } = openPulumi()
      const env = {
        ...own,
        PULUMI_BACKEND_URL: await startFakeCloud(),
        PULUMI_ACCESS_TOKEN: `pul-${'0'.repeat(40)}`,
      }
      const { core } = openHome({ env: { ...env, STACKPASS_HOME: join(home, '.stackpass') } })
      const file = join(folder, 'Pulumi.dev.yaml')
      const now = (): string => readFileSync(file, 'utf8')
      // The server runs in this process, so nothing here may block while it waits for the CLI.
      const pulumi = (...args: string[]) =>
        run(
          'pulumi',
          ['--non-interactive', '--color=never', 'config', 'env', ...args, '--stack=ana/demo/dev'],
          {
            cwd: folder,
            env,
          },
        )
      const listed = async (): Promise<readonly string[]> => {
        const { stdout } = await pulumi('ls', '--json')
        // The CLI's name for a definition in the file itself.
        return (JSON.parse(stdout) as string[]).filter((name) => name !== 'yaml')
      }
      const edit = async (operation: { type: string; name: string }): Promise<void> => {
        const stacks = [{ project: folder, stack: 'dev' }]
        const view = await must<PlanView>(core, 'stacks.plan', { stacks, operations: [operation] })
        await must(core, 'edits.apply', { planId: view.planId })
      }

      writeFileSync(file, text)
      await pulumi('add', 'aws/dev', '--yes')
      const theirs = now()
      writeFileSync(file, text)
      await edit({ type: 'addEnvironment', name: 'aws/dev' })
      const ours = now()
      expect(importsIn(ours)).toEqual([...importsIn(text), 'aws/dev'])
      expect(importsIn(theirs)).toEqual(importsIn(ours))
      expect(await listed()).toEqual(importsIn(ours))
      // Every original line is still there, including what follows it.
      if (!text.includes('[')) for (const line of text.split('\n')) expect(ours.split('\n')).toContain(line)

      await pulumi('add', 'aws/late', '--yes')
      expect(importsIn(now())).toEqual([...importsIn(ours), 'aws/late'])
      await edit({ type: 'removeEnvironment', name: 'aws/late' })
      expect(await listed()).toEqual(importsIn(ours))
      await pulumi('rm', 'aws/dev', '--yes')
      expect(importsIn(now())).toEqual(importsIn(text))
      const tail = readStackFile(Buffer.from(now()), 'yaml')
      expect(tail.ok && [...tail.value.environment.variables.keys()]).toEqual(
        text.includes('TEAM') ? ['TEAM'] : [],
      )
    })
  },
)
