import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PlanView, StackDetail, StackList } from '../../../../shared/contract/models.ts'
import { effectiveConfig } from '../../../../shared/domain/pulumi/identity/effective-config.ts'
import { readProjectFile } from '../../../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile } from '../../../../shared/domain/pulumi/read/stack-file.ts'
import type { ReadValue } from '../../../../shared/domain/pulumi/read/values.ts'
import { must, openHome } from '../../home.ts'
import { openPulumi, pulumiVersion, type CliValue, type PulumiCli } from './pulumi-cli.ts'

/** Texts that a YAML reader may take for another type. */
const texts = [
  ...[
    'dev',
    'dev x',
    ' padded ',
    '',
    'yes',
    'no',
    'true',
    'null',
    '~',
    'on',
    '0123',
    '012345678901',
    '1e3',
    '0x1f',
  ],
  ...[
    '12:30:45',
    '2001-01-01',
    '.5',
    '.inf',
    'a: b',
    'a #b',
    '#a',
    '- a',
    '*a',
    '&a',
    '!a',
    '@a',
    '`a',
    '%a',
    '|',
    '>',
  ],
  ...[
    '{a',
    '[a',
    'a,b',
    '"',
    "'",
    "it's",
    'back\\slash',
    'two\nlines',
    'ends\n',
    '\ttab',
    'é',
    '日本',
    '😀',
    '---',
    '...',
    '=',
    '<<',
    '?',
  ],
]

function plain(value: ReadValue): unknown {
  switch (value.kind) {
    case 'list':
      return value.items.map(plain)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]))
    case 'text':
      return value.text
    default:
      return value.kind
  }
}

/** Converts leaves to text: the CLI prints `true` and `1` for unquoted values in the file. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asText(entry)]))
}

const file = ({ folder }: PulumiCli, name = 'Pulumi.dev.yaml'): string => join(folder, name)

/** The config of `dev` as we read its files. */
function ours(pulumi: PulumiCli): ReadonlyMap<string, unknown> {
  const stack = readStackFile(readFileSync(file(pulumi)), 'yaml')
  const project = readProjectFile(readFileSync(file(pulumi, 'Pulumi.yaml')), 'yaml')
  if (!stack.ok || !project.ok) throw new Error('our own reader refuses a file of the CLI')
  const entries = [...effectiveConfig(stack.value, project.value)]
  return new Map(entries.map(([key, { value }]) => [key, asText(plain(value))]))
}

/** The same as `pulumi config --json` prints. */
function theirs(pulumi: PulumiCli): ReadonlyMap<string, unknown> {
  const { stdout, stderr, status } = pulumi.run(['config', '--json', '--stack=dev'])
  if (status !== 0) throw new Error(stderr)
  const entries = Object.entries(JSON.parse(stdout) as Record<string, CliValue>)
  return new Map(
    entries.map(([key, { value, objectValue, secret }]) => [
      key,
      secret ? 'secret' : asText(objectValue ?? value),
    ]),
  )
}

const sorted = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

function coreOn(pulumi: PulumiCli) {
  return openHome({ env: { ...pulumi.env, STACKPASS_HOME: join(pulumi.home, '.stackpass') } }).core
}

