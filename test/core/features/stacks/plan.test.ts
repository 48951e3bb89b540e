import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type {
  Applied,
  HistoryEntry,
  PlanView,
  StackOperationInput,
} from '../../../../shared/contract/models.ts'
import { must } from '../../home.ts'
import { devAccount, openMonorepo, prodAccount, type Monorepo } from './monorepo.ts'

function picture({ repo }: Monorepo): Record<string, string> {
  const entries = readdirSync(repo, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return Object.fromEntries(paths.sort().map((path) => [path, `${statSync(path).mtimeMs}`]))
}

const setProfile = (profile: string): StackOperationInput => ({ type: 'setProfile', profile })

function plan(
  at: Monorepo,
  stacks: readonly [string, string][],
  operations: StackOperationInput[],
  more = {},
) {
  const input = { stacks: stacks.map(([project, stack]) => at.id(project, stack)), operations, ...more }
  return at.core.dispatch('stacks.plan', input)
}

async function planned(...args: Parameters<typeof plan>): Promise<PlanView> {
  const reply = await plan(...args)
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`)
  return reply.value as PlanView
}

describe('stacks.plan', () => {
  it('sets the profile on three stacks as one change, and undo brings the same bytes back', async () => {
    const at = openMonorepo()
    const names = ['services/api/Pulumi.dev.yaml', 'services/web/Pulumi.dev.yml', 'infra/Pulumi.base.json']
    const before = names.map(at.read)
    const view = await planned(
      at,
      [
        ['services/api', 'dev'],
        ['services/web', 'dev'],
        ['infra', 'base'],
      ],
      [setProfile('dev')],
    )
    expect(view.summary).toBe('Set profile dev on 3 stacks')
    expect(view.files.map(({ added, removed }) => [added, removed])).toEqual([
      [1, 1],
      [2, 1],
      [2, 1],
    ])
    expect(names.map(at.read)).toEqual(before)
    const applied = await must<Applied>(at.core, 'edits.apply', { planId: view.planId })
    expect(at.read(names[0]!)).toBe(before[0]!.replace('old ', 'dev '))
    expect(at.read(names[1]!)).toContain('encryptionsalt: v1:salt\n')
    expect(JSON.parse(at.read(names[2]!))).toEqual({
      config: { 'aws:region': 'us-east-1', 'aws:profile': 'dev' },
    })
    const { entries } = await must<{ entries: HistoryEntry[] }>(at.core, 'history.list')
    expect(entries).toHaveLength(1)
    await must(at.core, 'history.undo', { id: applied.historyId })
    expect(names.map(at.read)).toEqual(before)
  })

  it('stops before a wrong account, naming account, stack and what it allows, until it is confirmed', async () => {
    const at = openMonorepo()
    const before = picture(at)
    const stacks: [string, string][] = [
      ['services/api', 'dev'],
      ['services/api', 'prod'],
    ]
    expect(await plan(at, stacks, [setProfile('dev')])).toMatchObject({
      ok: false,
      error: {
        code: 'WrongAccount',
        message: `dev leads to account ${devAccount}, but api/prod allows only ${prodAccount}.`,
        details: { account: devAccount, stack: 'api/prod', stacks: 1, profile: 'dev' },
      },
    })
    expect(picture(at)).toEqual(before)
    expect((await planned(at, stacks, [setProfile('dev')], { confirmed: true })).files).toHaveLength(2)
    expect((await planned(at, [['services/api', 'prod']], [setProfile('prod')])).files).toHaveLength(1)
  })

  it('does not blame an edit for an account that was wrong before', async () => {
    const at = openMonorepo()
    at.write(
      'services/api/Pulumi.dev.yaml',
      `config:\n  aws:profile: dev\n  aws:forbiddenAccountIds: ["${devAccount}"]\n`,
    )
    const edit: StackOperationInput = { type: 'setRegion', region: 'eu-west-2' }
    expect((await planned(at, [['services/api', 'dev']], [edit])).files).toHaveLength(1)
    at.write('services/api/Pulumi.dev.yaml', `config:\n  aws:profile: dev\n`)
    const guard: StackOperationInput = {
      type: 'setOptionPath',
      path: 'aws:forbiddenAccountIds',
      value: [devAccount],
    }
    expect(await plan(at, [['services/api', 'dev']], [guard])).toMatchObject({
      error: { code: 'WrongAccount' },
    })
  })

  it('a change of the project file is held against every stack of the project', async () => {
    const at = openMonorepo()
    expect(
      await plan(at, [['services/api', 'dev']], [setProfile('dev')], { target: 'project' }),
    ).toMatchObject({ error: { code: 'WrongAccount', details: { stack: 'api/prod' } } })
    const view = await planned(at, [['services/api', 'dev']], [setProfile('prod')], { target: 'project' })
    await must(at.core, 'edits.apply', { planId: view.planId })
    expect(at.read('services/api/Pulumi.yaml')).toBe(
      'name: api\nruntime: nodejs\nconfig:\n  aws:profile: prod\n',
    )
  })

  it('creates a missing stack file that others may read, and says so', async () => {
    const at = openMonorepo()
    const view = await planned(at, [['services/api', 'stage']], [setProfile('dev')])
    expect(view.warnings.map(({ code }) => code)).toEqual(['StackFileNew'])
    await must(at.core, 'edits.apply', { planId: view.planId })
    expect(at.read('services/api/Pulumi.stage.yaml')).toBe('config:\n  aws:profile: dev\n')
    expect(statSync(at.path('services/api/Pulumi.stage.yaml')).mode & 0o777).toBe(0o644)
    await must(at.core, 'history.undo', {})
    expect(existsSync(at.path('services/api/Pulumi.stage.yaml'))).toBe(false)
  })

  const refused: [string, StackOperationInput, string][] = [
    ['an unknown profile', setProfile('nobody'), 'ProfileNotFound'],
    [
      'a profile by its path',
      { type: 'setOptionPath', path: 'aws:profile', value: 'nobody' },
      'ProfileNotFound',
    ],
    ['an unknown option', { type: 'setOptionPath', path: 'aws:nope', value: 'x' }, 'OptionUnknown'],
    [
      'the name of another major',
      { type: 'setOptionPath', path: 'aws:assumeRole.roleArn', value: 'x' },
      'OptionUnknown',
    ],
    [
      'both account lists',
      { type: 'setOptionPath', path: 'aws:forbiddenAccountIds', value: [devAccount] },
      'OptionConflict',
    ],
    ['a bad region', { type: 'setRegion', region: 'Frankfurt' }, 'InvalidValue'],
    [
      'a bad account id',
      { type: 'setOptionPath', path: 'aws:allowedAccountIds', value: ['12'] },
      'InvalidValue',
    ],
    ['a secret option', { type: 'setOptionPath', path: 'aws:secretKey', value: 'x' }, 'SecretNeedsPulumi'],
    [
      'a secret inside an option',
      { type: 'setOptionPath', path: 'aws:assumeRoleWithWebIdentity', value: { webIdentityToken: 'abcd' } },
      'SecretNeedsPulumi',
    ],
    [
      'a secret of the program',
      { type: 'setOptionPath', path: 'api:dbPassword', value: 'x' },
      'SecretNeedsPulumi',
    ],
    ['the loss of ciphertext', { type: 'unsetOptionPath', path: 'api:key' }, 'ValueEncrypted'],
    ['no path', { type: 'setOptionPath', path: 'nonsense', value: 'x' }, 'BadInput'],
    ['nothing to do', { type: 'unsetProfile' }, 'NothingToChange'],
  ]
  it.each(refused)('refuses %s', async (_, operation, code) => {
    const at = openMonorepo()
    const before = picture(at)
    expect(await plan(at, [['services/api', 'prod']], [operation])).toMatchObject({
      ok: false,
      error: { code },
    })
    expect(picture(at)).toEqual(before)
  })

  const laughs = [
    'a: &a [x]',
    ...[...'bcdefghijk'].map((name, at) => `${name}: &${name} [${`*${'abcdefghij'[at]},`.repeat(10)}]`),
  ]
  const hostile: [string, string, string | undefined][] = [
    ['50 MB', `config:\n  a: ${'x'.repeat(50 * 1024 * 1024)}\n`, 'YamlTooLarge'],
    ['a billion laughs', `${laughs.join('\n')}\n`, undefined],
    ['deep nesting', `config: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`, 'YamlTooLarge'],
    ['tabs', 'config:\n\taws:region: x\n', 'YamlInvalid'],
    ['a key twice', 'config:\n  a: 1\n  a: 2\n', 'DuplicateKey'],
    ['two documents', 'config: {}\n---\nconfig: {}\n', 'SeveralDocuments'],
    ['conflict markers', '<<<<<<< HEAD\nconfig: {}\n=======\nconfig: {}\n>>>>>>> x\n', 'YamlInvalid'],
    ['a list', '- a\n', 'RootNotMap'],
  ]
  it.each(hostile)('bears a hostile file: %s', async (_, text, code) => {
    const at = openMonorepo()
    at.write('services/api/Pulumi.dev.yaml', text)
    const before = picture(at)
    const reply = await plan(at, [['services/api', 'dev']], [setProfile('dev')])
    if (code === undefined) expect(reply.ok).toBe(true)
    else expect(reply).toMatchObject({ ok: false, error: { code } })
    await must(at.core, 'stacks.scan', { folders: [at.repo] })
    expect(picture(at)).toEqual(before)
  })

  it('is made again on what the Pulumi CLI wrote meanwhile, and refused where that touched the same key', async () => {
    const at = openMonorepo()
    const file = 'services/api/Pulumi.dev.yaml'
    const view = await planned(at, [['services/api', 'dev']], [setProfile('dev')])
    writeFileSync(at.path(file), `${at.read(file)}  api:new: "1"\n`)
    const applied = await must<Applied>(at.core, 'edits.apply', { planId: view.planId })
    expect(applied.rebased).toBe(true)
    expect(at.read(file)).toMatch(/aws:profile: {3}dev {3}# by hand\n[^]*api:new: "1"\n$/)

    const other = await planned(at, [['services/api', 'dev']], [setProfile('prod')])
    writeFileSync(at.path(file), at.read(file).replace('dev   #', 'default   #'))
    expect(await at.core.dispatch('edits.apply', { planId: other.planId })).toMatchObject({
      error: { code: 'FileChanged' },
    })
    expect(at.read(file)).toContain('default')
  })

  it('a plan for a file that did not exist is made on the one that came', async () => {
    const at = openMonorepo()
    const view = await planned(at, [['services/api', 'stage']], [setProfile('dev')])
    at.write('services/api/Pulumi.stage.yaml', 'config:\n  api:size: "3"\n')
    await must(at.core, 'edits.apply', { planId: view.planId })
    expect(at.read('services/api/Pulumi.stage.yaml')).toBe('config:\n  api:size: "3"\n  aws:profile: dev\n')
  })

  it('masks secrets in diffs', async () => {
    const at = openMonorepo()
    at.write(
      'services/api/Pulumi.dev.yaml',
      'config:\n  aws:token: very-plain-text\n  aws:region: eu-west-1\n',
    )
    const view = await planned(at, [['services/api', 'dev']], [{ type: 'setRegion', region: 'eu-west-2' }])
    expect(JSON.stringify(view)).not.toContain('very-plain-text')
    const { historyId } = await must<Applied>(at.core, 'edits.apply', { planId: view.planId })
    expect(JSON.stringify(await must(at.core, 'history.show', { id: historyId }))).not.toContain(
      'very-plain-text',
    )
    expect(
      JSON.stringify(await must(at.core, 'history.plan', { id: historyId, mode: 'undo' })),
    ).not.toContain('very-plain-text')
  })
})

describe('stacks.pinAccount', () => {
  it('pins what is known and names what is not', async () => {
    const at = openMonorepo()
    at.write('services/api/Pulumi.dev.yaml', 'config:\n  aws:profile: dev\n')
    const stacks = [at.id('services/api', 'dev'), at.id('infra', 'base')]
    const view = await must<PlanView>(at.core, 'stacks.pinAccount', { stacks })
    expect(view.warnings).toEqual([
      { code: 'AccountUnknown', message: 'Left out, because the account is not known: infra/base.' },
    ])
    await must(at.core, 'edits.apply', { planId: view.planId })
    expect(at.read('services/api/Pulumi.dev.yaml')).toContain(`"${devAccount}"`)
    expect(await at.core.dispatch('stacks.pinAccount', { stacks: [stacks[1]] })).toMatchObject({
      error: { code: 'AccountUnknown', reason: 'default has not been verified as Pulumi uses it.' },
    })
  })

  it('says why an account is not known, and sends to a check only where that helps', async () => {
    const at = openMonorepo()
    const stacks = [at.id('services/api', 'dev')]
    const refusal = async (config: string) => {
      at.write('services/api/Pulumi.dev.yaml', config)
      const reply = await at.core.dispatch('stacks.pinAccount', { stacks })
      return reply.ok ? undefined : reply.error
    }
    expect(await refusal('config:\n  aws:profile: nobody\n')).toMatchObject({
      reason: 'Pulumi cannot use its credentials. It does not find the profile.',
      remedy: expect.stringContaining('Fix that first') as string,
    })
    const hidden = 'config:\n  aws:profile: dev\n  aws:sharedConfigFiles:\n    - secure: v1:a:b\n'
    expect(await refusal(hidden)).toMatchObject({
      reason: expect.stringContaining('cannot be read here') as string,
      remedy: expect.stringContaining('aws:allowedAccountIds') as string,
    })
  })
})

describe('stacks.planProfiles', () => {
  it('gives each stack its own profile in one change, which one undo takes back', async () => {
    const at = openMonorepo()
    at.write('services/api/Pulumi.dev.yaml', 'config:\n  aws:profile: prod\n')
    at.write('services/api/Pulumi.prod.yaml', 'config:\n  aws:profile: dev # mixed up\n')
    const sets = [
      { ...at.id('services/api', 'dev'), profile: 'dev' },
      { ...at.id('services/api', 'prod'), profile: 'prod' },
    ]
    const view = await must<PlanView>(at.core, 'stacks.planProfiles', { sets, confirmed: true })
    expect(view.summary).toBe('Set profiles on 2 stacks')
    const { historyId } = await must<Applied>(at.core, 'edits.apply', { planId: view.planId })
    expect(at.read('services/api/Pulumi.dev.yaml')).toBe('config:\n  aws:profile: dev\n')
    expect(at.read('services/api/Pulumi.prod.yaml')).toBe('config:\n  aws:profile: prod # mixed up\n')
    const undo = await must<PlanView>(at.core, 'history.plan', { id: historyId, mode: 'undo' })
    await must(at.core, 'edits.apply', { planId: undo.planId })
    expect(at.read('services/api/Pulumi.dev.yaml')).toBe('config:\n  aws:profile: prod\n')
    expect(at.read('services/api/Pulumi.prod.yaml')).toBe('config:\n  aws:profile: dev # mixed up\n')
  })

  it('refuses all when one would run in an account that its stack does not allow', async () => {
    const at = openMonorepo()
    at.write('services/api/Pulumi.dev.yaml', 'config:\n  aws:profile: prod\n')
    at.write(
      'services/api/Pulumi.prod.yaml',
      'config:\n  aws:profile: prod\n  aws:allowedAccountIds: ["999999999999"]\n',
    )
    const sets = [
      { ...at.id('services/api', 'dev'), profile: 'dev' },
      { ...at.id('services/api', 'prod'), profile: 'dev' },
    ]
    expect(await at.core.dispatch('stacks.planProfiles', { sets })).toMatchObject({
      error: { code: 'WrongAccount' },
    })
  })
})
