import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { coreHome, keyLines, type CoreHome } from './core-home.ts'

let home: CoreHome

afterEach(() => home.close())

const config = `[profile dev]
region = eu-west-1

[profile prod]
region = us-east-2

[profile bare]
output = json

[profile admin]
role_arn = arn:aws:iam::123456789012:role/Admin
source_profile = dev
region = eu-north-1
`
const credentials = `[dev]\n${keyLines('AKIADEVEXAMPLE')}\n[prod]\n${keyLines('AKIAPRODEXAMPLE')}`

it('adds a profile that asks for the active one, keeps its region in step, and takes it away', async () => {
  home = await coreHome({ config, credentials }, { program: "/opt/it's here/stackpass" })
  await home.call('active.use', { profile: 'dev' })
  const plan = await home.call('bridges.planPointer', { on: true })
  expect(await home.text(home.config)).toBe(config)
  await home.apply(plan)
  expect(await home.text(home.config)).toContain(
    `[profile active]\ncredential_process = '/opt/it'\\''s here/stackpass' credentials --active\nregion = eu-west-1\n`,
  )
  expect((await stat(home.own('state', 'bridges.json'))).mode & 0o777).toBe(0o600)
  expect(await home.call('bridges.status', {})).toMatchObject({
    value: { pointer: { installed: true, profile: 'active' } },
  })
  await home.call('active.use', { profile: 'prod' })
  expect(await home.text(home.config)).toContain('--active\nregion = us-east-2\n')
  await home.call('active.use', { profile: 'bare' })
  expect(await home.text(home.config)).toMatch(/--active\n(?!region)/)
  await home.call('active.use', { profile: 'dev' })
  expect(home.notices).toEqual([])
  await home.apply(await home.call('bridges.planPointer', { on: false }))
  expect(await home.text(home.config)).toBe(config)
  expect(existsSync(home.own('state', 'bridges.json'))).toBe(false)
})

it("never touches somebody's own profile of that name, and takes another name instead", async () => {
  const own = `${config}\n[profile active]\nregion = sa-east-1\n`
  home = await coreHome({ config: own, credentials })
  expect(await home.call('bridges.planPointer', { on: true })).toMatchObject({
    error: { code: 'ProfileExists', remedy: expect.stringContaining('--name') },
  })
  expect(await home.call('bridges.planPointer', { on: false })).toMatchObject({
    error: { code: 'NothingToChange' },
  })
  await home.apply(await home.call('bridges.planPointer', { on: true, name: 'current' }))
  await home.call('active.use', { profile: 'dev' })
  expect(await home.text(home.config)).toBe(
    `${own}\n[profile current]\ncredential_process = stackpass credentials --active\nregion = eu-west-1\n`,
  )
  expect(await home.call('bridges.planPointer', { on: true })).toMatchObject({
    error: { code: 'NothingToChange' },
  })
})

it('refuses whatever would make the active profile stand for itself', async () => {
  const circle = `${config}
[profile active]
credential_process = stackpass credentials --active

[profile role-on-top]
role_arn = arn:aws:iam::123456789012:role/Top
source_profile = active-twin

[profile active-twin]
credential_process = "/usr/local/bin/stackpass" credentials active
`
  home = await coreHome({ config: circle, credentials })
  await home.call('active.use', { profile: 'dev' })
  for (const profile of ['active', 'role-on-top', 'active-twin'])
    expect(await home.call('active.use', { profile })).toMatchObject({ error: { code: 'PointerCycle' } })
  expect(await home.call('active.get', {})).toMatchObject({ value: { profile: 'dev' } })
  // Both lead to the active profile without starting a process.
  for (const name of ['active', 'active-twin'])
    expect(await home.call('credentials.get', { name })).toMatchObject({
      value: { profile: 'dev', accessKeyId: 'AKIADEVEXAMPLE' },
    })
  expect(await home.call('bridges.planTwin', { profile: 'active' })).toMatchObject({
    error: { code: 'PointerCycle' },
  })
})

it('says so when the active profile stands for itself all the same', async () => {
  home = await coreHome({ config: '[profile active]\ncredential_process = stackpass credentials --active\n' })
  await home.call('bridges.status', {})
  await home.call('active.use', {})
  await writeFile(home.own('state', 'active'), 'stackpass-state 1 a\nprofile=active\nend\n')
  expect(await home.call('credentials.get', {})).toMatchObject({ error: { code: 'PointerCycle' } })
})

it('makes twins whose name no shell and no SDK reads differently', async () => {
  const name = `it's $(x) é`
  home = await coreHome({
    config: `${config}\n[profile "${name}"]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = dev\n`,
    credentials,
  })
  await home.apply(await home.call('bridges.planTwin', { profile: 'admin' }))
  expect(await home.text(home.config)).toContain(
    '[profile admin-twin]\ncredential_process = stackpass credentials admin\nregion = eu-north-1\n',
  )
  await home.apply(await home.call('bridges.planTwin', { profile: name, name: 'odd' }))
  expect(await home.text(home.config)).toContain(
    `[profile odd]\ncredential_process = stackpass credentials 'it'\\''s $(x) é'\n`,
  )
  expect(await home.call('bridges.planTwin', { profile: 'admin' })).toMatchObject({
    error: { code: 'ProfileExists' },
  })
  expect(await home.call('bridges.planTwin', { profile: 'dev' })).toMatchObject({
    error: { code: 'NothingToChange' },
  })
  // A page can plan and write a profile: neither lets a program run.
  expect(await home.call('consent.list', {})).toMatchObject({
    value: { allowed: [], waiting: [{ profile: 'admin-twin' }, { profile: 'odd' }] },
  })
})

