import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { withSandbox } from '../command/with-sandbox.ts'

const at = withSandbox()

const devFile = '# kept\nconfig:\n  aws:profile: default\n  aws:region:   eu-west-1   # here\n'
const prodFile = 'config:\n  aws:allowedAccountIds: ["444455556666"]\n'

let project: string

function file(name: string): string {
  return join(at.sandbox.home, 'code', name)
}

function write(name: string, text: string): void {
  mkdirSync(dirname(file(name)), { recursive: true })
  writeFileSync(file(name), text)
}

function read(name: string): string {
  return readFileSync(file(name), 'utf8')
}

beforeEach(() => {
  write('api/Pulumi.yaml', 'name: api\nruntime: nodejs\n')
  write('api/Pulumi.dev.yaml', devFile)
  write('api/Pulumi.prod.yaml', prodFile)
  write('web/Pulumi.yaml', 'name: web\nruntime: go\n')
  write('web/Pulumi.dev.yaml', 'config: {}\n')
  project = file('api')
})

describe('stacks list and show', () => {
  it('lists every stack below a folder in aligned columns', async () => {
    const { code, stdout } = await at.sandbox.run(['stacks', 'list', '--project', dirname(project)])
    expect(code).toBe(0)
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, '|'))
    expect(lines).toEqual([
      'Stack|Profile|From|Region|Folder',
      'api/dev|default|Stack file|eu-west-1|~/code/api',
      'api/prod|default|Default|us-east-1|~/code/api',
      'web/dev|default|Default|us-east-1|~/code/web',
      '',
    ])
  })

  it('says of a stack that cannot run so, and not which account it would reach', async () => {
    await at.sandbox.write(
      'config',
      '[profile half]\nregion = eu-west-1\nrole_arn = arn:aws:iam::777788889999:role/D\nsource_profile = gone\n',
    )
    write('web/Pulumi.dev.yaml', 'config:\n  aws:profile: half\n')
    const list = await at.sandbox.run(['stacks', 'list', '--project', file('web')])
    expect(list.stdout).toMatch(/^web\/dev +half .* cannot run /m)
    const show = await at.sandbox.run(['stacks', 'show', '--project', file('web'), '--stack', 'dev'])
    expect(show.stdout).toMatch(/^Account +none: it cannot run\. It does not find the source profile\./m)
    expect(list.stdout).not.toContain('777788889999')
  })

  it('takes the project above the current folder, and the selected stack', async () => {
    write('api/src/deep/x', '')
    const env = { PULUMI_STACK: 'acme/api/dev' }
    const { code, stdout } = await at.sandbox.run(['stacks', 'show', '--project', file('api/src/deep')], {
      env,
    })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^api\/dev$/m)
    expect(stdout).toMatch(/^Profile +default \(Stack file\)$/m)
    expect(stdout).toMatch(/^wins +Profile in config +default +Pulumi\.dev\.yaml:3 /m)
    expect(stdout).toMatch(/^beaten +Default profile /m)
  })

  it('gives the replies of the contract as JSON', async () => {
    const list = await at.sandbox.run(['stacks', 'list', '--project', project, '--json'])
    expect(JSON.parse(list.stdout)).toMatchObject({ ok: true, value: { projects: [{ name: 'api' }] } })
    const show = await at.sandbox.run(['stacks', 'show', '--project', project, '--stack', 'dev', '--json'])
    expect(JSON.parse(show.stdout)).toMatchObject({ ok: true, value: { summary: { profile: 'default' } } })
  })

  it('writes nothing by looking', async () => {
    const before = await at.sandbox.picture()
    await at.sandbox.run(['stacks', 'list', '--project', dirname(project)])
    await at.sandbox.run(['stacks', 'show', '--project', project, '--stack', 'dev'])
    await at.sandbox.run(['stacks', 'problems', '--project', project])
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('refuses without a project, a stack or a selection, by its code', async () => {
    const none = await at.sandbox.run(['stacks', 'show', '--project', at.sandbox.home])
    expect(none).toMatchObject({ code: 1, stdout: '' })
    expect(none.stderr).toContain('Error ProjectNotFound:')
    const unselected = await at.sandbox.run(['stacks', 'show', '--project', project])
    expect(unselected.stderr).toMatch(/Error StackNotFound: No stack is selected[^]*--stack/)
  })
})

