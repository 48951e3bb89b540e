import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { federationRoutes, type ConsoleVisit } from '../../fakes/organisation/federation.ts'
import { startOrganisation, type Organisation } from '../../fakes/organisation/organisation.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { until } from '../../patience.ts'
import { onTerminal } from './on-terminal.ts'
import { withSandbox } from './with-sandbox.ts'
import { runWithoutTerminal } from './without-terminal.ts'

const at = withSandbox()
const user = userIdentity('anabelle')
const role = 'arn:aws:iam::123456789012:role/Admin'

let organisation: Organisation
let visits: ConsoleVisit[]
let env: Record<string, string>

beforeEach(async () => {
  visits = []
  organisation = await startOrganisation({
    sts: { identities: [user], roles: [{ arn: role }] },
    routes: [federationRoutes(visits)],
  })
  const bin = join(at.sandbox.home, 'bin')
  await mkdir(bin)
  const opened = join(at.sandbox.home, 'opened')
  await writeFile(
    join(bin, 'xdg-open'),
    `#!/bin/sh\nprintf '%s' "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`,
  )
  await chmod(join(bin, 'xdg-open'), 0o755)
  env = {
    ...organisation.env,
    STACKPASS_FEDERATION_URL: `${organisation.url}/federation`,
    STACKPASS_OPEN_LOOPBACK: '1',
    STACKPASS_OPEN_BROWSER: '1',
    DISPLAY: ':9',
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
  }
  await at.sandbox.write(
    'config',
    `[profile user]
aws_access_key_id = ${user.accessKeyId}
aws_secret_access_key = ${user.secretAccessKey}
region = eu-west-1
[profile admin]
role_arn = ${role}
source_profile = user
region = eu-west-1
[profile portal]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Admin
`,
  )
})
afterEach(() => organisation.close())

/** What a browser would do with the given file. */
async function follow(): Promise<string> {
  const address = await until(() => readFile(join(at.sandbox.home, 'opened'), 'utf8'))
  expect(address).toMatch(/^file:\/\/\/.*\/open-[0-9a-f]{16}\.html$/)
  const page = await readFile(fileURLToPath(address), 'utf8')
  const [, link = ''] = /href="([^"]+)"/.exec(page) ?? []
  return link.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}

describe.runIf(process.platform === 'linux')('stackpass console', () => {
  it('opens the console of a role in the browser, by a file that outlives the command', async () => {
    const ran = await at.sandbox.run(['console', 'admin', '--service', 's3'], { env })
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toMatch(/^Opened the console of admin \(123456789012\) in the browser, until /)
    await fetch(await follow())
    expect(visits).toMatchObject([
      { destination: 'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1' },
    ])
  })

  it('prints the link on a terminal only, with what it is', async () => {
    const piped = await runWithoutTerminal(at, ['console', 'admin', '--print'], env)
    expect(piped.code).toBe(1)
    expect(piped.stderr).toContain('Error NotAllowed: The link was not printed.')
    expect(piped.stdout).toBe('')
    const shown = await onTerminal(at, ['console', 'admin', '--print'], env, '', '')
    expect(shown.text).toContain('&SigninToken=signin-')
    expect(shown.text).toContain('Anyone who opens this link within 15 minutes is signed in.')
  })

  it('prints the shortcut of a portal anywhere: it holds no secret', async () => {
    const ran = await at.sandbox.run(['console', 'portal', '--print', '--region', 'us-east-2'], { env })
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toMatch(
      /^https:\/\/acme\.awsapps\.com\/start\/#\/console\?account_id=123456789012&role_name=Admin&destination=\S+us-east-2\n$/,
    )
  })

  it('asks before it makes a session for a user, and does so with a yes', async () => {
    const refused = await runWithoutTerminal(at, ['console', 'user'], env)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('Error ConfirmationNeeded')
    expect(organisation.sts.received).toEqual([])
    const agreed = await onTerminal(at, ['console', 'user'], env, '[y/N]', 'y\n')
    expect(agreed.text).toContain('GetFederationToken')
    expect(agreed.text).toContain('Opened the console of user')
    await fetch(await follow())
    expect(visits[0]?.arn).toContain(':federated-user/user')
  })

  it('asks before production', async () => {
    await at.sandbox.run(['settings', 'set', 'groups', '[{"name":"prod","colour":"red","production":true}]'])
    await at.sandbox.run(['settings', 'set', 'profileGroups', '[["portal","prod"]]'])
    const refused = await runWithoutTerminal(at, ['console', 'portal', '--json'], env)
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'ConfirmationNeeded' } })
    expect((await at.sandbox.run(['console', 'portal', '--yes'], { env })).code).toBe(0)
  })

  it('opens the account of the selected stack', async () => {
    const project = join(at.sandbox.home, 'app')
    await mkdir(project)
    await writeFile(join(project, 'Pulumi.yaml'), 'name: app\nruntime: yaml\n')
    await writeFile(join(project, 'Pulumi.dev.yaml'), 'config:\n  aws:profile: portal\n')
    const args = ['console', '--stack', 'dev', '--project', project, '--print']
    const ran = await at.sandbox.run(args, { env })
    expect(ran.stderr).toBe('')
    expect(ran.stdout).toContain('account_id=123456789012')
    await writeFile(join(project, 'Pulumi.dev.yaml'), 'environment:\n  - corp/aws\n')
    expect((await at.sandbox.run(args, { env })).stderr).toContain('Error ConsoleUnavailable')
  })

  it('takes a profile or a stack', async () => {
    expect((await at.sandbox.run(['console', 'portal', '--stack', 'dev'], { env })).code).toBe(2)
  })

  it('says what to do where there is no browser', async () => {
    const ran = await at.sandbox.run(['console', 'portal'], { env: { ...env, STACKPASS_OPEN_BROWSER: '0' } })
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('--print')
  })
})
