import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { loginCachePath } from '../../../core/sessions/login/login-cache.ts'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'
import { type Signin, createSignin } from '../../fakes/organisation/signin.ts'

export const loginSession = 'arn:aws:iam::123456789012:user/me'

export interface LoginHome {
  readonly home: string
  readonly path: string
  readonly organisation: Organisation
  readonly signin: Signin
  /** The settings of a profile that uses the login. */
  readonly settings: Readonly<Record<string, string>>
  /** Writes a login into the cache as the AWS CLI does; `leftSeconds` is how long its keys last. Returns its fields. */
  put(leftSeconds: number, change?: (fields: Record<string, unknown>) => void): Record<string, unknown>
  /** The contents of the cache. */
  kept(): Record<string, unknown> & { accessToken: Record<string, string> }
}

/** A home with a login cache, and the sign-in service on a loopback port. */
export async function loginHome(): Promise<LoginHome> {
  const home = mkdtempSync(join(tmpdir(), 'stackpass-login-'))
  const signin = createSignin({ arn: loginSession })
  const organisation = await startOrganisation({ routes: [signin.routes] })
  onTestFinished(async () => {
    await organisation.close()
    rmSync(home, { recursive: true, force: true })
  })
  const path = loginCachePath(loginSession, { env: {}, home })
  return {
    home,
    path,
    organisation,
    signin,
    settings: { login_session: loginSession, region: 'eu-west-1' },
    put(leftSeconds, change) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { x, y } = publicKey.export({ format: 'jwk' })
      const { keys, refreshToken } = signin.login(organisation.world, { x: x!, y: y! })
      const expiresAt = new Date(Date.now() + leftSeconds * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z')
      const fields: Record<string, unknown> = {
        accessToken: { ...keys, accountId: '123456789012', expiresAt },
        tokenType: 'aws_sigv4',
        clientId: 'arn:aws:signin:::devtools/same-device',
        refreshToken,
        idToken: 'e30.e30.c2ln',
        dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
        ofAnotherTool: 'stays',
      }
      change?.(fields)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, JSON.stringify(fields))
      return fields
    },
    kept: () => JSON.parse(readFileSync(path, 'utf8')) as ReturnType<LoginHome['kept']>,
  }
}
