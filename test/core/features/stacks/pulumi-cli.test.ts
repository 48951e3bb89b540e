import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PlanView, StackList } from '../../../../shared/contract/models.ts'
import { removeCommand, setSecretCommand } from '../../../../shared/domain/pulumi/secret-command.ts'
import { editStackFile, editStackFileAll } from '../../../../shared/domain/pulumi/edit.ts'
import type { StackOperation } from '../../../../shared/domain/pulumi/operations.ts'
import { parseOptionPath } from '../../../../shared/domain/pulumi/option-path.ts'
import { formatOf } from '../../../../shared/domain/pulumi/read/project-file.ts'
import { must, openHome } from '../../home.ts'
import { openPulumi, pulumiVersion, type CliValue } from './pulumi-cli.ts'

interface Scenario {
  readonly id: string
  readonly file: string
  readonly op: string
  readonly args: Readonly<Record<string, unknown>>
  readonly expectedError?: string
}

const corpus = join(import.meta.dirname, '../../../fixtures/pulumi')
const scenarios = JSON.parse(readFileSync(join(corpus, 'scenarios.json'), 'utf8')) as readonly Scenario[]

/** The error of a file-based backend for every file with `environment:`, once it has read the file. */
const noEnvironments = /does not support environments/

/** The errors for files that the CLI refuses as well. */
const refusedByBoth = new Set([
  'YamlInvalid',
  'DuplicateKey',
  'YamlVersionUnsupported',
  'RootNotMap',
  'ConfigShapeInvalid',
])

function operationOf({ op, args }: Scenario): StackOperation {
  return { type: op, ...args } as unknown as StackOperation
}

/** Path and value of an operation on one option; no value for its removal. */
function optionOf(operation: StackOperation): { path: string; value?: unknown } | undefined {
  switch (operation.type) {
    case 'setProfile':
      return { path: 'aws:profile', value: operation.profile }
    case 'setRegion':
      return { path: 'aws:region', value: operation.region }
    case 'unsetProfile':
      return { path: 'aws:profile' }
    case 'unsetRegion':
      return { path: 'aws:region' }
    case 'setOptionPath':
    case 'unsetOptionPath':
      return operation
    default:
      return undefined
  }
}

/** The value at a path in the CLI's answer. */
function valueAt(config: ReadonlyMap<string, CliValue>, path: string): unknown {
  const parsed = parseOptionPath(path)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const { key, rest } = parsed.value
  const entry = config.get(key)
  let at: unknown = entry?.objectValue ?? entry?.value
  for (const segment of rest) at = (at as Record<string | number, unknown> | undefined)?.[segment]
  return at
}

function isSecret(config: ReadonlyMap<string, CliValue>, path: string): boolean {
  const parsed = parseOptionPath(path)
  return parsed.ok && config.get(parsed.value.key)?.secret === true
}

function withoutKey(config: ReadonlyMap<string, CliValue>, path: string | undefined): object {
  const parsed = path === undefined ? undefined : parseOptionPath(path)
  const key = parsed?.ok === true ? parsed.value.key : undefined
  return Object.fromEntries([...config].filter(([name]) => name !== key))
}

