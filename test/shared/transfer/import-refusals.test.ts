import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseImport } from '../../../shared/domain/transfer/import/parse-import.ts'
import { growth, linear } from '../../growth.ts'
import {
  longLivedId,
  otherLongLivedId,
  otherSecret,
  otherTemporaryId,
  realToken,
  secret,
  temporaryId,
  token,
} from './example-keys.ts'

function block(id: string | undefined, key: string | undefined, session?: string): string {
  const lines = [
    ...(id === undefined ? [] : [`export AWS_ACCESS_KEY_ID="${id}"`]),
    ...(key === undefined ? [] : [`export AWS_SECRET_ACCESS_KEY="${key}"`]),
    ...(session === undefined ? [] : [`export AWS_SESSION_TOKEN="${session}"`]),
  ]
  return lines.join('\n')
}

function codes(text: string): (string | undefined)[] {
  return parseImport(text).candidates.map((found) => found.problem?.code)
}

describe('what is refused', () => {
  it.each([
    ['ASIA without a token', block(temporaryId, secret), 'ImportTokenTruncated'],
    ['token with an ellipsis', block(temporaryId, secret, `${token.slice(0, 200)}…`), 'ImportTokenTruncated'],
    [
      'token with three dots',
      block(temporaryId, secret, `${token.slice(0, 200)}...`),
      'ImportTokenTruncated',
    ],
    [
      'token with dots inside',
      block(temporaryId, secret, `IQoJ...${token.slice(-20)}`),
      'ImportTokenTruncated',
    ],
    ['short token', block(temporaryId, secret, realToken.slice(0, 60)), 'ImportTokenTruncated'],
    ['cut base64', block(temporaryId, secret, realToken.slice(0, -5)), 'ImportTokenTruncated'],
    ['no closing quote', block(temporaryId, secret, token).slice(0, -30), 'ImportTokenTruncated'],
    ['strange token', block(temporaryId, secret, `${token.slice(0, 120)}<rest>`), 'ImportIncomplete'],
    ['token with a long-lived key', block(longLivedId, secret, token), 'ImportIncomplete'],
    ['short secret', block(longLivedId, secret.slice(0, 39)), 'ImportIncomplete'],
    ['long secret', block(longLivedId, `${secret}A`), 'ImportIncomplete'],
    ['secret with a strange character', block(longLivedId, `${secret.slice(0, 39)}!`), 'ImportIncomplete'],
    ['short key id', block(longLivedId.slice(0, 19), secret), 'ImportIncomplete'],
    ['lower-case key id', block(longLivedId.toLowerCase(), secret), 'ImportIncomplete'],
    ['no secret', block(longLivedId, undefined), 'ImportIncomplete'],
    ['no key id', block(undefined, secret), 'ImportIncomplete'],
    ['an empty section', '[dev]\naws_access_key_id =\n', 'ImportIncomplete'],
  ])('%s', (_label, text, code) => {
    expect(codes(text)).toEqual([code])
  })

  it('accepts a whole token without the word EXAMPLE', () => {
    expect(realToken.length % 4).toBe(0)
    expect(codes(block(temporaryId, secret, realToken))).toEqual([undefined])
  })

  it('refuses both when a secret has no key id of its own', () => {
    expect(codes(`${block(longLivedId, secret)}\n${block(undefined, otherSecret)}`)).toEqual([
      'ImportIncomplete',
      'ImportIncomplete',
    ])
  })

  it('refuses lines of two shells that were mixed', () => {
    const text = `${block(temporaryId, secret)}\n$Env:AWS_SESSION_TOKEN="${token}"`
    expect(codes(text)).toEqual(['ImportIncomplete', 'ImportIncomplete'])
  })

  it('refuses a section with two keys, and only that one', () => {
    const text = `[a]\naws_access_key_id=${longLivedId}\naws_access_key_id=${otherLongLivedId}\naws_secret_access_key=${secret}\n[b]\naws_access_key_id=${longLivedId}\naws_secret_access_key=${secret}`
    expect(codes(text)).toEqual(['ImportIncomplete', 'ImportIncomplete', undefined])
  })

  it('keeps two whole sets apart', () => {
    const { candidates } = parseImport(
      `${block(temporaryId, secret, token)}\n\n${block(otherTemporaryId, otherSecret, realToken)}`,
    )
    expect(candidates.map((found) => [found.accessKeyId, found.secretAccessKey, found.problem])).toEqual([
      [temporaryId, secret, undefined],
      [otherTemporaryId, otherSecret, undefined],
    ])
  })

  it('never repeats a secret or token in a message or note', () => {
    const texts = [block(longLivedId, `${secret}A`), block(temporaryId, secret, realToken.slice(0, -5))]
    for (const text of texts) {
      const { candidates, notes } = parseImport(text)
      const said = [...notes, candidates[0]!.problem!.message].join(' ')
      expect(said).not.toContain(secret.slice(0, 12))
      expect(said).not.toContain(realToken.slice(0, 12))
    }
  })
})

