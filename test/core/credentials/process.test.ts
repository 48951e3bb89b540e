import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import type { ReaderName } from '../../../shared/domain/aws/readers/types.ts'
import type { CredentialContext } from '../../../core/credentials/types.ts'
import { verifyProfiles } from '../../../core/features/verify/engine.ts'
import { contextOf } from '../../fakes/sts/context.ts'
import { exampleKey, exampleSecret, userIdentity } from '../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'
import { until } from '../../patience.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-process-'))
})
afterAll(() => rm(folder, { recursive: true }))

const keys = { Version: 1, AccessKeyId: exampleKey, SecretAccessKey: exampleSecret }
const notAllowed = { kind: 'refused', code: 'ProcessNotAllowed', reason: '', remedy: '' } as const
const printing = (value: unknown) =>
  `printf '%s' '${typeof value === 'string' ? value : JSON.stringify(value)}'`

async function run(command: string, more: Partial<CredentialContext> = {}) {
  const context = contextOf(
    'http://127.0.0.1:9',
    { p: { credential_process: command } },
    {
      // Questions about the line and its shell are tested as a tool that uses a shell.
      as: 'jsSdk',
      mayRun: (asked, profile) => (asked === command && profile === 'p' ? { kind: 'allowed' } : notAllowed),
      ...more,
    },
  )
  const found = await resolveCredentials('p', context)
  return found.ok ? found.value : { ...found.error, failure: found.error.details?.['failure'] }
}

