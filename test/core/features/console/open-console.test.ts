import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeConnections } from '../../../../core/network/agents.ts'
import type { BrowserTarget, CorePorts } from '../../../../core/host/ports.ts'
import { sessionCachePath } from '../../../../core/sessions/token-cache.ts'
import type { Input } from '../../../../shared/contract/index.ts'
import { federationRoutes, type ConsoleVisit } from '../../../fakes/organisation/federation.ts'
import { startOrganisation, type Organisation } from '../../../fakes/organisation/organisation.ts'
import { userIdentity } from '../../../fakes/sts/identities.ts'
import { coreHome, type CoreHome } from '../bridges/core-home.ts'

const ana = userIdentity('anabelle', {
  mfa: { serial: 'arn:aws:iam::123456789012:mfa/ana', codes: ['123456'] },
})
const admin = 'arn:aws:iam::123456789012:role/Admin'
const deploy = 'arn:aws:iam::210987654321:role/Deploy'

let organisation: Organisation
let home: CoreHome
let visits: ConsoleVisit[]
let opened: { url: string; target: BrowserTarget | undefined }[]
let clip: string
let started: Date

async function start(more: Partial<CorePorts> = {}): Promise<void> {
  started = new Date()
  home = await coreHome(
    { config: config(organisation.url) },
    {
      openLink: (url, target) => {
        opened.push({ url, target })
        return Promise.resolve(true)
      },
      clipboard: {
        read: () => Promise.resolve(clip),
        write: (text) => Promise.resolve(void (clip = text)),
      },
      askMfa: () => Promise.resolve('123456'),
      now: () => started,
      ...more,
      env: { ...organisation.env, STACKPASS_FEDERATION_URL: `${organisation.url}/federation`, ...more.env },
    },
  )
  const token = sessionCachePath(home.folder, 'corp')
  await mkdir(join(token, '..'), { recursive: true })
  await writeFile(token, JSON.stringify(organisation.cached()))
}

beforeEach(async () => {
  visits = []
  opened = []
  clip = ''
  organisation = await startOrganisation({
    sts: { identities: [ana], roles: [{ arn: admin, maxSeconds: 43_200 }, { arn: deploy }] },
    routes: [federationRoutes(visits)],
  })
  await start()
})
afterEach(async () => {
  await home.close()
  closeConnections()
  await organisation.close()
})

const config = (url: string) => `[profile user]
aws_access_key_id = ${ana.accessKeyId}
aws_secret_access_key = ${ana.secretAccessKey}
region = eu-west-1
[profile admin]
role_arn = ${admin}
source_profile = user
region = eu-west-1
duration_seconds = 7200
[profile deploy]
role_arn = ${deploy}
source_profile = admin
region = eu-west-1
[profile coded]
role_arn = ${admin}
source_profile = user
mfa_serial = arn:aws:iam::123456789012:mfa/ana
[profile from-sso]
role_arn = ${deploy}
source_profile = portal
[profile portal]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
region = eu-central-1
[profile twin]
credential_process = stackpass credentials portal
[profile ended]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = ${ana.secretAccessKey}
aws_session_token = unknown
[sso-session corp]
sso_region = eu-west-1
sso_start_url = ${url}/start
`

const open = (
  input: Omit<Input<'console.open'>, 'action'>,
  action: Input<'console.open'>['action'] = 'open',
) => home.call('console.open', { action, ...input })
const tokenCalls = () => organisation.callsTo('/federation').filter(({ method }) => method === 'POST')
const lengths = () => tokenCalls().map(({ body }) => new URLSearchParams(body).get('SessionDuration'))

describe('the console of a role', () => {
  it('is opened over the federation endpoint, with a token in no address but that of the browser', async () => {
    expect(await open({ profile: 'admin', service: 's3' })).toMatchObject({
      ok: true,
      value: { profile: 'admin', how: 'federation', account: '123456789012' },
    })
    const [call] = tokenCalls()
    expect(call?.query.toString()).toBe('')
    await fetch(opened[0]?.url ?? '')
    expect(visits).toEqual([
      {
        arn: expect.stringContaining(':assumed-role/Admin/') as string,
        account: '123456789012',
        destination: 'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1',
      },
    ])
  })

  it('is asked for the length of the role, and ends then', async () => {
    const reply = await open({ profile: 'admin' })
    expect(lengths()).toEqual(['7200'])
    expect(reply).toMatchObject({
      ok: true,
      value: { expiresAt: new Date(started.getTime() + 7_200_000).toISOString() },
    })
  })

  it.each(['deploy', 'from-sso', 'coded'])(
    'that is reached over another session is not asked for a length: %s',
    async (profile) => {
      expect(await open({ profile })).toMatchObject({ ok: true, value: { how: 'federation' } })
      expect(lengths()).toEqual([null])
    },
  )

  it('is told of when AWS refuses the credentials', async () => {
    expect(await open({ profile: 'ended' })).toMatchObject({
      ok: false,
      error: {
        code: 'ConsoleUnavailable',
        message: 'AWS does not open the console with the credentials of ended.',
      },
    })
    expect(opened).toEqual([])
  })
})

