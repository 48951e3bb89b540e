import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionCachePath } from '../../../core/sessions/token-cache.ts'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'

let home: string
let organisation: Organisation
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-organisation-'))
  organisation = await startOrganisation()
})
afterAll(async () => {
  await organisation.close()
  await rm(home, { recursive: true })
})

describe('the double of an organisation', () => {
  it('is one to the SDK: it renews the token and gets the role', async () => {
    const path = sessionCachePath(home, 'corp')
    await mkdir(dirname(path), { recursive: true })
    const token = organisation.cached({ endsInSeconds: -60 })
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
        ...organisation.env,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    })
    expect(organisation.sts.identities.get(stdout)).toMatchObject({ account: '123456789012' })
    // What the SDK keeps is what we read: the same names for the same things.
    const kept = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>
    expect(organisation.world.accessTokens.has(kept['accessToken']!)).toBe(true)
    expect(organisation.world.refreshTokens.get(kept['refreshToken']!)).toBe('fresh')
    expect(organisation.world.refreshTokens.get(token['refreshToken']!)).toBe('used')
  })
})
