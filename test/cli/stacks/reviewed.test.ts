import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { onTerminal } from '../command/on-terminal.ts'
import { withSandbox } from '../command/with-sandbox.ts'
import { runWithoutTerminal } from '../command/without-terminal.ts'

const at = withSandbox()

function write(name: string, text: string): void {
  const path = join(at.sandbox.home, 'code', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const read = (name: string): string => readFileSync(join(at.sandbox.home, 'code', name), 'utf8')
const folder = (name = ''): string => join(at.sandbox.home, 'code', name)
const edit = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runWithoutTerminal(at, ['stacks', ...words], env)

const esc = 'environment:\n  - aws/prod\n'

beforeEach(async () => {
  await at.sandbox.write(
    'config',
    '[default]\nregion = us-east-1\n\n[profile dev]\nregion = eu-west-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
  )
  write('api/Pulumi.yaml', 'name: api\nruntime: nodejs\n')
  write('api/Pulumi.dev.yaml', esc)
  write('web/Pulumi.yaml', 'name: web\nruntime: nodejs\n')
  write('web/Pulumi.dev.yaml', 'config:\n  aws:region: eu-west-1\n')
})

describe('an edit that works against what the stack has', () => {
  const set = ['set-profile', 'dev', '--stack', 'dev', '--project']

  it('is told where nobody can be asked', async () => {
    const { code, stdout, stderr } = await edit([...set, folder('api')])
    expect(code).toBe(0)
    expect(stdout + stderr).toContain(
      'api/dev: If the imported ESC environment sets AWS credentials, they are not used.',
    )
  })

  it('is not written there when it makes an error', async () => {
    const mfa =
      '\n[profile mfa]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = dev\nmfa_serial = arn:aws:iam::111122223333:mfa/ann\n'
    await at.sandbox.write('config', (await at.sandbox.read('config')) + mfa)
    write('web/Pulumi.dev.yaml', 'config: {}\n')
    const { code, stdout, stderr } = await edit([
      'set-profile',
      'mfa',
      '--stack',
      'dev',
      '--project',
      folder('web'),
    ])
    expect(code).toBe(1)
    expect(stdout + stderr).toContain('ConfirmationNeeded')
    expect(stdout + stderr).toContain('stackpass bridge twin mfa')
    expect(read('web/Pulumi.dev.yaml')).toBe('config: {}\n')
  })

  it('is asked about on a terminal, after what it breaks', async () => {
    const args = ['stacks', ...set, folder('api')]
    const no = await onTerminal(at, args, {}, 'Write it?', 'n\n')
    expect(no.text).toMatch(/they are not used[^]*Write it\? \[y\/N\]/)
    expect({ code: no.code, content: read('api/Pulumi.dev.yaml') }).toEqual({ code: 1, content: esc })
    expect((await onTerminal(at, args, {}, 'Write it?', 'y\n')).code).toBe(0)
    expect(read('api/Pulumi.dev.yaml')).toContain('aws:profile: dev')
  })

  it('is written with --yes, and still says it', async () => {
    const { code, stdout, stderr } = await edit([...set, folder('api'), '--yes'])
    expect(code).toBe(0)
    expect(stdout + stderr).toContain('they are not used')
  })

  it('is written at once where nothing new is wrong', async () => {
    expect((await edit([...set, folder('web')])).code).toBe(0)
    expect(read('web/Pulumi.dev.yaml')).toContain('aws:profile: dev')
  })

  it.each([
    [
      'an environment on a backend that has none',
      ['add-environment', 'aws/x'],
      1,
      'This backend has no environments.',
    ],
    ['a profile beside keys', ['set-profile', 'dev'], 0, 'The profile dev does not sign in for this stack.'],
  ])('%s', async (_, words, ends, says) => {
    const before = 'config:\n  aws:region: eu-west-1\n  aws:accessKey:\n    secure: v1:a:b\n'
    write('web/Pulumi.dev.yaml', before)
    const env = { PULUMI_BACKEND_URL: `file://${at.sandbox.home}` }
    const { code, stdout, stderr } = await edit([...words, '--stack', 'dev', '--project', folder('web')], env)
    expect(code).toBe(ends)
    expect(stdout + stderr).toContain(says)
    expect(read('web/Pulumi.dev.yaml') === before).toBe(ends === 1)
  })

  it('the region of a deployed stack is asked about however it is set', async () => {
    const state = join(at.sandbox.home, '.pulumi', 'stacks', 'web')
    mkdirSync(state, { recursive: true })
    writeFileSync(join(at.sandbox.home, '.pulumi', 'meta.yaml'), 'version: 1\n')
    writeFileSync(join(state, 'dev.json'), '{"version":3,"checkpoint":{"latest":{"resources":[]}}}')
    const env = { PULUMI_BACKEND_URL: `file://${at.sandbox.home}` }
    const words = ['set', 'aws:region', 'eu-west-2', '--stack', 'dev', '--project', folder('web')]
    const dry = await edit([...words, '--dry-run'], env)
    expect(dry.code).toBe(0)
    expect(dry.stdout + dry.stderr).toContain('its resources in eu-west-1 stay there')
    const same = await edit(['set', 'aws:region', 'eu-west-1', ...words.slice(3), '--dry-run'], env)
    expect(same.stdout + same.stderr).not.toContain('is deployed')
    const args = ['stacks', ...words]
    expect((await onTerminal(at, args, env, 'Write it?', 'n\n')).code).toBe(1)
    expect(read('web/Pulumi.dev.yaml')).toContain('eu-west-1')
  })

  it('so is the region that comes with a profile', async () => {
    const state = join(at.sandbox.home, '.pulumi', 'stacks', 'web')
    mkdirSync(state, { recursive: true })
    writeFileSync(join(at.sandbox.home, '.pulumi', 'meta.yaml'), 'version: 1\n')
    writeFileSync(join(state, 'dev.json'), '{"version":3,"checkpoint":{"latest":{"resources":[]}}}')
    const env = { PULUMI_BACKEND_URL: `file://${at.sandbox.home}` }
    write('web/Pulumi.dev.yaml', 'config:\n  aws:profile: default\n')
    const { stdout, stderr } = await edit([...set, folder('web'), '--dry-run'], env)
    expect(stdout + stderr).toContain(
      'web/dev is deployed: its resources in us-east-1 stay there, and new ones are created in eu-west-1.',
    )
  })

  it('says again what the edit itself runs into, though it was so before', async () => {
    const env = { PULUMI_BACKEND_URL: `file://${at.sandbox.home}` }
    const words = ['add-environment', 'aws/more', '--stack', 'dev', '--project', folder('api')]
    const { code, stdout, stderr } = await edit(words, env)
    expect({ code, content: read('api/Pulumi.dev.yaml') }).toEqual({ code: 1, content: esc })
    expect(stdout + stderr).toContain('Imported: aws/prod, aws/more.')
  })

  it('shows the diff once', async () => {
    const { stdout, stderr } = await edit([...set, folder('api')])
    expect((stdout + stderr).split('aws:profile: dev')).toHaveLength(2)
  })

  it('offers aws-native along, in the same edit', async () => {
    write(
      'web/Pulumi.dev.yaml',
      'config:\n  aws:region: eu-west-1\n  aws:profile: default\n  aws-native:profile: default\n',
    )
    const words = [...set, folder('web')]
    const dry = await edit([...words, '--dry-run'])
    expect(dry.stdout + dry.stderr).toContain('aws-native:profile differs from aws:profile')
    const both = await edit([...words, '--native'])
    expect(both.code).toBe(0)
    expect(both.stdout + both.stderr).not.toContain('differs from')
    expect(read('web/Pulumi.dev.yaml')).toContain('aws-native:profile: dev')
  })
})

describe('projects below a folder that is in none', () => {
  it('are edited in one change that --yes confirms and one undo takes back', async () => {
    write('broken/Pulumi.yaml', 'name: broken\nruntime: go\n')
    write('broken/Pulumi.dev.yaml', 'config: [\n')
    const words = ['set', 'aws:defaultTags.tags.Team', 'core', '--all', '--project', folder()]
    const asked = await edit(words)
    expect(asked.code).toBe(1)
    expect(read('web/Pulumi.dev.yaml')).not.toContain('Team')
    const done = await edit([...words, '--yes'])
    expect(done.code).toBe(0)
    expect(done.stdout + done.stderr).toContain('Left out: ~/code/broken/Pulumi.dev.yaml')
    for (const name of ['api', 'web']) expect(read(`${name}/Pulumi.dev.yaml`)).toContain('Team: core')
    const id = /history undo (\S+?)[`.]/.exec(done.stdout)?.[1]
    expect((await runWithoutTerminal(at, ['history', 'undo', id!])).code).toBe(0)
    expect(read('api/Pulumi.dev.yaml')).toBe(esc)
  })

  it('are listed with exit code 0 although the file of one is broken', async () => {
    write('broken/Pulumi.yaml', 'name: [\n')
    const { code, stdout, stderr } = await edit(['list', '--project', folder()])
    expect(code).toBe(0)
    expect(stdout).toContain('api/dev')
    expect(stderr).toContain('~/code/broken')
  })
})

describe('a profile that only CI has', () => {
  it('is refused by name, and set with --yes', async () => {
    const words = ['set-profile', 'ci-only', '--stack', 'dev', '--project', folder('web')]
    const refused = await edit(words)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('--yes')
    expect((await edit([...words, '--yes'])).code).toBe(0)
    expect(read('web/Pulumi.dev.yaml')).toContain('aws:profile: ci-only')
  })
})

describe('exec with Pulumi', () => {
  const exec = (more: readonly string[], words: readonly string[]) =>
    runWithoutTerminal(at, ['exec', ...more, 'dev', '--', ...words])

  it.each([
    ['a profile', 'config:\n  aws:profile: default\n', 'The stack dev uses the profile default, not dev'],
    [
      'keys',
      'config:\n  aws:accessKey:\n    secure: v1:a:b\n',
      'The stack dev uses the keys in its config, not dev',
    ],
  ])('asks where the stack has %s of its own', async (_, text, says) => {
    write('web/Pulumi.dev.yaml', text)
    const { code, stdout, stderr } = await exec([], ['pulumi', '-C', folder('web'), 'up', '--yes'])
    expect(code).toBe(1)
    expect(stdout + stderr).toContain(says)
    expect(stdout + stderr).toContain('ConfirmationNeeded')
  })

  it.each([
    ['--yes', ['--yes'], ['up']],
    ['another command', [], ['version']],
    ['a stack that takes the environment', [], ['up', '--stack', 'acme/web/other']],
  ])('runs with %s', async (_, more, words) => {
    write('web/Pulumi.dev.yaml', 'config:\n  aws:profile: default\n')
    write('web/Pulumi.other.yaml', 'config: {}\n')
    const { stdout, stderr } = await exec(more, ['pulumi', '-C', folder('web'), ...words])
    expect(stdout + stderr).not.toContain('ConfirmationNeeded')
  })
})

describe('stacks snippet', () => {
  it('prints a provider of a program', async () => {
    const { code, stdout } = await edit([
      'snippet',
      'typescript',
      '--profile',
      'dev',
      '--region',
      'eu-west-1',
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('profile: "dev"')
  })
  it('refuses a kind that it does not know', async () => {
    expect((await edit(['snippet', 'perl'])).code).toBe(2)
  })
})