describe('the console of an Identity Center profile', () => {
  it.each(['portal', 'twin'])(
    'is a shortcut of the access portal, without a secret and a call: %s',
    async (profile) => {
      expect(await open({ profile })).toEqual({
        ok: true,
        value: { profile, how: 'identity-center', account: '123456789012' },
      })
      expect(opened[0]?.url).toBe(
        `${organisation.url}/start/#/console?account_id=123456789012&role_name=Admin&destination=${encodeURIComponent('https://eu-central-1.console.aws.amazon.com/console/home?region=eu-central-1')}`,
      )
      expect(organisation.received).toEqual([])
    },
  )
})

describe('the console of a user', () => {
  it('is opened with GetFederationToken, after it was said what that does', async () => {
    const asked = await open({ profile: 'user' })
    expect(asked).toMatchObject({ ok: false, error: { code: 'ConfirmationNeeded' } })
    const reason = (!asked.ok && asked.error.reason) || ''
    for (const said of ['GetFederationToken', 'policy', 'except call IAM', 'CloudTrail'])
      expect(reason).toContain(said)
    expect(organisation.received).toEqual([])
    expect(await open({ profile: 'user', confirmed: true })).toMatchObject({
      ok: true,
      value: { how: 'federation-token', account: '123456789012' },
    })
    const [call] = organisation.sts.received
    expect(call?.action).toBe('GetFederationToken')
    expect(lengths()).toEqual([null])
    await fetch(opened[0]?.url ?? '')
    expect(visits[0]?.arn).toBe('arn:aws:sts::123456789012:federated-user/user')
  })
})

describe('production', () => {
  beforeEach(async () => {
    await home.call('settings.set', {
      groups: [{ name: 'prod', colour: 'red', production: true }],
      profileGroups: [
        ['portal', 'prod'],
        ['user', 'prod'],
      ],
    })
  })

  it('asks first, also for a twin', async () => {
    for (const profile of ['portal', 'twin'])
      expect(await open({ profile })).toMatchObject({ ok: false, error: { code: 'ConfirmationNeeded' } })
    expect(opened).toEqual([])
    expect(await open({ profile: 'portal', confirmed: true })).toMatchObject({ ok: true })
  })

  it('is not asked about where the user does not want to be', async () => {
    await home.call('settings.set', { confirmProduction: false })
    expect(await open({ profile: 'portal' })).toMatchObject({ ok: true })
  })

  it('says all that one yes leads to', async () => {
    expect(await open({ profile: 'user' })).toMatchObject({
      ok: false,
      error: { reason: expect.stringContaining('GetFederationToken') as string },
    })
  })
})

describe('the link', () => {
  it('is given whole when it is asked for', async () => {
    const reply = await open({ profile: 'admin' }, 'link')
    expect(reply.ok && reply.value.url).toContain('&SigninToken=signin-')
    expect(opened).toEqual([])
  })

  it('is cleared from the clipboard like a secret', async () => {
    const reply = await open({ profile: 'admin' }, 'copy')
    expect(reply).toMatchObject({ ok: true, value: { clearsInSeconds: 30 } })
    expect(reply.ok && reply.value.url).toBeUndefined()
    expect(clip).toContain('&SigninToken=signin-')
    await home.core.forgetSecrets()
    expect(clip).toBe('')
  })

  it('that no clipboard takes has another way', async () => {
    await home.close()
    await start({
      clipboard: { read: () => Promise.resolve(''), write: () => Promise.reject(new Error('gone')) },
    })
    expect(await open({ profile: 'portal' }, 'copy')).toMatchObject({
      ok: false,
      error: { code: 'ClipboardUnavailable', remedy: expect.stringContaining('--print') as string },
    })
  })

  it('stands in none of our files', async () => {
    await open({ profile: 'admin' })
    const token = new URL(opened[0]?.url ?? '').searchParams.get('SigninToken') ?? 'none'
    const names = await readdir(home.own(), { recursive: true, withFileTypes: true })
    const texts = await Promise.all(
      names
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
    )
    expect(texts.join('')).not.toContain(token)
  })

  it('that no browser can be opened for is an error with a way out', async () => {
    await home.close()
    await start({ openLink: () => Promise.resolve(false) })
    expect(await open({ profile: 'portal' })).toMatchObject({
      ok: false,
      error: { code: 'ConsoleUnavailable', remedy: expect.stringContaining('--print') as string },
    })
  })
})

