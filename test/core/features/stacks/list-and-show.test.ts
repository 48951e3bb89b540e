import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { StackDetail, StackList } from '../../../../shared/contract/models.ts'
import { until } from '../../../patience.ts'
import { must } from '../../home.ts'
import { devAccount, openMonorepo, prodAccount } from './monorepo.ts'

function rows(list: StackList): string[] {
  return list.projects.flatMap((project) =>
    project.stacks.map(
      ({ stack, profile, profileFromLabel, region, account }) =>
        `${project.name}/${stack} ${profile ?? '-'} (${profileFromLabel}) ${account?.id ?? '-'} ${region ?? '-'}`,
    ),
  )
}

describe('stacks.scan and stacks.list', () => {
  it('finds every project below a folder with what each stack would use', async () => {
    const { core, repo } = openMonorepo()
    const list = await must<StackList>(core, 'stacks.scan', { folders: [repo] })
    expect(rows(list)).toEqual([
      'infra/base default (Default) - us-east-1',
      'api/dev old (Stack file) - eu-west-1',
      'api/prod default (Default) - us-east-1',
      'web/dev old (Pulumi.yml) - eu-west-1',
    ])
    expect(list.projects.map(({ awsMajor }) => awsMajor)).toEqual([6, 7, undefined])
    // The profile that the files name, not the fallback.
    const named = list.projects.flatMap(({ stacks }) => stacks.map(({ namedProfiles }) => namedProfiles))
    expect(named).toEqual([[], ['old'], [], ['old']])
    expect(list).toMatchObject({ scanning: false, folders: [repo], notes: [] })
  })

  it('keeps added folders in the settings, once, and forgets removed ones', async () => {
    const { core, repo } = openMonorepo()
    expect((await must<StackList>(core, 'stacks.list')).projects).toEqual([])
    expect((await must<StackList>(core, 'stacks.addFolder', { folder: '~/code' })).projects).toHaveLength(3)
    await must(core, 'stacks.addFolder', { folder: repo })
    expect(await must(core, 'settings.get')).toMatchObject({ stackFolders: [repo] })
    expect(await core.dispatch('stacks.addFolder', { folder: join(repo, 'none') })).toMatchObject({
      error: { code: 'FolderMissing' },
    })
    expect(await must<StackList>(core, 'stacks.removeFolder', { folder: repo })).toMatchObject({
      folders: [],
      projects: [],
    })
  })

  it('says what it could not look at', async () => {
    const { core, repo } = openMonorepo()
    await must(core, 'stacks.addFolder', { folder: repo })
    rmSync(repo, { recursive: true })
    const list = await must<StackList>(core, 'stacks.scan', {})
    expect(list.notes).toEqual([`${repo} does not exist.`])
    expect(list.projects).toEqual([])
  })

  it('shows a broken stack file as a problem with its line, and the others as they are', async () => {
    const { core, repo, write } = openMonorepo()
    write('services/api/Pulumi.broken.yaml', 'config:\n  a: [\n')
    write('services/bad/Pulumi.yaml', 'name: [\n')
    const list = await must<StackList>(core, 'stacks.scan', { folders: [repo] })
    const api = list.projects.find(({ name }) => name === 'api')
    expect(api?.stacks.map(({ stack, problem }) => [stack, problem?.code])).toEqual([
      ['broken', 'YamlInvalid'],
      ['dev', undefined],
      ['prod', undefined],
    ])
    expect(list.projects.find(({ folder }) => folder.endsWith('bad'))?.problem?.code).toBe('YamlInvalid')
  })

  it('joins the stacks of a local backend, the selected stack and the provider in the state', async () => {
    const { core, repo, home, write, id } = openMonorepo()
    write('infra/Pulumi.json', '{"name": "infra", "runtime": "yaml", "backend": {"url": "file://~"}}')
    const folder = join(home, '.pulumi', 'stacks', 'infra')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(home, '.pulumi', 'meta.yaml'), 'version: 1\n')
    const provider = {
      type: 'pulumi:providers:aws',
      urn: 'urn:pulumi:base::infra::pulumi:providers:aws::main',
      inputs: { profile: 'prod' },
    }
    const state = { checkpoint: { latest: { resources: [provider] } } }
    writeFileSync(join(folder, 'base.json'), JSON.stringify(state))
    writeFileSync(join(folder, 'cloudless.json'), '{}')
    const list = await must<StackList>(core, 'stacks.scan', { folders: [join(repo, 'infra')] })
    expect(list.projects[0]?.stacks.map(({ stack, presence }) => [stack, presence])).toEqual([
      ['base', 'both'],
      ['cloudless', 'backend-only'],
    ])
    const detail = await must<StackDetail>(core, 'stacks.show', id('infra', 'base'))
    expect(detail.problems.map(({ code }) => code)).toContain('state-profile-differs')
  })
})

