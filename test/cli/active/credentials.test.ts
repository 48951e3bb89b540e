import { spawn } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { exampleKey, exampleSecret, sampleConfig, type Ran } from '../command/sandbox.ts'
import { onTerminal } from '../command/on-terminal.ts'
import { withSandbox } from '../command/with-sandbox.ts'

const at = withSandbox()
const serial = 'arn:aws:iam::123456789012:mfa/me'
const roleArn = 'arn:aws:iam::111122223333:role/dev'
let double: StsDouble

beforeEach(async () => {
  const mfa = { serial, codes: ['123456'] }
  double = await startStsDouble({
    identities: [{ ...userIdentity('me', { mfa }), accessKeyId: exampleKey }],
    roles: [{ arn: roleArn }],
    latencyMs: 150,
  })
})

afterEach(() => double.close())

const env = () => ({ AWS_ENDPOINT_URL_STS: double.url })
const ask = (...words: string[]): Promise<Ran> => at.sandbox.run(['credentials', ...words], { env: env() })

interface Answer {
  readonly Version: number
  readonly AccessKeyId: string
  readonly SessionToken?: string
  readonly Expiration?: string
}

const answer = ({ code, stdout, stderr }: Ran): Answer => {
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as Answer
}

const cacheFolder = () => join(at.sandbox.home, '.cache', 'stackpass', 'credentials')
const stateFolder = () => join(at.sandbox.home, '.local', 'state', 'stackpass')