describe('what it is opened for', () => {
  it.each([
    [{}, 'CredentialsUnavailable'],
    [{ profile: 'nobody' }, 'ProfileNotFound'],
    [{ profile: 'portal', stack: { project: '/p', stack: 'dev' } }, 'InvalidValue'],
    [{ profile: 'portal', url: 'https://evil.example/' }, 'InvalidValue'],
    [{ profile: 'portal', region: 'cn-north-1' }, 'InvalidValue'],
  ])('%j: %s', async (input, code) => {
    expect(await open(input)).toMatchObject({ ok: false, error: { code } })
  })

  it('is the active profile when nothing else is said', async () => {
    await home.call('active.use', { profile: 'portal' })
    expect(await open({})).toMatchObject({ ok: true, value: { profile: 'portal' } })
  })
})

describe('the console of a stack', () => {
  async function stack(text: string) {
    const project = join(home.folder, 'app')
    await mkdir(project, { recursive: true })
    await writeFile(join(project, 'Pulumi.yaml'), 'name: app\nruntime: yaml\n')
    await writeFile(join(project, 'Pulumi.dev.yaml'), text)
    return open({ stack: { project, stack: 'dev' } })
  }

  it('is that of its profile, in its Region', async () => {
    expect(await stack('config:\n  aws:profile: portal\n  aws:region: eu-north-1\n')).toMatchObject({
      ok: true,
      value: { profile: 'portal' },
    })
    expect(opened[0]?.url).toContain(encodeURIComponent('region=eu-north-1'))
  })

  it('is refused where the account is the wrong one', async () => {
    expect(
      await stack('config:\n  aws:profile: portal\n  aws:allowedAccountIds: ["999999999999"]\n'),
    ).toMatchObject({ ok: false, error: { code: 'WrongAccount' } })
  })

  it.each([
    ['nothing says which', 'config: {}\n'],
    ['an environment may decide', 'environment:\n  - corp/aws\n'],
    ['it runs with keys', 'config:\n  aws:accessKey: AKIAIOSFODNN7EXAMPLE\n  aws:secretKey: x\n'],
    [
      'the account is guarded and not known',
      'config:\n  aws:profile: user\n  aws:allowedAccountIds: ["123456789012"]\n',
    ],
  ])('is refused where %s', async (_, text) => {
    expect(await stack(text)).toMatchObject({ ok: false, error: { code: 'ConsoleUnavailable' } })
    expect(opened).toEqual([])
  })

  it('is that of the profile with the role that the stack takes on', async () => {
    expect(
      await stack(`config:\n  aws:profile: user\n  aws:assumeRoles:\n    - roleArn: ${deploy}\n`),
    ).toMatchObject({ ok: true, value: { profile: 'deploy' } })
  })
})

describe('the browser of a group', () => {
  const choose = (browser: object) =>
    home.call('settings.set', {
      groups: [{ name: 'team', colour: 'teal', production: false, browser: browser as never }],
      profileGroups: [['portal', 'team']],
    })

  it('is a container of Firefox in the colour of the group', async () => {
    await choose({ kind: 'firefox-container', container: 'acme', addOn: 'open-external-links' })
    expect(await open({ profile: 'portal' })).toMatchObject({
      ok: true,
      value: { where: 'container acme of Firefox' },
    })
    expect(opened[0]?.target).toEqual({
      kind: 'firefox-container',
      container: 'acme',
      colour: 'teal',
      addOn: 'open-external-links',
    })
  })

  it('is a profile of Chrome by its name, read from the list of Chrome and left as it is', async () => {
    const folder = join(home.folder, '.config', 'google-chrome')
    await mkdir(folder, { recursive: true })
    const state = JSON.stringify({
      profile: { info_cache: { Default: { name: 'Ana' }, 'Profile 3': { name: 'Work' } } },
    })
    await writeFile(join(folder, 'Local State'), state)
    await choose({ kind: 'chromium', browser: 'chrome', profile: 'Work' })
    expect(await open({ profile: 'portal' })).toMatchObject({
      ok: true,
      value: { where: 'profile Work of Chrome' },
    })
    expect(opened[0]?.target).toEqual({ kind: 'chromium', browser: 'chrome', directory: 'Profile 3' })
    expect(await readFile(join(folder, 'Local State'), 'utf8')).toBe(state)
  })

  it('that has no such profile is named, with those that it has', async () => {
    const folder = join(home.folder, '.config', 'google-chrome')
    await mkdir(folder, { recursive: true })
    const names = { A: { name: 'Ana' }, B: { name: 'Twice' }, C: { name: 'Twice' }, '../D': { name: 'Out' } }
    await writeFile(join(folder, 'Local State'), JSON.stringify({ profile: { info_cache: names } }))
    for (const profile of ['Work', 'Twice', 'Out']) {
      await choose({ kind: 'chromium', browser: 'chrome', profile })
      expect(await open({ profile: 'portal' })).toMatchObject({
        ok: false,
        error: { code: 'ConsoleUnavailable', reason: 'Its profiles are Ana, Twice.' },
      })
    }
    expect(opened).toEqual([])
  })
})