describe('stacks.show', () => {
  it('explains the winner, the options of the version, and never shows a secret', async () => {
    const { core, id, write } = openMonorepo()
    write(
      'services/api/Pulumi.dev.yaml',
      'config:\n  aws:profile: dev\n  aws:secretKey:\n    secure: CIPHER\n  aws:token: plain-token-text\n  aws:skipMetadataApiCheck: "false"\n',
    )
    const detail = await must<StackDetail>(core, 'stacks.show', id('services/api', 'dev'))
    expect(detail.credentials.find(({ state }) => state === 'wins')).toMatchObject({
      source: 'static-keys',
      origin: 'Pulumi.dev.yaml',
    })
    const option = (name: string) => detail.options.find((candidate) => candidate.name === name)
    expect(option('skipMetadataApiCheck')).toMatchObject({ value: false, from: 'stack', line: 6 })
    expect(option('secretKey')).toMatchObject({ secret: true, secure: true })
    expect(option('secretKey')?.value).toBeUndefined()
    expect(option('assumeRoles')).toBeDefined()
    expect(option('assumeRole')).toBeUndefined()
    expect(detail.problems.map(({ code }) => code)).toContain('secret-in-plain-text')
    expect(JSON.stringify(detail)).not.toMatch(/CIPHER|plain-token-text/)
  })

  it('names the environment that decides, and leaves open what an imported one may decide', async () => {
    const { core, id, write } = openMonorepo({ env: { AWS_PROFILE: 'dev' } })
    write('services/web/Pulumi.dev.yml', 'environment:\n  - aws/dev\n')
    write('services/web/Pulumi.yml', 'name: web\nruntime: go\n')
    const detail = await must<StackDetail>(core, 'stacks.show', id('services/web', 'dev'))
    expect(detail.summary).toMatchObject({ profileFrom: 'esc', profileFromLabel: 'ESC aws/dev' })
    expect(detail.summary.profile).toBeUndefined()
    expect(detail.unknowns.join(' ')).toMatch(/aws\/dev/)
    const other = await must<StackDetail>(core, 'stacks.show', id('services/api', 'prod'))
    expect(other.summary).toMatchObject({
      profile: 'dev',
      profileFromLabel: 'AWS_PROFILE',
      verdict: 'not-allowed',
    })
  })

  it('says that its own environment need not be that of a terminal, in hosts that are none', async () => {
    const { core, id } = openMonorepo({ host: 'loopback' })
    const detail = await must<StackDetail>(core, 'stacks.show', id('services/api', 'prod'))
    expect(detail.unknowns.join(' ')).toMatch(/a terminal may have another AWS_PROFILE/)
  })

  it('takes the account of the role of a profile, and holds it against the guard', async () => {
    const { core, id, write } = openMonorepo()
    write(
      'services/api/Pulumi.dev.yaml',
      `config:\n  aws:profile: dev\n  aws:allowedAccountIds: ["${prodAccount}"]\n`,
    )
    const detail = await must<StackDetail>(core, 'stacks.show', id('services/api', 'dev'))
    expect(detail.summary).toMatchObject({
      account: { id: devAccount, from: 'role' },
      verdict: 'not-allowed',
    })
    expect(detail.problems[0]).toMatchObject({ code: 'account-not-allowed', severity: 'error', line: 3 })
  })

  it('refuses what is not there, by its code', async () => {
    const { core, id } = openMonorepo()
    expect(await core.dispatch('stacks.show', id('nowhere', 'dev'))).toMatchObject({
      error: { code: 'ProjectNotFound' },
    })
    expect(await core.dispatch('stacks.show', id('services/api', 'nope'))).toMatchObject({
      error: { code: 'StackNotFound', reason: 'Its stacks are dev, prod.' },
    })
  })
})

describe('a host with a page', () => {
  it('answers at once, tells of projects as they come, and sees a foreign change', async () => {
    const { core, repo, path } = openMonorepo({ watch: true, host: 'loopback' })
    let events = 0
    core.events.subscribe(({ type }) => void (events += type === 'stacksChanged' ? 1 : 0))
    await must(core, 'stacks.addFolder', { folder: repo })
    await until(async () => {
      expect((await must<StackList>(core, 'stacks.list')).projects).toHaveLength(3)
    })
    expect(events).toBeGreaterThan(0)
    // As the Pulumi CLI and editors write: in place, and renamed into place.
    writeFileSync(path('services/api/Pulumi.dev.yaml'), 'config:\n  aws:profile: prod\n')
    writeFileSync(path('infra/tmp'), '{"config": {"aws:profile": "dev"}}')
    renameSync(path('infra/tmp'), path('infra/Pulumi.extra.json'))
    await until(async () => {
      const list = await must<StackList>(core, 'stacks.list')
      expect(rows(list).filter((row) => /^(?:api\/dev|infra\/extra)/.test(row))).toEqual([
        'infra/extra dev (Stack file) 111122223333 eu-west-1',
        'api/dev prod (Stack file) 444455556666 -',
      ])
    })
  })

  it('forgets a project whose folder goes away', async () => {
    const { core, repo, path } = openMonorepo({ watch: true, host: 'loopback' })
    await must(core, 'stacks.addFolder', { folder: repo })
    await until(async () => {
      expect((await must<StackList>(core, 'stacks.list')).projects).toHaveLength(3)
    })
    // Remove it once a change in it is seen: before that, the watch may not have started. Repeats the change with longer waits.
    let tries = 0
    await until(async () => {
      if (Number.isInteger(Math.log2(++tries))) {
        writeFileSync(path('infra/tmp'), '{"config": {"aws:profile": "dev"}}')
        renameSync(path('infra/tmp'), path('infra/Pulumi.extra.json'))
      }
      const list = await must<StackList>(core, 'stacks.list')
      expect(rows(list).filter((row) => row.startsWith('infra/extra'))).toHaveLength(1)
    })
    rmSync(path('infra'), { recursive: true })
    await until(async () => {
      expect((await must<StackList>(core, 'stacks.list')).projects.map(({ name }) => name)).toEqual([
        'api',
        'web',
      ])
    })
  })
})