describe.skipIf(pulumiVersion === undefined)(
  `beside the Pulumi CLI ${pulumiVersion ?? '(skipped: no pulumi on the PATH, and no STACKPASS_TEST_PULUMI)'}`,
  () => {
    it('the CLI reads each edit of the corpus as it was asked for, and every other key as before', () => {
      const pulumi = openPulumi()
      const seen = { compared: 0, environments: 0, refused: 0 }
      for (const scenario of scenarios) {
        const before = readFileSync(join(corpus, 'cases', scenario.file))
        const extension = extname(scenario.file).slice(1)
        const operation = operationOf(scenario)
        const outcome = editStackFile(before, operation, formatOf(scenario.file))
        const old = pulumi.read(before, extension)
        if (!outcome.ok) {
          if (!refusedByBoth.has(outcome.error.code)) continue
          expect(old, scenario.id).toBeTypeOf('string')
          seen.refused += 1
          continue
        }
        const now = pulumi.read(outcome.bytes, extension)
        if (typeof now === 'string') {
          expect(now, scenario.id).toMatch(noEnvironments)
          seen.environments += 1
          continue
        }
        const option = optionOf(operation)
        // The original file may have had an empty list of environments; then there is nothing to compare with.
        if (typeof old !== 'string') {
          expect(withoutKey(now, option?.path), scenario.id).toEqual(withoutKey(old, option?.path))
        }
        if (option) {
          const { path, value } = option
          const top = !/[.[]/.test(path)
          const wanted = top && typeof value !== 'object' && value !== undefined ? String(value) : value
          // A value with a secret inside is not shown at all.
          if (!isSecret(now, path)) expect(valueAt(now, path), scenario.id).toEqual(wanted)
        }
        seen.compared += 1
      }
      expect(seen.compared).toBeGreaterThan(50)
      expect(seen.environments).toBeGreaterThan(5)
      expect(seen.refused).toBeGreaterThan(1)
    })

    it('our edit and `pulumi config set` or `rm` on the same file mean the same', () => {
      const pulumi = openPulumi()
      let compared = 0
      for (const scenario of scenarios) {
        const option = optionOf(operationOf(scenario))
        if (!option || typeof option.value === 'object') continue
        const before = readFileSync(join(corpus, 'cases', scenario.file))
        const outcome = editStackFile(before, operationOf(scenario), formatOf(scenario.file))
        if (!outcome.ok) continue
        const extension = extname(scenario.file).slice(1)
        const { path, value } = option
        const theirs = pulumi.readAfter(
          before,
          extension,
          value === undefined
            ? ['rm', '--path', path]
            : [...['set', '--path', '--type=string', path], ...['--', String(value)]],
        )
        if (typeof theirs === 'string') {
          expect(theirs, scenario.id).toMatch(noEnvironments)
          continue
        }
        const ours = pulumi.read(outcome.bytes, extension) as ReadonlyMap<string, CliValue>
        expect(Object.fromEntries(ours), scenario.id).toEqual(Object.fromEntries(theirs))
        compared += 1
      }
      expect(compared).toBeGreaterThan(40)
    })

    it('the commands that we name for what is encrypted do what we say', async () => {
      const pulumi = openPulumi()
      const sh = (command: string, input = '') =>
        spawnSync('/bin/sh', ['-c', command], {
          cwd: pulumi.folder,
          env: { ...pulumi.env },
          input,
          encoding: 'utf8',
        })
      for (const path of ['aws:allowedAccountIds[1]', 'aws:assumeRoles[0].externalId', 'aws:token']) {
        pulumi.run(['config', 'set', '--path', '--stack=dev', path.replace('[1]', '[0]'), 'plain'])
        const set = sh(setSecretCommand(path, 'dev'), 'hidden')
        expect({ path, status: set.status, said: set.stderr }).toEqual({ path, status: 0, said: '' })
        const read = () => sh(`pulumi config get --path --stack dev '${path}'`)
        expect(read().stdout.trim()).toBe('hidden')
        const file = readFileSync(join(pulumi.folder, 'Pulumi.dev.yaml'))
        const text = file.toString()
        expect(text).toContain('secure:')
        expect(text).not.toContain('hidden')
        const refused = editStackFileAll(file, [{ type: 'unsetOptionPath', path }], 'yaml', 'dev')
        expect(refused).toMatchObject({ error: { code: 'ValueEncrypted', message: `${path} is encrypted.` } })
        expect(sh(removeCommand(path, 'dev')).status).toBe(0)
        expect(read().status).not.toBe(0)
      }
      const list = sh(setSecretCommand('aws:allowedAccountIds', 'dev'), '["123456789012"]')
      expect(list.status).toBe(0)
      expect(sh('pulumi config get --stack dev aws:allowedAccountIds').stdout.trim()).toBe('["123456789012"]')
      expect(readFileSync(join(pulumi.folder, 'Pulumi.dev.yaml'), 'utf8')).not.toContain('123456789012')
    })

    it('a secret that it stored for us can be read back, and survives the edits that follow', async () => {
      const pulumi = openPulumi()
      const { core } = openHome({ env: { ...pulumi.env, STACKPASS_HOME: join(pulumi.home, '.stackpass') } })
      const stack = { project: pulumi.folder, stack: 'dev' }
      const secret = 'line one\n"quoted" é'
      await must(core, 'stacks.setSecret', { ...stack, path: 'aws:secretKey', value: secret })
      await must(core, 'stacks.setSecret', { ...stack, path: 'aws:assumeRoles[0].externalId', value: secret })
      const file = join(pulumi.folder, 'Pulumi.dev.yaml')
      const stored = readFileSync(file, 'utf8')
      expect(stored).not.toContain('quoted')
      const operations = [
        {
          type: 'setOptionPath',
          path: 'aws:assumeRoles[0].roleArn',
          value: 'arn:aws:iam::012345678901:role/x',
        },
        { type: 'setRegion', region: 'eu-west-1' },
        { type: 'setOptionPath', path: 'aws:allowedAccountIds', value: ['012345678901'] },
      ]
      const view = await must<PlanView>(core, 'stacks.plan', { stacks: [stack], operations })
      await must(core, 'edits.apply', { planId: view.planId })
      const get = (...args: string[]): unknown => {
        const { stdout } = pulumi.run(['config', 'get', '--json', '--stack=dev', ...args])
        return (JSON.parse(stdout) as { value: string }).value
      }
      expect(get('aws:secretKey')).toBe(secret)
      expect(get('--path', 'aws:assumeRoles[0].externalId')).toBe(secret)
      expect(get('--path', 'aws:assumeRoles[0].roleArn')).toBe('arn:aws:iam::012345678901:role/x')
      expect(get('--path', 'aws:allowedAccountIds[0]')).toBe('012345678901')
      expect(get('aws:region')).toBe('eu-west-1')
      await must(core, 'history.undo', {})
      expect(readFileSync(file, 'utf8')).toBe(stored)
    })

    it('stacks of its backend and the one it selected are those that we list', async () => {
      const pulumi = openPulumi()
      expect(pulumi.run(['stack', 'init', 'prod.eu-1']).status).toBe(0)
      expect(pulumi.run(['stack', 'init', 'empty']).status).toBe(0)
      expect(pulumi.run(['stack', 'select', 'dev']).status).toBe(0)
      writeFileSync(join(pulumi.folder, 'Pulumi.local.yaml'), 'config: {}\n')
      writeFileSync(join(pulumi.folder, 'Pulumi.dev.yaml'), 'config: {}\n')
      const listed = JSON.parse(pulumi.run(['stack', 'ls', '--json']).stdout) as { name: string }[]
      const { core } = openHome({ env: { ...pulumi.env, STACKPASS_HOME: join(pulumi.home, '.stackpass') } })
      const list = await must<StackList>(core, 'stacks.scan', { folders: [pulumi.folder] })
      const stacks = list.projects[0]!.stacks
      const inBackend = stacks.filter(({ presence }) => presence === 'both' || presence === 'backend-only')
      expect(inBackend.map(({ stack }) => stack).sort()).toEqual(listed.map(({ name }) => name).sort())
      expect(stacks.filter(({ presence }) => presence === 'file-only').map(({ stack }) => stack)).toEqual([
        'local',
      ])
      expect(stacks.filter(({ selected }) => selected).map(({ stack }) => stack)).toEqual(['dev'])
    })

    it('a stack file that we made is one that it can use and go on with', async () => {
      const pulumi = openPulumi()
      const { core } = openHome({ env: { ...pulumi.env, STACKPASS_HOME: join(pulumi.home, '.stackpass') } })
      expect(pulumi.run(['stack', 'init', 'made', '--secrets-provider=passphrase']).status).toBe(0)
      const stack = { project: pulumi.folder, stack: 'made' }
      const operations = [{ type: 'setOptionPath', path: 'aws:defaultTags.tags["a.b"]', value: 'x: #y' }]
      const view = await must<PlanView>(core, 'stacks.plan', { stacks: [stack], operations })
      await must(core, 'edits.apply', { planId: view.planId })
      const read = pulumi.run(['config', 'get', '--path', 'aws:defaultTags.tags["a.b"]', '--stack=made'])
      expect(read.stdout.trim()).toBe('x: #y')
      expect(pulumi.run(['config', 'set', 'aws:region', 'eu-west-1', '--stack=made']).status).toBe(0)
      const after = readFileSync(join(pulumi.folder, 'Pulumi.made.yaml'), 'utf8')
      expect(after).toContain('a.b')
      expect(after).toContain('aws:region: eu-west-1')
    })
  },
)