describe('what a paste did to the text', () => {
  it('repairs curly quotes and non-breaking spaces, and says so', () => {
    const text = `\uFEFFexport\u00A0AWS_ACCESS_KEY_ID=“${temporaryId}”\nexport AWS_SECRET_ACCESS_KEY=‘${secret}’\u200B\nexport AWS_SESSION_TOKEN="${token}"  `
    const { candidates, notes } = parseImport(text)
    expect(candidates[0]).toMatchObject({
      accessKeyId: temporaryId,
      secretAccessKey: secret,
      sessionToken: token,
    })
    expect(candidates[0]!.problem).toBeUndefined()
    expect(notes).toHaveLength(4)
  })

  it.each([
    ['in quotes', (parts: string[]) => `export AWS_SESSION_TOKEN="${parts.join('\n')}"`],
    ['bare', (parts: string[]) => `export AWS_SESSION_TOKEN=${parts.join('\n')}`],
    ['ini continuation', (parts: string[]) => `aws_session_token = ${parts.join('\n    ')}`],
  ])('puts a token together that was broken over lines: %s', (label, render) => {
    const parts = [token.slice(0, 80), token.slice(80, 160), token.slice(160, 240), token.slice(240)]
    const keys = label.startsWith('ini')
      ? `[dev]\naws_access_key_id = ${temporaryId}\naws_secret_access_key = ${secret}`
      : block(temporaryId, secret)
    const { candidates, notes } = parseImport(`${keys}\n${render(parts)}\naws s3 ls\n`)
    expect(candidates[0]).toMatchObject({ sessionToken: token })
    expect(candidates[0]!.problem).toBeUndefined()
    expect(notes).toEqual(['A session token that was split over several lines was joined.'])
  })

  it.each([
    ['an image', `docker run -e AWS_SESSION_TOKEN=${token} \\\n  organisation/application`],
    ['a word and an equals sign', `setenv AWS_SESSION_TOKEN ${token} = X\nbase64ThatFollowsBelow==`],
    ['a command', `AWS_SESSION_TOKEN=${token} aws s3 ls\nbucketNamesOfTheAccount`],
  ])('takes no line for the rest of a token that had %s behind it', (_label, text) => {
    const { candidates, notes } = parseImport(text)
    expect(candidates.map(({ sessionToken }) => sessionToken)).toEqual([token])
    expect(notes).toEqual([])
  })

  it('lists the same keys once', () => {
    const twice = `${block(temporaryId, secret, token)}\n${block(temporaryId, secret, token)}\n$Env:AWS_ACCESS_KEY_ID="${temporaryId}"\n$Env:AWS_SECRET_ACCESS_KEY="${secret}"\n$Env:AWS_SESSION_TOKEN="${token}"\n`
    const { candidates, notes } = parseImport(twice)
    expect(candidates).toHaveLength(1)
    expect(notes).toHaveLength(1)
  })

  it('reads from any text without keys that nothing was found', () => {
    expect(parseImport('hello\n\n= x\n[]\n{}')).toEqual({ format: 'none', candidates: [], notes: [] })
    expect(parseImport('')).toEqual({ format: 'none', candidates: [], notes: [] })
  })

  it('says when keys have ended, and does not believe a time without a zone', () => {
    const ini = (expiry: string) =>
      `[dev]\naws_access_key_id=${temporaryId}\naws_secret_access_key=${secret}\naws_session_token=${token}\naws_expiration=${expiry}`
    const now = new Date('2030-01-01T00:00:00Z')
    expect(parseImport(ini('2029-12-31T23:00:00Z'), { now }).notes.join()).toContain('already expired: dev')
    const vague = parseImport(ini('2030-01-01 05:00:00'), { now })
    expect(vague.candidates[0]).toMatchObject({ expiryAssumed: true, expiresAt: '2030-01-01T01:00:00Z' })
    expect(vague.notes).toHaveLength(1)
  })
})

