import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ssoTokenPath } from '../../../core/credentials/sso-token.ts'
import { type PortalDouble, startPortalDouble } from '../../fakes/sts/portal.ts'

let home: string
let portal: PortalDouble
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-portal-'))
  portal = await startPortalDouble({
    roles: [
      {
        accountId: '123456789012',
        roleName: 'Admin',
        accessKeyId: 'ASIAPORTALEXAMPLE',
        secretAccessKey: 'secret',
        sessionToken: 'token',
        expiration: 4e12,
      },
    ],
    refreshTokens: new Map([['refresh', 'new-token']]),
  })
})
afterAll(async () => {
  await portal.close()
  await rm(home, { recursive: true })
})

describe('the double of the access portal', () => {
  it('is one to the SDK: it renews the token and gets the role', async () => {
    const path = ssoTokenPath(home, 'corp')
    await mkdir(dirname(path), { recursive: true })
    const token = {
      accessToken: 'old',
      expiresAt: '2020-01-01T00:00:00Z',
      clientId: 'client',
      clientSecret: 'client-secret',
      refreshToken: 'refresh',
    }
    await writeFile(path, JSON.stringify(token))
    const config = `[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://example.awsapps.com/start
[default]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
`
    await writeFile(join(home, '.aws', 'config'), config)
    const script = `
      const { fromSSO } = require('@aws-sdk/credential-providers')
      fromSSO()().then((found) => process.stdout.write(found.accessKeyId))`
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      cwd: join(import.meta.dirname, '../../..'),
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        AWS_ENDPOINT_URL: portal.url,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    })
    expect(stdout).toBe('ASIAPORTALEXAMPLE')
    // What the SDK keeps is what we read: the same names for the same things.
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      accessToken: 'new-token',
      refreshToken: 'refresh-next',
    })
  })
})