it('says of a command that has the name as a word that it stays', async () => {
  const vault = `${config}\n[profile vault]\ncredential_process = aws-vault exec --json admin\n[profile other]\ncredential_process = tool admins\n`
  home = await coreHome({ config: vault, credentials })
  const rename = { type: 'renameProfile', from: 'admin', to: 'root' } as const
  expect(await home.call('edits.plan', { operations: [rename] })).toMatchObject({
    value: {
      warnings: [
        {
          code: 'TwinLeft',
          message:
            'The credential_process of vault contains the word admin, which stays. If it means the profile, change it by hand.',
        },
      ],
    },
  })
})

it('follows a rename with a twin, and says that it would go on asking for a profile that is deleted', async () => {
  home = await coreHome({ config, credentials })
  await home.apply(await home.call('bridges.planTwin', { profile: 'admin' }))
  const left = {
    code: 'TwinLeft',
    message: 'The credential_process of admin-twin still asks Stackpass for admin.',
  }
  const rename = { type: 'renameProfile', from: 'admin', to: 'root' } as const
  expect(await home.call('edits.plan', { operations: [rename] })).toMatchObject({ value: { warnings: [] } })
  const alone = { ...rename, updateReferences: false }
  expect(await home.call('edits.plan', { operations: [alone] })).toMatchObject({
    value: { warnings: [left] },
  })
  const deletion = { type: 'deleteProfile', name: 'admin' } as const
  expect(await home.call('edits.plan', { operations: [deletion] })).toMatchObject({
    value: {
      warnings: [
        left,
        {
          code: 'StopsWorking',
          message: '1 profile (admin-twin) gets no more credentials without admin.',
        },
      ],
    },
  })
  await home.apply(await home.call('edits.plan', { operations: [rename] }))
  const twin = await home.call('profiles.show', { name: 'admin-twin' })
  expect(twin.ok && twin.value.settings.map(({ value }) => value)).toContainEqual(
    expect.stringMatching(/ credentials root$/),
  )
  const both = ['root', 'admin-twin'].map((name) => ({ type: 'deleteProfile' as const, name }))
  expect(await home.call('edits.plan', { operations: both })).toMatchObject({ value: { warnings: [] } })
})

it('gives GUI programs the active profile, follows it, and takes it away', async () => {
  home = await coreHome({ config, credentials })
  await home.call('active.use', { profile: 'dev' })
  expect(home.vectors).toEqual([])
  expect(await home.call('bridges.setGui', { on: true })).toMatchObject({ value: { gui: { on: true } } })
  await home.call('active.use', { profile: 'prod' })
  await home.call('active.use', {})
  await home.call('bridges.setGui', { on: false })
  await home.call('active.use', { profile: 'dev' })
  const set = (name: string) => ['systemctl', '--user', 'set-environment', `AWS_PROFILE=${name}`]
  const unset = ['systemctl', '--user', 'unset-environment', 'AWS_PROFILE']
  expect(home.vectors).toEqual([set('dev'), set('prod'), unset, unset])
})

it('names the reason when GUI programs cannot be reached, and switches all the same', async () => {
  let works = true
  home = await coreHome(
    { config, credentials },
    {
      runVector: () => (works ? Promise.resolve() : Promise.reject(new Error('spawn systemctl ENOENT'))),
    },
  )
  await home.call('bridges.setGui', { on: true })
  works = false
  expect(await home.call('active.use', { profile: 'dev' })).toMatchObject({ value: { profile: 'dev' } })
  expect(home.notices).toMatchObject([
    { code: 'NotSupportedHere', reason: expect.stringContaining('spawn systemctl ENOENT') },
  ])
})

it('gives the twin to stacks in the same change, which one undo takes back', async () => {
  home = await coreHome({ config, credentials })
  const project = join(home.folder, 'infra')
  await mkdir(project)
  await writeFile(join(project, 'Pulumi.yaml'), 'name: infra\nruntime: nodejs\n')
  const before = 'config:\n  aws:profile: admin # by hand\n'
  const stackFile = join(project, 'Pulumi.prod.yaml')
  await writeFile(stackFile, before)
  const wanted = { profile: 'admin', stacks: [{ project, stack: 'prod' }] }
  const plan = await home.call('bridges.planTwin', wanted)
  expect(plan).toMatchObject({ value: { summary: 'Added admin-twin and set it for prod' } })
  const historyId = await home.apply(plan)
  expect(await readFile(stackFile, 'utf8')).toContain('aws:profile: admin-twin # by hand')
  expect(await home.text(home.config)).toContain('[profile admin-twin]\n')
  await home.apply(await home.call('history.plan', { id: historyId, mode: 'undo' }))
  expect(await readFile(stackFile, 'utf8')).toBe(before)
  expect(await home.text(home.config)).not.toContain('admin-twin')
  const gone = { ...wanted, stacks: [{ project: join(home.folder, 'gone'), stack: 'prod' }] }
  expect(await home.call('bridges.planTwin', gone)).toMatchObject({
    ok: false,
    error: { code: 'ProjectNotFound' },
  })
})