describe('credentials', () => {
  it('gives keys out of the files, and those of a role, as a credential_process does', async () => {
    expect(answer(await ask('default'))).toEqual({
      Version: 1,
      AccessKeyId: exampleKey,
      SecretAccessKey: exampleSecret,
    })
    const role = answer(await ask('dev'))
    expect(role.Version).toBe(1)
    expect(role.AccessKeyId).toMatch(/^ASIA/)
    expect(Date.parse(role.Expiration ?? '')).toBeGreaterThan(Date.now())
    const [name] = await readdir(cacheFolder())
    expect((await stat(cacheFolder())).mode & 0o777).toBe(0o700)
    expect((await stat(join(cacheFolder(), name!))).mode & 0o777).toBe(0o600)
    expect(answer(await ask('dev'))).toEqual(role)
    expect(double.counts().requests).toBe(1)
    expect(answer(await ask('dev', '--fresh'))).not.toEqual(role)
    expect(double.counts().requests).toBe(2)
  })

  it('asks STS once for fifty callers at the same time', async () => {
    const answers = (await Promise.all(Array.from({ length: 50 }, () => ask('dev')))).map(answer)
    expect(new Set(answers.map((one) => one.AccessKeyId)).size).toBe(1)
    expect(double.counts().requests).toBe(1)
  })

  it('does not use what is cached once the profile or its source has changed', async () => {
    const first = answer(await ask('dev'))
    await at.sandbox.write('config', sampleConfig.replace('eu-west-1', 'eu-west-2'))
    expect(answer(await ask('dev')).AccessKeyId).not.toBe(first.AccessKeyId)
    await at.sandbox.write(
      'credentials',
      `[default]\naws_access_key_id = ${exampleKey}\naws_secret_access_key = wrong\n`,
    )
    expect(await ask('dev')).toMatchObject({ code: 1, stdout: '' })
  })

  it('replaces a damaged cache, and goes round a folder that cannot be written', async () => {
    const first = answer(await ask('dev'))
    const [name] = await readdir(cacheFolder())
    const file = join(cacheFolder(), name!)
    for (const damaged of [
      '',
      '{',
      'null',
      '{"version":1}',
      (await readFile(file, 'utf8')).replace('"expiresAt":', '"expiresAt":"x",'),
    ]) {
      await writeFile(file, damaged)
      expect(answer(await ask('dev')).AccessKeyId).not.toBe(first.AccessKeyId)
    }
    expect(answer(await ask('dev'))).toEqual(answer(await ask('dev')))
    await writeFile(join(at.sandbox.home, 'not-a-folder'), '')
    const blocked = await at.sandbox.run(['credentials', 'dev'], {
      env: { ...env(), XDG_CACHE_HOME: join(at.sandbox.home, 'not-a-folder') },
    })
    expect(blocked.code).toBe(0)
    expect(blocked.stderr).toContain('StateUnwritable')
    expect((JSON.parse(blocked.stdout) as Answer).Version).toBe(1)
  })

  it('takes over the lock of a killed process', async () => {
    const locks = join(stateFolder(), 'locks')
    const slow = spawn(process.execPath, [at.entry, 'credentials', 'dev'], {
      env: { ...at.sandbox.environment, ...env() },
      stdio: 'ignore',
    })
    await expect.poll(async () => (await readdir(locks).catch(() => [])).length).toBeGreaterThan(0)
    slow.kill('SIGKILL')
    expect(answer(await ask('dev')).Version).toBe(1)
  })

  it('says what is wrong on standard error only', async () => {
    const nowhere = await startStsDouble()
    await nowhere.close()
    const cases: readonly (readonly [string[], Record<string, string>, string])[] = [
      [['nobody'], {}, 'ProfileNotFound'],
      [['--active'], {}, 'CredentialsUnavailable'],
      [['dev'], { AWS_ENDPOINT_URL_STS: nowhere.url }, 'CredentialsUnavailable'],
    ]
    for (const [words, more, code] of cases) {
      const ran = await at.sandbox.run(['credentials', ...words], { env: { ...env(), ...more } })
      expect(ran).toMatchObject({ code: 1, stdout: '' })
      expect(ran.stderr).toContain(`Error ${code}:`)
    }
    expect(await at.sandbox.run(['credentials'])).toMatchObject({ code: 2, stdout: '' })
  })

  it('stops a role whose source asks Stackpass for the same role again', async () => {
    await at.sandbox.write(
      'config',
      `[profile loop]\nrole_arn = ${roleArn}\nsource_profile = step\n[profile step]\ncredential_process = '${process.execPath}' '${at.entry}' credentials loop\n`,
    )
    expect((await onTerminal(at, ['allow', 'step'], {}, 'Run it', 'y\n')).code).toBe(0)
    const ran = await ask('loop')
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('CredentialsUnavailable')
    expect(double.counts().requests).toBe(0)
  })

  it('asks for an MFA code on the terminal, and leaves standard output to the SDK', async () => {
    await at.sandbox.write('config', sampleConfig.replace('role_arn', `mfa_serial = ${serial}\nrole_arn`))
    const noTerminal = await ask('dev')
    expect(noTerminal).toMatchObject({ code: 1, stdout: '' })
    const out = join(at.sandbox.home, 'out.json')
    const line = `'${process.execPath}' '${at.entry}' credentials dev >'${out}'`
    const child = spawn('script', ['-qfec', line, '/dev/null'], {
      env: { ...at.sandbox.environment, ...env() },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let shown = ''
    child.stdout.on('data', (data: Buffer) => {
      shown += data.toString()
      if (/MFA code for dev \(.*\): $/.test(shown)) child.stdin.write('123456\r')
    })
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
    expect((JSON.parse(await readFile(out, 'utf8')) as Answer).AccessKeyId).toMatch(/^ASIA/)
    expect(answer(await ask('dev')).SessionToken).toBeDefined()
    // First the device's session, then the role; the second answer is cached.
    expect(double.counts().requests).toBe(2)
  })
})

it('tells a refusal as JSON when asked, and else on standard error alone', async () => {
  const asked = await at.sandbox.run(['credentials', 'nobody', '--json'])
  expect(JSON.parse(asked.stdout)).toMatchObject({ ok: false, error: { code: 'ProfileNotFound' } })
  expect(await at.sandbox.run(['credentials', 'nobody'])).toMatchObject({ code: 1, stdout: '' })
})

describe('exec', () => {
  const node = (script: string): string[] => ['--', process.execPath, '-e', script]

  it('puts the credentials of a role into the environment of one program', async () => {
    const script = `const {AWS_ACCESS_KEY_ID:a,AWS_SESSION_TOKEN:t,AWS_REGION:r,AWS_PROFILE:p}=process.env;console.log(JSON.stringify([a.slice(0,4),!!t,r,p??null]))`
    const ran = await at.sandbox.run(['exec', 'dev', ...node(script)], {
      env: { ...env(), AWS_PROFILE: 'other', AWS_ACCESS_KEY_ID: 'AKIAOTHEREXAMPLE' },
    })
    expect(ran).toMatchObject({ code: 0, stdout: '["ASIA",true,"eu-west-1",null]\n' })
    const keys = await at.sandbox.run(
      ['exec', 'default', ...node('console.log(process.env.AWS_SESSION_TOKEN)')],
      {
        env: { ...env(), AWS_SESSION_TOKEN: 'stale' },
      },
    )
    expect(keys).toMatchObject({ code: 0, stdout: 'undefined\n' })
  })

  it('leaves the options behind the name to the command, and tells a refusal as JSON when asked', async () => {
    const said = 'console.log(process.argv.slice(1).join())'
    for (const dashes of [[], ['--']]) {
      const words = ['exec', 'default', ...dashes, process.execPath, '-e', said, '--', '--json', '--', '-h']
      expect(await at.sandbox.run(words)).toMatchObject({ code: 0, stdout: '--json,--,-h\n' })
    }
    const refused = await at.sandbox.run(['exec', '--json', 'nobody', '--', 'true'])
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, error: { code: 'ProfileNotFound' } })
    for (const words of [
      ['exec', 'default', '--json', 'true'],
      ['exec', 'default', '--'],
    ])
      expect(await at.sandbox.run(words)).toMatchObject({ code: 2, stdout: '' })
  })

  it('passes exit codes and signals on, and starts nothing without credentials', async () => {
    expect((await at.sandbox.run(['exec', 'default', ...node('process.exit(7)')])).code).toBe(7)
    const killed = await at.sandbox.run(['exec', 'default', ...node("process.kill(process.pid,'SIGKILL')")])
    expect(killed.code).toBe(137)
    const waits = `process.on('SIGTERM',()=>{console.log('got it');process.exit(5)});console.log('ready');setInterval(()=>{},1000)`
    const child = spawn(process.execPath, [at.entry, 'exec', 'default', ...node(waits)], {
      env: at.sandbox.environment,
    })
    let said = ''
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString()
      if (said === 'ready\n') child.kill('SIGTERM')
    })
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(5)
    expect(said).toBe('ready\ngot it\n')
    const missing = await at.sandbox.run(['exec', 'default', 'no-such-program'])
    expect(missing.code).toBe(1)
    expect(missing.stderr).toContain('no-such-program could not be started')
    const mark = join(at.sandbox.home, 'ran')
    const nobody = await at.sandbox.run(['exec', 'nobody', 'touch', mark])
    expect(nobody).toMatchObject({ code: 1 })
    await expect(stat(mark)).rejects.toThrow()
  })
})

