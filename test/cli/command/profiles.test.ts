import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onTerminal } from './on-terminal.ts'
import { exampleKey, exampleSecret, sampleConfig, sampleCredentials } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

describe('reading', () => {
  it('lists under a heading for each group, what has none last', async () => {
    const groups = JSON.stringify([{ name: 'live', colour: 'red', production: true }])
    await at.sandbox.run(['settings', 'set', 'groups', groups])
    await at.sandbox.run(['settings', 'set', 'profileGroups', '[["dev","live"]]'])
    const { stdout } = await at.sandbox.run(['profiles', 'list', '--by', 'group'])
    const lines = stdout.split('\n').map((line) => line.trimEnd())
    expect(lines[0]).not.toContain('Group')
    expect(lines[1]?.trim()).toBe('live (1, production)')
    expect(lines[2]).toMatch(/^ ■ +dev /)
    expect(lines[3]?.trim()).toMatch(/^No group \(\d+\)$/)
  })

  it('lists the profiles of both files in aligned columns', async () => {
    const { code, stdout, stderr } = await at.sandbox.run(['profiles', 'list'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').map((line) => line.replace(/ {2,}/g, '|'))).toEqual([
      'Profile|Kind|Account|Region',
      'default|keys|us-east-1',
      'dev|role|111122223333|eu-west-1',
      '',
    ])
  })

  it('counts what is wrong with each profile, in large files when asked to', async () => {
    const half = '[half]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n'
    await at.sandbox.write('credentials', half)
    expect((await at.sandbox.run(['profiles', 'list'])).stdout).toMatch(/^half +incomplete +1 error$/m)
    await at.sandbox.write('credentials', half + '# a long comment\n'.repeat(20_000))
    expect((await at.sandbox.run(['profiles', 'list'])).stdout).toMatch(/^half +incomplete$/m)
    expect((await at.sandbox.run(['profiles', 'list', '--problems'])).stdout).toMatch(
      /^half +incomplete +1 error$/m,
    )
  })

  it('says that keys are over, and not to sign in where nobody signs in', async () => {
    const ended = new Date(Date.now() - 3 * 3_600_000).toISOString()
    await at.sandbox.write(
      'credentials',
      `[pasted]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${exampleSecret}\naws_session_token = t\naws_expiration = ${ended}\n`,
    )
    const role = (name: string, source: string) =>
      `[profile ${name}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = ${source}\n`
    await at.sandbox.write('config', role('above', 'pasted') + role('top', 'above'))
    const { stdout } = await at.sandbox.run(['profiles', 'list'])
    expect(stdout).toMatch(/^pasted .* expired 3 h ago$/m)
    for (const name of ['above', 'top']) {
      expect(stdout).toMatch(new RegExp(`^${name} .* keys expired 3 h ago$`, 'm'))
      expect((await at.sandbox.run(['profiles', 'show', name])).stdout).toMatch(/^Now +its keys ended at /m)
    }
    const shown = (await at.sandbox.run(['profiles', 'show', 'pasted'])).stdout
    expect(shown).toMatch(/^Keys +expired 3 h ago$/m)
    expect(shown).not.toMatch(/^Now/m)
    const listed = JSON.parse((await at.sandbox.run(['profiles', 'list', '--json'])).stdout) as {
      value: { profiles: { access: unknown }[] }
    }
    for (const { access } of listed.value.profiles)
      expect(access).toEqual({ kind: 'keysEnded', endedAt: ended })
  })

  it('lists what each tool uses of the profiles on which tools disagree', async () => {
    const run = (...args: string[]) => at.sandbox.run(['profiles', 'list', ...args])
    expect((await run('--disagree')).stdout).toBe('All tools use every profile in the same way.\n')
    const etl =
      '[profile etl]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/Etl\ncredential_process = keys\n'
    await at.sandbox.write('config', sampleConfig + etl)
    const { code, stdout } = await run('--disagree')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^etl +AWS CLI, boto3 +The role has no source of credentials\./m)
    expect(stdout).toMatch(/^ +Go SDK, Terraform, Pulumi +It assumes the role Etl/m)
    expect(stdout).not.toMatch(/dev|default/)
    expect((await run('--disagree', '--names')).stdout).toBe('etl\n')
    const listed = JSON.parse((await run('--json')).stdout) as {
      value: { profiles: { name: string; disagree: boolean }[] }
    }
    expect(listed.value.profiles.map(({ name, disagree }) => [name, disagree])).toEqual([
      ['default', false],
      ['dev', false],
      ['etl', true],
    ])
  })

  it('shows the command that makes tools agree, or the one for a twin', async () => {
    const show = async (name: string) => (await at.sandbox.run(['profiles', 'show', name])).stdout
    const role = 'region = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/Etl\n'
    const mfa = 'source_profile = default\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n'
    await at.sandbox.write('config', `${sampleConfig}[profile etl]\n${role}[profile mfa]\n${role}${mfa}`)
    await at.sandbox.write(
      'credentials',
      `${sampleCredentials}\n[etl]\naws_access_key_id = ${exampleKey}\naws_secret_access_key = ${exampleSecret}\n`,
    )
    expect(await show('etl')).toContain(
      '  They agree with this change: source_profile = etl. All tools then use the role Etl with the keys in the credentials file.\n    stackpass profiles set etl source_profile etl\n',
    )
    expect(await show('mfa')).toMatch(
      /cannot use it\. A twin asks Stackpass for its credentials:\n +stackpass bridge twin mfa\n/,
    )
    const { stdout } = await at.sandbox.run(['problems'])
    expect(stdout).toMatch(
      /warning ToolsDisagree: Tools disagree about etl\n.*\n +Fix: source_profile = etl\n/,
    )
    expect((await at.sandbox.run(['profiles', 'set', 'etl', 'source_profile', 'etl'])).code).toBe(0)
    expect(await show('etl')).not.toContain('They agree')
  })

  it('keeps the region of the active profile in step with a setting, also with an option in the command', async () => {
    for (const [region, more] of [
      ['eu-south-1', []],
      ['eu-south-2', ['--json']],
    ] as const) {
      await at.sandbox.run(['use', 'dev'])
      expect((await at.sandbox.run(['profiles', 'set', 'dev', 'region', region, ...more])).code).toBe(0)
      const { stdout } = await at.sandbox.run(['current', '--json'])
      expect(JSON.parse(stdout)).toMatchObject({ ok: true, value: { profile: 'dev', region } })
    }
  })

  it('takes a relative path in a variable from the working folder, as the SDKs do', async () => {
    const env = { AWS_CONFIG_FILE: relative(process.cwd(), join(at.sandbox.home, 'elsewhere')) }
    const run = (...args: string[]) => at.sandbox.run(args, { env })
    expect((await run('profiles', 'set', 'near', 'region', 'eu-west-1')).code).toBe(0)
    expect(await readFile(join(at.sandbox.home, 'elsewhere'), 'utf8')).toBe(
      '[profile near]\nregion = eu-west-1\n',
    )
    expect((await run('profiles', 'list', '--names')).stdout).toContain('near\n')
  })

  it('creates no folder that is called $HOME', async () => {
    const env = { AWS_CONFIG_FILE: join(at.sandbox.home, '$HOME', 'config') }
    const set = () => at.sandbox.run(['profiles', 'set', 'near', 'region', 'eu-west-1'], { env })
    const refused = await set()
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('NotAllowed')])
    expect(await readdir(at.sandbox.home)).not.toContain('$HOME')
    await mkdir(join(at.sandbox.home, '$HOME'))
    await writeFile(env.AWS_CONFIG_FILE, '')
    expect((await set()).code).toBe(0)
  })

  it('lists names alone for scripts', async () => {
    expect((await at.sandbox.run(['profiles', 'list', '--names'])).stdout).toBe('default\ndev\n')
  })

  it('shows where each setting comes from and never a secret', async () => {
    const { code, stdout } = await at.sandbox.run(['profiles', 'show', 'default'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^region +us-east-1 +~\/\.aws\/config:3$/m)
    expect(stdout).toMatch(/^aws_secret_access_key +•+ \(40 characters\) +~\/\.aws\/credentials:3$/m)
    expect(stdout).toMatch(/^Used by +dev \(source_profile\)$/m)
    expect(stdout).not.toContain(exampleSecret)
  })

  it('reveals one value and nothing else', async () => {
    const ran = await at.sandbox.run(['profiles', 'reveal', 'default', 'aws_secret_access_key'])
    expect(ran).toEqual({ code: 0, stdout: `${exampleSecret}\n`, stderr: '' })
  })

  it('refuses a profile that is not there, with its code on standard error', async () => {
    const { code, stdout, stderr } = await at.sandbox.run(['profiles', 'show', 'nope'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^Error ProfileNotFound: There is no profile called "nope"\.$/m)
    expect(stderr).toContain('To do:')
  })
})

