import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { resolveOutcome } from '../../core/credentials/resolve.ts'
import { sessionCachePath } from '../../core/sessions/token-cache.ts'
import { contextOf } from '../fakes/sts/context.ts'
import { exampleKey, exampleSecret } from '../fakes/sts/identities.ts'
import { askJudge, hasPython, type Measured } from './measure.ts'

const keys = { Version: 1, AccessKeyId: exampleKey, SecretAccessKey: exampleSecret, SessionToken: 't' }
const printing = (more: object): string => `/bin/echo '${JSON.stringify({ ...keys, ...more })}'`
const sso = { sso_session: 'corp', sso_account_id: '123456789012', sso_role_name: 'Dev' }
const session = { sso_start_url: 'https://corp.example.com/start', sso_region: 'us-east-1' }

/** What each profile says; `{HOME}` is the home folder of the run, in which `ok` prints keys. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plain: { credential_process: '{HOME}/ok' },
  quoted: { credential_process: `'{HOME}/ok' "a b"` },
  inShell: { credential_process: `sh -c '{HOME}/ok | cat'` },
  tilde: { credential_process: '~/ok' },
  variable: { credential_process: '$HOME/ok' },
  pipe: { credential_process: 'cat {HOME}/keys.json | tee /dev/null' },
  assignment: { credential_process: 'FOO=1 {HOME}/ok' },
  ahead: { credential_process: printing({ Expiration: '2036-11-28T15:40:43Z' }) },
  fraction: { credential_process: printing({ Expiration: '2036-11-28T15:40:43.123+02:00' }) },
  numeric: { credential_process: printing({ Expiration: 4_000_000_000 }) },
  empty: { credential_process: printing({ Expiration: '' }) },
  zoneless: { credential_process: printing({ Expiration: '2036-11-28T15:40:43' }) },
  over: { credential_process: printing({ Expiration: '2020-01-01T00:00:00Z' }) },
  nothing: { credential_process: printing({ Expiration: null }) },
  version: { credential_process: printing({ Version: 2 }) },
  disagrees: { ...sso, sso_region: 'eu-central-1' },
  noSession: { ...sso, sso_session: 'gone' },
  twoSources: {
    role_arn: 'arn:aws:iam::1:role/R',
    source_profile: 'plain',
    credential_source: 'Environment',
  },
}

it.skipIf(process.platform === 'win32' || !hasPython('botocore'))(
  'what a check as the AWS CLI refuses is what botocore refuses',
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'stackpass-refusals-'))
    onTestFinished(() => rm(home, { recursive: true, force: true }))
    const profiles = Object.fromEntries(
      Object.entries(cases).map(([name, settings]) => [
        name,
        Object.fromEntries(
          Object.entries(settings).map(([key, value]) => [key, value.replaceAll('{HOME}', home)]),
        ),
      ]),
    )
    const environment = {
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    }
    const context = contextOf('http://127.0.0.1:9', profiles, {
      home,
      env: { ...environment, HOME: home, PATH: '/usr/bin:/bin' },
      ssoSessions: new Map([['corp', new Map(Object.entries(session))]]),
      mayRun: () => ({ kind: 'allowed' }),
    })
    await mkdir(join(home, '.aws'), { recursive: true })
    const { state } = context.files.config
    if (!(state instanceof Uint8Array)) throw new Error('a config file')
    await writeFile(join(home, '.aws', 'config'), state)
    await writeFile(join(home, 'keys.json'), JSON.stringify(keys))
    await writeFile(join(home, 'ok'), `#!/bin/sh\ncat ${home}/keys.json\n`)
    await chmod(join(home, 'ok'), 0o755)
    const token = sessionCachePath(home, 'corp')
    await mkdir(join(token, '..'), { recursive: true })
    await writeFile(
      token,
      JSON.stringify({ accessToken: 't', expiresAt: '2036-01-01T00:00:00Z', ...session }),
    )
    const names = Object.keys(cases)
    const questions = names.map((profile) => ({ home, environment, profile }))
    const botocore = await askJudge<Measured>(
      'python3',
      [join(import.meta.dirname, 'botocore-judge.py')],
      questions,
    )
    const theirs = names.map((name, index) => [name, botocore[index]?.key !== undefined])
    const ours: unknown[] = []
    for (const name of names) ours.push([name, (await resolveOutcome(name, context)).ok])
    expect(ours).toEqual(theirs)
    expect(theirs.filter(([, works]) => works === true).map(([name]) => name)).toEqual([
      'plain',
      'quoted',
      'inShell',
      'ahead',
      'fraction',
      'nothing',
    ])
  },
)
