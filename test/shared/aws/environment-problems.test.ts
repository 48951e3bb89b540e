import { describe, expect, it } from 'vitest'
import { findFileProblems } from '../../../shared/domain/aws/problems/find-file-problems.ts'

const now = Date.parse('2026-11-28T12:00:00Z')
const pair = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' }

function codes(environment: Record<string, string>): string[] {
  return findFileProblems({ environment, now }).map(({ code }) => code)
}

describe('the environment', () => {
  it.each<readonly [string, Record<string, string>]>([
    ['HalfIdentityInEnvironment', { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }],
    ['HalfIdentityInEnvironment', { AWS_SECRET_ACCESS_KEY: 'x' }],
    ['HalfIdentityInEnvironment', { AWS_ACCESS_KEY: 'AKIAIOSFODNN7EXAMPLE' }],
    ['HalfIdentityInEnvironment', { AWS_SESSION_TOKEN: 'x' }],
    ['HalfIdentityInEnvironment', { AWS_ROLE_ARN: 'arn:aws:iam::444455556666:role/x' }],
    ['HalfIdentityInEnvironment', { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }],
    ['WebIdentityInEnvironment', { AWS_ROLE_ARN: 'arn', AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }],
    ['ContainerInEnvironment', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/x' }],
    ['AccountInEnvironment', { AWS_ACCOUNT_ID: '999999999999' }],
    ['BearerTokenInEnvironment', { AWS_BEARER_TOKEN_BEDROCK: 'x' }],
    ['TwoKeysInEnvironment', { ...pair, AWS_ACCESS_KEY: 'AKIAOTHER', AWS_SECRET_KEY: 'x' }],
    ['StaleToken', { ...pair, AWS_SESSION_TOKEN: 'x' }],
    ['ExpiredKeysInEnvironment', { ...pair, AWS_CREDENTIAL_EXPIRATION: '2026-11-28T11:00:00Z' }],
    ['TwoRegionVariables', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' }],
    ['OldKeysInEnvironment', { AWS_ACCESS_KEY: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_KEY: 'x' }],
    ['ZoneForRegion', { AWS_REGION: 'us-east-1a' }],
    ['UnknownRegion', { AWS_DEFAULT_REGION: 'eu-wset-1' }],
    ['EndpointInEnvironment', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }],
  ])('%s for %o', (code, environment) => {
    expect(codes(environment)).toEqual([code])
  })

  it('says what temporary keys lack', () => {
    const environment = { AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' }
    expect(codes(environment)).toEqual(['TemporaryKeyWithoutToken'])
  })

  it('has nothing to say of a plain one', () => {
    expect(codes({ PATH: '/bin', AWS_REGION: 'eu-west-1', AWS_PAGER: '' })).toEqual([])
    expect(codes({ ...pair, AWS_CREDENTIAL_EXPIRATION: '2026-11-28T13:00:00Z' })).toEqual([])
  })

  it('keeps keys to itself', () => {
    const environment = { AWS_ACCESS_KEY_ID: 'AKIASHOULDNOTSHOW', AWS_BEARER_TOKEN_BEDROCK: 'bearer-secret' }
    expect(JSON.stringify(findFileProblems({ environment, now }))).not.toMatch(/SHOULDNOTSHOW|bearer-secret/)
  })
})
