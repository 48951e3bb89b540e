import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyCallError } from '../../../core/credentials/classify.ts'
import { clockSkew, describeSkew } from '../../../core/credentials/clock.ts'
import { lastLines } from '../../../core/credentials/last-lines.ts'
import { redactSaid } from '../../../shared/domain/secrets/redact.ts'

const subject = {
  profile: 'p',
  purpose: 'its own identity',
  url: 'https://sts.eu-west-1.amazonaws.com',
  region: 'eu-west-1',
}
const reply = (name: string, message: string, status = 403, headers: Record<string, string> = {}) =>
  Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode: status },
    $response: { statusCode: status, headers },
  })
const nodeError = (code: string, name = 'Error') => Object.assign(new Error(code), { code, name })
const anHourAgo = new Date(Date.now() - 3_600_000).toUTCString()

describe('errors that no double produces', () => {
  it.each<[string, unknown]>([
    ['NoNetwork', nodeError('EAI_AGAIN')],
    ['NoNetwork', nodeError('ENETUNREACH')],
    ['NoNetwork', nodeError('SELF_SIGNED_CERT_IN_CHAIN')],
    ['NoNetwork', nodeError('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['NoNetwork', nodeError('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    ['NoNetwork', nodeError('ECONNRESET', 'TimeoutError')],
    ['Timeout', nodeError('ETIMEDOUT', 'TimeoutError')],
    ['Timeout', Object.assign(new Error('slow'), { name: 'TimeoutError' })],
    ['Cancelled', Object.assign(new Error('stop'), { name: 'AbortError' })],
    ['EndpointInvalid', nodeError('ERR_INVALID_URL')],
    ['ProxyAnswered', reply('Unknown', 'Proxy Authentication Required', 407)],
    ['Throttled', reply('Whatever', 'slow down', 429)],
    ['ClockSkew', reply('RequestTimeTooSkewed', 'off', 403, { date: anHourAgo })],
    ['ClockSkew', reply('SignatureDoesNotMatch', 'no match', 403, { date: anHourAgo })],
    ['ClockSkew', reply('InvalidSignatureException', 'Signature expired: nonsense', 400)],
    ['SignatureWrong', reply('SignatureDoesNotMatch', 'no match', 403, { date: new Date().toUTCString() })],
    ['ProxyAnswered', reply('MissingAuthenticationToken', 'Request is missing Authentication Token')],
    [
      'EndpointInvalid',
      new Error('Region not accepted: region="us east" is not a valid hostname component.'),
    ],
    ['KeyUnknown', nodeError('ERR_INVALID_CHAR', 'TypeError')],
    ['Unknown', reply('ValidationError', 'Value at durationSeconds failed', 400)],
    ['MfaNeeded', reply('ValidationError', "Value '1' at 'tokenCode' failed", 400)],
    ['Unknown', 'a text'],
    ['Unknown', null],
    ['Unknown', new TypeError('x is not a function')],
  ])('%s', (code, thrown) => {
    const failure = classifyCallError(thrown, subject)
    expect(failure.code).toBe(code)
    for (const text of [failure.message, failure.reason, failure.remedy])
      expect(text.length).toBeGreaterThan(5)
  })

  it('name the profile whose keys are wrong, which in a chain is the source', () => {
    const chained = { ...subject, accessKeyId: 'AKIAIOSFODNN7EXAMPLE', keysOf: 'source' }
    for (const code of ['ExpiredToken', 'InvalidClientTokenId', 'SignatureDoesNotMatch']) {
      const date = new Date().toUTCString()
      expect(classifyCallError(reply(code, 'no', 403, { date }), chained).message).toMatch(/ source[ .]/)
      expect(
        classifyCallError(reply(code, 'no', 403, { date }), { ...chained, keysOf: 'p' }).message,
      ).toMatch(/ p[ .]/)
    }
  })

  it('tell an expired web identity token from an expired session', () => {
    const expired = reply('ExpiredTokenException', 'Token expired', 400)
    expect(classifyCallError(expired, subject).message).toContain('web identity token')
    expect(classifyCallError(expired, { ...subject, accessKeyId: 'ASIAX' }).message).not.toContain(
      'web identity',
    )
  })

  it('keep secrets out of the detail', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
    const { detail } = classifyCallError(reply('Odd', `no ${secret} here`), subject)
    expect(detail).toBe('Odd no [hidden] here')
  })
})

describe('clock skew', () => {
  it('is the signed time minus the time of AWS', () => {
    const text =
      'Signature expired: 20260102T030000Z is now earlier than 20260102T031500Z (20260102T033000Z - 15 min.)'
    expect(clockSkew(text, undefined, 0)).toBe(-30 * 60_000)
    expect(describeSkew(-30 * 60_000)).toBe('30 minutes behind')
    expect(describeSkew(60_000)).toBe('1 minute ahead')
  })

  it('is not claimed for a clock that is only a little off', () => {
    const now = Date.now()
    fc.assert(
      fc.property(fc.integer({ min: -890, max: 890 }), (seconds) => {
        const date = new Date(now + seconds * 1000).toUTCString()
        expect(clockSkew('The request signature we calculated does not match', date, now)).toBeUndefined()
      }),
    )
  })
})

describe('redaction', () => {
  const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const secret = fc
    .array(fc.constantFrom(...base64), { minLength: 40, maxLength: 40 })
    .map((all) => all.join(''))

  it('hides secret keys, tokens and named secrets wherever they stand', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(' ', '\n', '"', ',', '(', ': ', '='), (key, edge) => {
        expect(redactSaid(`before${edge}${key}${edge}after`)).not.toContain(key)
        expect(redactSaid(`aws_secret_access_key = ${key.slice(0, 9)}`)).not.toContain(key.slice(0, 9))
        expect(redactSaid(`"SessionToken": "${key.slice(0, 12)}"`)).not.toContain(key.slice(0, 12))
        expect(redactSaid(`token is ${key}${key}${key}`)).not.toContain(key)
        expect(redactSaid('it said abcd', ['abcd'])).toBe('it said [hidden]')
      }),
    )
  })

  it('keeps what helps: words, paths, ids and URLs', () => {
    const text =
      'aws-vault: exec: Failed to get credentials for prod: /home/me/.aws/config AKIAIOSFODNN7EXAMPLE'
    expect(redactSaid(text)).toBe(text)
    expect(lastLines('1\n2\n3\n4\n5\n6\n7\n')).toBe('3\n4\n5\n6\n7')
  })
})