describe.skipIf(process.platform === 'win32')('credential_process', () => {
  it('gives what the command prints', async () => {
    const expiration = new Date(Date.now() + 3_600_000).toISOString()
    const more = { SessionToken: 'token', Expiration: expiration, AccountId: '123456789012' }
    expect(await run(printing({ ...keys, ...more }))).toMatchObject({
      accessKeyId: exampleKey,
      secretAccessKey: exampleSecret,
      sessionToken: 'token',
      expiresAt: Date.parse(expiration),
      accountId: '123456789012',
      via: ['p'],
    })
  })

  it('does not start before exactly this command of this profile is allowed', async () => {
    const marker = join(folder, 'started')
    const command = `touch ${marker}`
    const other = (asked: string) => (asked === `${command} ` ? ({ kind: 'allowed' } as const) : notAllowed)
    for (const mayRun of [() => notAllowed, other]) {
      const refused = await run(command, { mayRun })
      expect(refused).toMatchObject({ code: 'ProcessNotAllowed', details: { command, asks: 'p' } })
    }
    await expect(readFile(marker)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['no object', 'null'],
    ['a list', '[1]'],
    ['another version', { ...keys, Version: '1' }],
    ['no secret', { Version: 1, AccessKeyId: exampleKey }],
    ['keys that are no text', { ...keys, AccessKeyId: 7 }],
    ['a time that is none', { ...keys, Expiration: 'tomorrow' }],
    ['a time that is a number', { ...keys, Expiration: 4_000_000_000 }],
    ['a time that is empty', { ...keys, Expiration: '' }],
    ['a time without a zone', { ...keys, Expiration: '2036-11-28T15:40:43' }],
  ])('refuses a command that prints %s', async (_, output) => {
    expect(await run(printing(output), { as: 'awsCli' })).toMatchObject({ failure: 'ProcessOutputInvalid' })
  })

  it.each<[string, unknown, string, string, string]>([
    [
      'is a number that is over',
      1_795_873_442,
      'ProcessOutputInvalid',
      'ProcessOutputInvalid',
      'ProcessOutputInvalid',
    ],
    ['is empty', '', 'taken', 'ProcessOutputInvalid', 'ProcessOutputInvalid'],
    ['names no zone', '2036-11-28T15:40:43', 'taken', 'ProcessOutputInvalid', 'ProcessOutputInvalid'],
    ['is over', '2020-01-01T00:00:00Z', 'Expired', 'Expired', 'taken'],
    ['lies ahead', '2036-11-28T15:40:43Z', 'taken', 'taken', 'taken'],
  ])('with an Expiration that %s is what each tool makes of it', async (_, Expiration, js, botocore, go) => {
    const command = printing({ ...keys, SessionToken: 't', Expiration })
    const said = async (as: ReaderName): Promise<unknown> => {
      const found = await run(command, { as })
      return 'failure' in found ? found.failure : 'taken'
    }
    expect([await said('jsSdk'), await said('awsCli'), await said('goSdk')]).toEqual([js, botocore, go])
  })

  it('is started without a shell as the AWS CLI, which takes ~, variables and pipes as they stand', async () => {
    const file = join(folder, 'keys.json')
    const program = join(folder, 'ok')
    await writeFile(file, JSON.stringify(keys))
    await writeFile(program, `#!/bin/sh\ncat ${file}\n`)
    await chmod(program, 0o755)
    const env = { HOME: folder, PATH: process.env['PATH'] }
    const told = async (command: string, as: ReaderName): Promise<unknown> => {
      const found = await run(command, { as, env })
      return 'failure' in found ? found.failure : found.accessKeyId
    }
    for (const command of ['~/ok', '$HOME/ok', `A=1 ${program}`, `cat ${file} | tee /dev/null`]) {
      expect([command, await told(command, 'jsSdk')]).toEqual([command, exampleKey])
      expect([command, await told(command, 'goSdk')]).toEqual([command, exampleKey])
      expect([command, await told(command, 'awsCli')]).toEqual([command, 'ProcessFailed'])
    }
    expect(await told(`'${program}' "a b"`, 'awsCli')).toBe(exampleKey)
    expect(await run('~/ok', { as: 'awsCli', env })).toMatchObject({
      reason: expect.stringContaining('run no shell'),
    })
  })

  it('names credentials that are over already', async () => {
    const old = { ...keys, Expiration: '2020-01-01T00:00:00Z' }
    expect(await run(printing(old))).toMatchObject({ failure: 'Expired' })
  })

  it('shows the end of stderr without its secrets', async () => {
    const secrets = `SecretAccessKey: "${exampleSecret}" eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl ${exampleSecret}`
    const found = await run(`printf '\\033[31mfirst line\\nplease sign in; %s\\n' '${secrets}' >&2; exit 3`)
    expect(found).toMatchObject({ failure: 'ProcessFailed', reason: 'It ended with exit code 3.' })
    const detail = 'details' in found ? String(found.details?.['detail']) : ''
    expect(detail).toContain('please sign in')
    expect(detail).not.toContain(exampleSecret)
    expect(detail).not.toContain('eyJ')
    expect(detail).not.toContain('\u001b')
  })

  it('names a command that does not exist and one that a signal ends', async () => {
    expect(await run('/nonexistent/tool')).toMatchObject({ failure: 'ProcessFailed' })
    expect(await run('kill -9 $$')).toMatchObject({ reason: 'It was ended by the signal SIGKILL.' })
  })

  it('stops a command that takes too long, with everything it started', async () => {
    const startedChild = join(folder, 'pid')
    const child = `sh -c 'trap "" TERM; echo $$ > ${startedChild}; exec sleep 1000' >/dev/null 2>&1`
    // Too long is as long as it takes to start.
    for (let processTimeoutMs = 200; !existsSync(startedChild); processTimeoutMs *= 2)
      expect(await run(`${child} & sleep 1000`, { processTimeoutMs })).toMatchObject({
        failure: 'ProcessFailed',
      })
    const pid = Number(await until(async () => /^\d+\n$/.exec(await readFile(startedChild, 'utf8'))![0]))
    await until(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'))
  })

  it('stops a command that prints without end', async () => {
    expect(await run('yes')).toMatchObject({ reason: 'It printed more than 1 MiB and was stopped.' })
  })

  it('is stopped by a cancel', async () => {
    const stop = new AbortController()
    const marker = join(folder, 'started')
    const running = run(`touch ${marker}; sleep 1000`, { signal: stop.signal })
    await until(() => expect(existsSync(marker)).toBe(true))
    stop.abort()
    expect(await running).toMatchObject({ failure: 'Cancelled' })
  })

  it('sees the environment of the context only', async () => {
    const command = `printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"x"}' "$MINE-$HOME"`
    const env = { MINE: 'mine', PATH: process.env['PATH'] }
    expect(await run(command, { env })).toMatchObject({ accessKeyId: 'mine-' })
  })
})

describe.skipIf(process.platform === 'win32')('a run over several profiles', () => {
  let double: StsDouble
  const user = userIdentity('proc')
  const role = 'arn:aws:iam::444455556666:role/'
  beforeAll(async () => {
    double = await startStsDouble({
      identities: [user],
      roles: ['a', 'b', 'c'].map((name) => ({ arn: role + name })),
    })
  })
  afterAll(() => double.close())

  it('starts the command of a shared source once', async () => {
    const log = join(folder, 'log')
    const output = { Version: 1, AccessKeyId: user.accessKeyId, SecretAccessKey: user.secretAccessKey }
    const source = { credential_process: `echo x >> ${log}; sleep 0.1; ${printing(output)}` }
    const of = (name: string) => ({ role_arn: role + name, source_profile: 'source', region: 'us-east-1' })
    const profiles = { source, a: of('a'), b: of('b'), c: of('c') }
    const context = contextOf(double.url, profiles, { as: 'jsSdk', mayRun: () => ({ kind: 'allowed' }) })
    const results = await verifyProfiles(['a', 'b', 'c', 'source'], context)
    expect(results.map((result) => result.status)).toEqual(['valid', 'valid', 'valid', 'valid'])
    expect(await readFile(log, 'utf8')).toBe('x\n')
  })
})