describe('use', () => {
  it('keeps the previous profile when a switch is refused', async () => {
    await at.sandbox.run(['use', 'dev'])
    expect(await at.sandbox.run(['use', 'nobody'])).toMatchObject({ code: 1, stdout: '' })
    expect((await at.sandbox.run(['current'])).stdout).toBe('dev  eu-west-1\n')
    if (process.getuid?.() !== 0) {
      await chmod(stateFolder(), 0o500)
      const refused = await at.sandbox.run(['use', 'default'])
      await chmod(stateFolder(), 0o700)
      expect(refused.stderr).toContain('StateUnwritable')
      expect((await at.sandbox.run(['current'])).stdout).toBe('dev  eu-west-1\n')
    }
    const elsewhere = join(at.sandbox.home, 'file')
    await writeFile(elsewhere, '')
    const blocked = await at.sandbox.run(['use', 'dev'], { env: { STACKPASS_HOME: elsewhere } })
    expect(blocked.code).toBe(1)
    expect(blocked.stderr).toContain('StateUnwritable')
  })

  it('asks before production, and takes --yes for an answer', async () => {
    await mkdir(join(at.sandbox.home, '.config', 'stackpass'), { recursive: true })
    const groups = [{ name: 'live', colour: 'red', production: true }]
    await writeFile(
      join(at.sandbox.home, '.config', 'stackpass', 'settings.json'),
      JSON.stringify({ groups, profileGroups: [['dev', 'live']] }),
    )
    const asked = await at.sandbox.run(['use', 'dev'])
    expect(asked).toMatchObject({ code: 1, stdout: '' })
    expect(asked.stderr).toContain('ConfirmationNeeded')
    expect((await at.sandbox.run(['current'])).stdout).toBe('No profile is active.\n')
    expect((await at.sandbox.run(['use', 'dev', '--yes'])).code).toBe(0)
    expect((await at.sandbox.run(['current', '--json'])).stdout).toContain('"profile": "dev"')
  })

  it('hands the active profile to programs that run through the pointer profile', async () => {
    expect((await at.sandbox.run(['bridge', 'pointer', 'on'])).code).toBe(1)
    expect((await at.sandbox.run(['bridge', 'pointer', 'on', '--yes'])).code).toBe(0)
    expect(await at.sandbox.read('config')).toMatch(
      /\[profile active\]\ncredential_process = .*stackpass.* credentials --active\n/,
    )
    expect((await at.sandbox.run(['use', 'dev'])).code).toBe(0)
    expect(await at.sandbox.read('config')).toMatch(/credentials --active\nregion = eu-west-1\n/)
    expect(answer(await ask('--active')).AccessKeyId).toMatch(/^ASIA/)
    await at.sandbox.run(['use', 'default'])
    expect(answer(await ask('active')).AccessKeyId).toBe(exampleKey)
    expect((await at.sandbox.run(['use', 'active'])).stderr).toContain('PointerCycle')
  })
})