const fragments = [
  'export ',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  '=',
  ':',
  '"',
  "'",
  '\n',
  ' ',
  '\t',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  '&',
  '$Env:',
  'SET ',
  'set -x ',
  'setenv ',
  '-e ',
  '#',
  '\\',
  '…',
  '\uFEFF',
  '\r',
  '\0',
  '\u00A0',
  temporaryId,
  longLivedId,
  secret,
  token,
  '[profile x]',
  '__proto__',
  '[__proto__]',
  'A',
  '"AccessKeyId":',
  'PS C:\\> ',
  'a@b:~$ ',
  '2030-01-01T00:00:00Z',
  'x_security_token_expires',
  'Access key ID,Secret access key',
]

/** So many letters of a text that repeats one part. */
const repeated = (part: string) => (letters: number) =>
  part.repeat(Math.ceil(letters / part.length)).slice(0, letters)

describe('any text', () => {
  it('never throws, and what it accepts has the right shape', () => {
    const hostile = fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary' })), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(hostile, (parts) => {
        const { candidates } = parseImport(parts.join(''), { now: new Date(0) })
        for (const found of candidates) {
          expect(found.suggestedName).toMatch(/^[A-Za-z0-9_\-/.%@:+]{1,80}$/)
          if (found.problem !== undefined || found.accessKeyId === undefined) continue
          expect(found.accessKeyId).toMatch(/^[A-Z0-9]{20}$/)
          expect(found.secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/)
          if (found.accessKeyId.startsWith('ASIA'))
            expect(found.sessionToken!.length).toBeGreaterThanOrEqual(40)
        }
        expect(new Set(candidates.map((found) => found.suggestedName)).size).toBe(candidates.length)
      }),
      { numRuns: 1500 },
    )
  })

  // Quadratic readers need minutes for a megabyte of these.
  it.each([
    ...fragments.map((fragment) => [fragment, fragment] as const),
    ['open quotes', `AWS_SESSION_TOKEN="${'A'.repeat(60)}\n`] as const,
    ['mixed quotes', `AWS_X='AWS_Y="`] as const,
    ['JSON pairs', '"AccessKeyId" : "'] as const,
    ['nested JSON', '{"a":['] as const,
    ['PowerShell', `$Env:A='$Env:B="`] as const,
    ['blanks before a separator', 'a                    '] as const,
    ['sections', '[a]\naws_access_key_id=b\n'] as const,
    ['rows', `x,y,${longLivedId},"""\n`] as const,
    ['base64 lines', `AWS_SESSION_TOKEN=${'A'.repeat(60)}\n${'B'.repeat(30)}\n`] as const,
  ])('takes time for its size, not for its square: %j', (_label, fragment) => {
    expect(growth(repeated(fragment), (text) => parseImport(text), 200_000)).toBeLessThan(linear)
  })

  it.each(['Access key ID,Secret access key\n', '[a]\naws_session_token = ', '{"SessionToken": "'])(
    'takes time for its size, not for its square: anything behind %j',
    (head) => {
      fc.assert(
        fc.property(fc.constantFrom(...fragments), fc.constantFrom(...fragments), (left, right) => {
          const text = repeated(`${left}${right}`)
          expect(
            growth(
              (size) => head + text(size),
              (text) => parseImport(text),
              100_000,
            ),
          ).toBeLessThan(linear)
        }),
        { numRuns: 15 },
      )
    },
  )
})