describe('stacks set-profile, set and unset', () => {
  it('changes one line, shows it, and undo brings the same bytes back', async () => {
    const { code, stdout } = await at.sandbox.run([
      'stacks',
      'set-profile',
      'dev',
      '--project',
      project,
      '--stack',
      'dev',
    ])
    expect(code).toBe(0)
    expect(read('api/Pulumi.dev.yaml')).toBe(devFile.replace('default', 'dev'))
    expect(stdout).toMatch(/^ +- 3 {4}aws:profile: default$/m)
    expect(stdout).toMatch(/^ +\+ 3 {4}aws:profile: dev$/m)
    const id = /history undo (\S+)`/.exec(stdout)![1]!
    expect((await at.sandbox.run(['history', 'undo', id])).code).toBe(0)
    expect(read('api/Pulumi.dev.yaml')).toBe(devFile)
  })

  it('stops at a wrong account where nobody can be asked, and goes on with --yes', async () => {
    const args = ['stacks', 'set-profile', 'dev', '--project', project, '--all']
    // With --json nobody is asked, as where there is no terminal.
    const stopped = await at.sandbox.run([...args, '--json'])
    expect(stopped.code).toBe(1)
    expect(JSON.parse(stopped.stdout)).toMatchObject({ error: { code: 'WrongAccount' } })
    expect(stopped.stderr).toContain(
      'dev leads to account 111122223333, but api/prod allows only 444455556666.',
    )
    expect([read('api/Pulumi.dev.yaml'), read('api/Pulumi.prod.yaml')]).toEqual([devFile, prodFile])
    expect((await at.sandbox.run([...args, '--yes'])).code).toBe(0)
    expect(read('api/Pulumi.prod.yaml')).toBe(`${prodFile}  aws:profile: dev\n`)
  })

  it('a dry run shows the diff and writes nothing', async () => {
    const before = await at.sandbox.picture()
    const args = ['stacks', 'set', 'aws:defaultTags', '{"tags":{"team":"a"}}', '--project', project]
    const { code, stdout } = await at.sandbox.run([...args, '--stack', 'dev', '--dry-run'])
    expect(code).toBe(0)
    expect(stdout).toContain('Nothing was written (--dry-run).')
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('keeps the zeros of account ids, and takes several stacks by name', async () => {
    const ids = [
      'stacks',
      'set',
      'aws:forbiddenAccountIds[0]',
      '012345678901',
      '--project',
      project,
      '--stack',
      'dev',
    ]
    expect((await at.sandbox.run(ids)).code).toBe(0)
    expect(read('api/Pulumi.dev.yaml')).toMatch(/["']012345678901["']/)
    const region = [
      'stacks',
      'set',
      'aws:region',
      'us-west-2',
      '--project',
      project,
      '--stack',
      'dev',
      '--stack',
      'prod',
    ]
    expect((await at.sandbox.run(region)).code).toBe(0)
    expect(read('api/Pulumi.dev.yaml')).toContain('aws:region:   us-west-2   # here')
    expect(read('api/Pulumi.prod.yaml')).toContain('aws:region: us-west-2')
  })

  it('writes to the project file, environments, and pins the account', async () => {
    const on = ['--project', project, '--stack', 'dev']
    await at.sandbox.run(['stacks', 'set', 'aws:region', 'eu-west-1', '--in-project', ...on])
    expect(read('api/Pulumi.yaml')).toBe('name: api\nruntime: nodejs\nconfig:\n  aws:region: eu-west-1\n')
    await at.sandbox.run(['stacks', 'add-environment', 'aws/dev', '--yes', ...on])
    expect(read('api/Pulumi.dev.yaml')).toBe(`${devFile}environment:\n  - aws/dev\n`)
    await at.sandbox.run(['stacks', 'remove-environment', 'aws/dev', ...on])
    expect(read('api/Pulumi.dev.yaml')).toBe(devFile)
    await at.sandbox.run(['stacks', 'set-profile', 'dev', ...on])
    expect((await at.sandbox.run(['stacks', 'pin-account', ...on])).code).toBe(0)
    expect(read('api/Pulumi.dev.yaml')).toContain('"111122223333"')
    await at.sandbox.run(['stacks', 'unset', 'aws:profile', ...on])
    expect(read('api/Pulumi.dev.yaml')).not.toContain('aws:profile')
  })

  it('a secret is refused as text, and without the Pulumi CLI altogether', async () => {
    const on = ['--project', project, '--stack', 'dev']
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    const env = { PATH: '/nonexistent' }
    for (const args of [
      ['aws:secretKey', '-', '--secret'],
      ['aws:secretKey', '-'],
    ]) {
      const { code, stdout, stderr } = await at.sandbox.run(['stacks', 'set', ...args, ...on], {
        stdin: `${secret}\n`,
        env,
      })
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain('Error SecretNeedsPulumi:')
      expect(stderr).not.toContain(secret)
    }
    expect((await at.sandbox.run(['stacks', 'set', 'aws:secretKey', 'x', '--secret', ...on])).code).toBe(2)
    expect(read('api/Pulumi.dev.yaml')).toBe(devFile)
  })
})

describe('stacks problems', () => {
  it('prints file, line and code, and ends with 1 when something is an error', async () => {
    const clean = await at.sandbox.run(['stacks', 'problems', '--project', file('web')])
    expect(clean.code).toBe(0)
    write('api/Pulumi.dev.yaml', 'config:\n  aws:profile: gone\n')
    write('api/Pulumi.bad.yaml', 'config:\n  a: [\n')
    const { code, stdout } = await at.sandbox.run(['stacks', 'problems', '--project', dirname(project)])
    expect(code).toBe(1)
    expect(stdout).toMatch(/api\/Pulumi\.dev\.yaml:2: error profile-unknown: /)
    expect(stdout).toMatch(/api\/Pulumi\.bad\.yaml:3: error YamlInvalid: /)
    expect(stdout).toMatch(/2 errors/)
    const one = await at.sandbox.run(['stacks', 'problems', '--project', project, '--stack', 'prod'])
    expect(one.code).toBe(0)
    const json = await at.sandbox.run(['stacks', 'problems', '--project', project, '--json'])
    expect(json.code).toBe(1)
    const { value } = JSON.parse(json.stdout) as { value: { problems: { code: string; line?: number }[] } }
    expect(value.problems.map((problem) => problem.code)).toContain('profile-unknown')
  })

  it('a stack that is not there is no success', async () => {
    const { code, stderr } = await at.sandbox.run([
      'stacks',
      'problems',
      '--project',
      project,
      '--stack',
      'nope',
    ])
    expect(code).toBe(1)
    expect(stderr).toContain('There is no stack nope.')
  })
})

describe('profiles rename and delete', () => {
  it('name the stacks, and change them along when told to', async () => {
    const folders = JSON.stringify([join(at.sandbox.home, 'code')])
    await at.sandbox.run(['settings', 'set', 'stackFolders', folders])
    await at.sandbox.run(['stacks', 'set-profile', 'dev', '--project', project, '--stack', 'dev'])
    const left = await at.sandbox.run(['profiles', 'rename', 'dev', 'sandbox', '--dry-run'])
    expect(left.stderr).toContain('Stacks that name it: api/dev. With --stacks follow, they change too.')
    const { code, stderr } = await at.sandbox.run([
      'profiles',
      'rename',
      'dev',
      'sandbox',
      '--stacks',
      'follow',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(read('api/Pulumi.dev.yaml')).toBe(devFile.replace('default', 'sandbox'))
    expect(await at.sandbox.read('config')).toContain('[profile sandbox]')
    await at.sandbox.run(['history', 'undo'])
    expect(read('api/Pulumi.dev.yaml')).toBe(devFile.replace('default', 'dev'))
    expect(await at.sandbox.read('config')).toContain('[profile dev]')
  })

  it('say which addresses of backends and secrets providers go on naming it', async () => {
    const folders = JSON.stringify([join(at.sandbox.home, 'code')])
    await at.sandbox.run(['settings', 'set', 'stackFolders', folders])
    const url = (name: string): string =>
      `secretsprovider: awskms://alias/k?region=eu-west-1&profile=${name}\n`
    write('api/Pulumi.dev.yaml', url('dev') + devFile)
    const said = 'The address of the secrets provider of api/dev still names dev (profile=dev)'
    const rename = ['profiles', 'rename', 'dev', 'sandbox', '--dry-run']
    expect((await at.sandbox.run(rename)).stderr).toContain(said)
    write('api/Pulumi.dev.yaml', url('other') + devFile)
    expect((await at.sandbox.run(rename)).stderr).not.toContain('still names')
  })
})