describe.skipIf(pulumiVersion === undefined)(
  `commands of the Pulumi CLI ${pulumiVersion ?? '(skipped: no pulumi on the PATH, and no STACKPASS_TEST_PULUMI)'}`,
  () => {
    it('we read what `pulumi config set` wrote, and our edits of its files are splices', async () => {
      const pulumi = openPulumi()
      const set = (...args: string[]): void => {
        const { status, stderr } = pulumi.run(['config', 'set', '--stack=dev', ...args])
        expect(stderr).toBe('')
        expect(status).toBe(0)
      }
      texts.forEach((text, index) => set(`demo:text${index}`, '--', text))
      set('aws:profile', 'dev')
      set('--path', 'aws:allowedAccountIds[0]', '--type=string', '--', '012345678901')
      set('--path', 'aws:allowedAccountIds[1]', '--', '111122223333')
      set('--path', 'aws:defaultTags.tags["a.b"]', '--', 'x: #y')
      set('--path', 'aws:skipMetadataApiCheck', '--', 'true')
      set('--path', 'aws:assumeRoles[0].roleArn', '--', 'arn:aws:iam::111122223333:role/x')
      set('--secret', 'aws:secretKey', '--', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')
      expect(sorted(ours(pulumi))).toEqual(sorted(theirs(pulumi)))

      const before = readFileSync(file(pulumi), 'utf8')
      const core = coreOn(pulumi)
      const view = await must<PlanView>(core, 'stacks.plan', {
        stacks: [{ project: pulumi.folder, stack: 'dev' }],
        operations: [
          { type: 'setProfile', profile: 'session' },
          { type: 'setRegion', region: 'eu-west-1' },
        ],
        confirmed: true,
      })
      await must(core, 'edits.apply', { planId: view.planId })
      const after = readFileSync(file(pulumi), 'utf8')
      const kept = after.split('\n').filter((line) => !line.includes('aws:region: eu-west-1'))
      expect(kept).toEqual(
        before.split('\n').map((line) => (line === '  aws:profile: dev' ? '  aws:profile: session' : line)),
      )
      expect(sorted(ours(pulumi))).toEqual(sorted(theirs(pulumi)))
    })

    it('`pulumi config get` gives what we wrote, also after the CLI wrote the file anew', async () => {
      const pulumi = openPulumi()
      const core = coreOn(pulumi)
      writeFileSync(file(pulumi), '# mine\nconfig:\n  demo:first: 1\n')
      // An empty text is not a value of an option.
      const written = texts.filter((text) => text !== '')
      for (const [index, text] of written.entries()) {
        const operations = [{ type: 'setOptionPath', path: `aws:defaultTags.tags.t${index}`, value: text }]
        const stacks = [{ project: pulumi.folder, stack: 'dev' }]
        const view = await must<PlanView>(core, 'stacks.plan', { stacks, operations })
        await must(core, 'edits.apply', { planId: view.planId })
      }
      const tags = (): unknown => {
        const got = pulumi.run(['config', 'get', '--json', '--stack=dev', 'aws:defaultTags'])
        const { objectValue } = JSON.parse(got.stdout) as { objectValue: { tags: Record<string, unknown> } }
        return written.map((_, index) => objectValue.tags[`t${index}`])
      }
      expect(tags()).toEqual(written)
      expect(readFileSync(file(pulumi), 'utf8')).toMatch(/^# mine\n/)
      expect(pulumi.run(['config', 'set', '--stack=dev', 'demo:second', '2']).status).toBe(0)
      expect(tags()).toEqual(written)
      expect(sorted(ours(pulumi))).toEqual(sorted(theirs(pulumi)))
    })

    it('config of the project file counts as the CLI counts it', () => {
      const pulumi = openPulumi()
      const project = [
        'name: demo',
        'runtime: yaml',
        'config:',
        '  aws:region: us-east-1',
        '  aws:profile: { value: dev }',
        '  aws:allowedAccountIds: { value: ["012345678901"] }',
        '  aws:defaultTags:',
        '    value: { tags: { owner: platform } }',
        '  demo:size: { type: integer, default: 3 }',
        '  demo:name: { type: string, description: Asked for }',
        '',
      ]
      writeFileSync(file(pulumi, 'Pulumi.yaml'), project.join('\n'))
      writeFileSync(
        file(pulumi),
        'config:\n  aws:defaultTags: { tags: { team: api } }\n  aws:region: eu-west-1\n',
      )
      expect(sorted(ours(pulumi))).toEqual(sorted(theirs(pulumi)))
      expect(ours(pulumi).get('aws:profile')).toBe('dev')
    })

    it('`pulumi stack select`, `rename` and `rm` show at once', async () => {
      const pulumi = openPulumi()
      const core = coreOn(pulumi)
      const seen = async () => {
        const { projects } = await must<StackList>(core, 'stacks.scan', { folders: [pulumi.folder] })
        return new Map(
          projects[0]!.stacks.map(({ stack, presence, selected }) => [stack, { presence, selected }]),
        )
      }
      const listed = (): Map<string, boolean> => {
        const stacks = JSON.parse(pulumi.run(['stack', 'ls', '--json']).stdout) as {
          name: string
          current: boolean
        }[]
        return new Map(stacks.map(({ name, current }) => [name, current]))
      }
      const agree = async (): Promise<void> => {
        const known = [...(await seen())].filter(([, { presence }]) => presence !== 'file-only')
        expect(new Map(known.map(([name, { selected }]) => [name, selected]))).toEqual(listed())
      }
      const run = (...args: string[]): void => {
        const { status, stderr } = pulumi.run(args)
        expect(status, stderr).toBe(0)
      }
      run('stack', 'init', 'prod.eu-1')
      run('config', 'set', '--stack=prod.eu-1', 'aws:profile', 'dev')
      await agree()
      run('stack', 'select', 'dev')
      await agree()
      run('stack', 'rename', '--stack=prod.eu-1', 'live.eu-1')
      expect(readdirSync(pulumi.folder)).toContain('Pulumi.live.eu-1.yaml')
      await agree()
      expect([...(await seen()).keys()]).not.toContain('prod.eu-1')
      run('stack', 'select', 'live.eu-1')
      run('stack', 'rename', 'main')
      await agree()
      run('stack', 'rm', '--yes', 'main', '--preserve-config')
      expect((await seen()).get('main')).toEqual({ presence: 'file-only', selected: false })
      await agree()
    })

    it('a file backend refuses `config env add`, and we say so before we write the same', async () => {
      const pulumi = openPulumi()
      writeFileSync(file(pulumi), 'config:\n  aws:region: eu-west-1\n')
      const added = pulumi.run(['config', 'env', 'add', '--stack=dev', '--yes', 'aws/dev'])
      expect(added.status).not.toBe(0)
      expect(added.stderr).toContain('does not support environments')
      const core = coreOn(pulumi)
      const stack = { project: pulumi.folder, stack: 'dev' }
      const view = await must<PlanView>(core, 'stacks.plan', {
        stacks: [stack],
        operations: [{ type: 'addEnvironment', name: 'aws/dev' }],
      })
      expect(view.warnings.map(({ code, message }) => [code, message])).toEqual([
        ['NewError', expect.stringMatching(/environment/i)],
      ])
      await must(core, 'edits.apply', { planId: view.planId })
      expect(pulumi.run(['config', '--json', '--stack=dev']).stderr).toContain(
        'does not support environments',
      )
      const { problems } = await must<StackDetail>(core, 'stacks.show', stack)
      expect(problems.map(({ code }) => code)).toContain('environment-needs-cloud')
    })
  },
)