describe('writing', () => {
  it('sets one value and leaves every other byte', async () => {
    const { code, stdout } = await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'eu-west-2'])
    expect(code).toBe(0)
    expect(await at.sandbox.read('config')).toBe(sampleConfig.replace('= eu-west-1', '= eu-west-2'))
    expect(await at.sandbox.read('credentials')).toBe(sampleCredentials)
    expect(stdout).toMatch(/^ +- 6 {2}region = eu-west-1/m)
    expect(stdout).toMatch(/^ +\+ 6 {2}region = eu-west-2/m)
    expect(stdout).toMatch(/Undo with `stackpass history undo \d+-[0-9a-f]+`/)
  })

  it('sets several values in one write', async () => {
    await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'eu-west-2', 'output', 'json'])
    const config = await at.sandbox.read('config')
    expect(config).toContain('region = eu-west-2')
    expect(config).toContain('output = json')
    const { stdout } = await at.sandbox.run(['history', 'list', '--json'])
    expect((JSON.parse(stdout) as { value: { entries: unknown[] } }).value.entries).toHaveLength(1)
  })

  it('says so when the profile was not there', async () => {
    const typo = await at.sandbox.run(['profiles', 'set', 'dve', 'region', 'eu-west-2', '--dry-run'])
    expect({ code: typo.code, stderr: typo.stderr }).toEqual({
      code: 0,
      stderr: 'Note: There was no profile dve, so this creates one.\n',
    })
    expect((await at.sandbox.run(['profiles', 'set', 'dev', 'output', 'json'])).stderr).toBe('')
  })

  it('sets a value of an sso-session section', async () => {
    const args = ['profiles', 'set', 'corp', 'sso_region', 'eu-west-1', '--section', 'sso-session']
    expect((await at.sandbox.run(args)).code).toBe(0)
    expect(await at.sandbox.read('config')).toContain('sso_region = eu-west-1')
  })

  it('takes a secret from standard input and never shows it', async () => {
    const secret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
    const args = ['profiles', 'set', 'default', 'aws_secret_access_key', '-']
    const { code, stdout, stderr } = await at.sandbox.run(args, { stdin: `${secret}\n` })
    expect(code).toBe(0)
    expect(await at.sandbox.read('credentials')).toBe(sampleCredentials.replace(exampleSecret, secret))
    expect(stdout + stderr).not.toContain(secret)
    expect(stdout + stderr).not.toContain(exampleSecret)
    expect(stderr).toBe('')
  })

  it('asks for a secret on a terminal without showing it, and changes nothing when that is left', async () => {
    const args = ['profiles', 'set', 'default', 'aws_secret_access_key', '-', '--yes']
    const asked = 'aws_secret_access_key: '
    expect((await onTerminal(at, args, {}, asked, '\u0003')).code).toBe(130)
    expect(await at.sandbox.read('credentials')).toBe(sampleCredentials)
    const secret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
    const { code, text } = await onTerminal(at, args, {}, asked, `${secret}\r`)
    expect({ code, shown: text.includes(secret) }).toEqual({ code: 0, shown: false })
    expect(await at.sandbox.read('credentials')).toBe(sampleCredentials.replace(exampleSecret, secret))
  })

  it('takes one line of standard input for each of several values', async () => {
    const args = ['profiles', 'add', 'new', 'aws_access_key_id', '-', 'aws_secret_access_key', '-']
    expect((await at.sandbox.run(args, { stdin: `${exampleKey}\r\n${exampleSecret}\r\n` })).code).toBe(0)
    const credentials = await at.sandbox.read('credentials')
    expect(credentials).toContain(`[new]\naws_access_key_id = ${exampleKey}\n`)
    expect(credentials.endsWith(`aws_secret_access_key = ${exampleSecret}\n`)).toBe(true)
  })

  it('warns of a secret in the command line, and still does as told', async () => {
    const args = ['profiles', 'set', 'default', 'aws_secret_access_key', `X${exampleSecret.slice(1)}`]
    const { code, stderr } = await at.sandbox.run(args)
    expect(code).toBe(0)
    expect(stderr).toContain('is on the command line')
    expect(stderr).not.toContain(exampleSecret.slice(1))
  })

  it('unsets, renames with references, duplicates, copies into default and deletes', async () => {
    expect((await at.sandbox.run(['profiles', 'unset', 'dev', 'region'])).code).toBe(0)
    expect(await at.sandbox.read('config')).not.toContain('eu-west-1')
    expect((await at.sandbox.run(['profiles', 'add', 'base', 'region', 'us-west-2'])).code).toBe(0)
    expect((await at.sandbox.run(['profiles', 'set', 'dev', 'source_profile', 'base'])).code).toBe(0)
    expect((await at.sandbox.run(['profiles', 'rename', 'base', 'root'])).code).toBe(0)
    expect(await at.sandbox.read('config')).toContain('source_profile = root')
    expect((await at.sandbox.run(['profiles', 'duplicate', 'root', 'copy'])).code).toBe(0)
    const deleted = await at.sandbox.run(['profiles', 'delete', 'root', 'copy', '--yes'])
    expect(deleted.code).toBe(0)
    expect(deleted.stderr).toContain('Still pointing at it: dev (source_profile)')
    expect((await at.sandbox.run(['profiles', 'list', '--names'])).stdout).toBe('default\ndev\n')
  })

  it('copies credentials into default', async () => {
    const other = 'AKIAI44QH8DHBEXAMPLE'
    const secret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
    await at.sandbox.write(
      'credentials',
      `${sampleCredentials}\n[other]\naws_access_key_id = ${other}\naws_secret_access_key = ${secret}\n`,
    )
    expect((await at.sandbox.run(['profiles', 'default', 'other'])).code).toBe(0)
    const { stdout } = await at.sandbox.run(['profiles', 'reveal', 'default', 'aws_secret_access_key'])
    expect(stdout).toBe(`${secret}\n`)
  })

  it('leaves references alone when asked, and says which they are', async () => {
    const { code, stderr } = await at.sandbox.run([
      'profiles',
      'rename',
      'default',
      'main',
      '--no-references',
    ])
    expect(code).toBe(0)
    expect(stderr).toContain('dev (source_profile)')
    expect(await at.sandbox.read('config')).toContain('source_profile = default')
  })

  it('says which profiles a deletion would leave dangling', async () => {
    const { code, stderr } = await at.sandbox.run(['profiles', 'delete', 'default', '--dry-run'])
    expect(code).toBe(0)
    expect(stderr).toContain('dev (source_profile)')
  })

  it.each([
    [['profiles', 'set', 'dev', 'region', 'a\nb'], 'InvalidValue'],
    [['profiles', 'rename', 'dev', 'default'], 'ProfileExists'],
    [['profiles', 'delete', 'nope'], 'ProfileNotFound'],
    [['profiles', 'add', 'x', 'aws_access_key_id', exampleKey], 'HalfKeyPair'],
    [['profiles', 'set', 'dev', 'region', 'eu-west-1'], 'NothingToChange'],
    [['profiles', 'add', 'x'.repeat(513), 'region', 'eu-west-1'], 'InvalidProfileName'],
    [['profiles', 'rename', 'dev', 'x'.repeat(513)], 'InvalidProfileName'],
  ])('refuses %j with %s and changes nothing', async (args, wanted) => {
    const before = await at.sandbox.read('config')
    const { code, stderr } = await at.sandbox.run(args)
    expect(code).toBe(1)
    expect(stderr).toContain(`Error ${wanted}:`)
    expect(await at.sandbox.read('config')).toBe(before)
  })
})

