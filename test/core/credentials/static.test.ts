import { expect, it } from 'vitest'
import { sessionEnd } from '../../../core/credentials/static-source.ts'
import { profileOf } from '../../fakes/sts/context.ts'

const keys = { aws_access_key_id: 'ASIAIOSFODNN7EXAMPLE', aws_secret_access_key: 's', aws_session_token: 't' }

it.each([
  ['x_security_token_expires', '2030-01-02T03:04:05Z'],
  ['expiration', '2030-01-02T04:04:05+01:00'],
  // aws-mfa and others write UTC without saying so.
  ['expiration', '2030-01-02 03:04:05'],
  ['expires_at', '1893553445'],
  ['aws_session_token_expiration', '1893553445000'],
])('knows the end of a session from %s = %s, as the list does', (key, value) => {
  expect(sessionEnd(profileOf('p', { ...keys, [key]: value }))).toBe(1893553445000)
})

it('knows no end of long-lived keys, whatever stands beside them', () => {
  const { aws_access_key_id: id, aws_secret_access_key: secret } = { ...keys, aws_access_key_id: 'AKIA' }
  const profile = { aws_access_key_id: id, aws_secret_access_key: secret, expiration: '2030-01-02T03:04:05Z' }
  expect(sessionEnd(profileOf('p', profile))).toBeUndefined()
})