describe('KEY=VALUE', () => {
  it('is the same as KEY VALUE, also beside it and with an equals sign in the value', async () => {
    const set = ['profiles', 'set', 'dev', 'region=eu-west-2', 'output', 'json', 'external_id=a=b']
    expect((await at.sandbox.run([...set, '--yes'])).code).toBe(0)
    const config = await at.sandbox.read('config')
    for (const line of ['region = eu-west-2', 'output = json', 'external_id = a=b'])
      expect(config).toContain(line)
  })

  it('takes a value of - from standard input', async () => {
    const args = ['profiles', 'add', 'one', `aws_access_key_id=${exampleKey}`, 'aws_secret_access_key=-']
    expect(await at.sandbox.run(args, { stdin: `${exampleSecret}\n` })).toMatchObject({ code: 0 })
    const added = `[one]\naws_access_key_id = ${exampleKey}\naws_secret_access_key = ${exampleSecret}\n`
    expect(await at.sandbox.read('credentials')).toContain(added)
  })

  it.each([[['=x']], [['region']], [['region=x', 'output']]])('%o is wrong usage', async (words) => {
    expect((await at.sandbox.run(['profiles', 'set', 'dev', ...words])).code).toBe(2)
  })
})

describe('profiles list', () => {
  it('chooses and sorts', async () => {
    await at.sandbox.write(
      'config',
      '[profile b]\nsso_account_id = 222233334444\n[profile a]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = nowhere\n[profile c]\nsource_profile = b\nrole_arn = arn:aws:iam::111122223333:role/y\n',
    )
    await at.sandbox.run(['settings', 'set', 'profileGroups', '[["c","prod"]]'])
    const names = async (...args: string[]) =>
      (await at.sandbox.run(['profiles', 'list', '--names', ...args])).stdout.split('\n').slice(0, -1)
    expect(await names('--sort', 'name')).toEqual(['a', 'b', 'c', 'default'])
    expect(await names('--account', '111122223333')).toEqual(['a', 'c'])
    expect(await names('--group', 'prod')).toEqual(['c'])
    expect(await names('--kind', 'keys')).toEqual(['default'])
    expect((await names('--sort', 'account')).slice(0, 3)).toEqual(['a', 'c', 'b'])
    expect(await names('--broken')).toContain('a')
    expect(await names('--broken')).not.toContain('default')
    await at.sandbox.run(['use', 'default'])
    expect((await names('--sort', 'recent'))[0]).toBe('default')
    const json = JSON.parse(
      (await at.sandbox.run(['profiles', 'list', '--group', 'prod', '--json'])).stdout,
    ) as {
      value: { profiles: { name: string }[] }
    }
    expect(json.value.profiles.map(({ name }) => name)).toEqual(['c'])
    expect((await at.sandbox.run(['profiles', 'list', '--kind', 'nothing'])).code).toBe(2)
  })
})

it('settings get KEY --json is that setting', async () => {
  const { stdout } = await at.sandbox.run(['settings', 'get', 'theme', '--json'])
  expect(JSON.parse(stdout)).toEqual({ ok: true, value: 'system' })
})
