import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskStackSecrets } from '../../../../core/stacks/mask-secrets.ts'
import { readStackFile } from '../../../../shared/domain/pulumi/read/stack-file.ts'

const secret = 'hidden-value-1'

function masked(text: string): string {
  const bytes = Buffer.from(text)
  for (const { start, end } of maskStackSecrets(bytes)) bytes.fill('*', start, end)
  return bytes.toString()
}

const layouts: [string, string][] = [
  ['plain', `config:\n  aws:secretKey: ${secret}\n`],
  ['quoted with an escape', `config:\n  aws:token: "a\\"${secret}" # ${''}note\n`],
  ['single quotes', `config:\n  'aws:token': '${secret}'\n`],
  ['ciphertext', `config:\n  a:b:\n    secure: ${secret}\n`],
  ['flow', `config: {aws:token: ${secret}, aws:region: x}\n`],
  ['flow with secure', `config:\n  a:b: {secure: "${secret}"}\n`],
  ['block scalar', `config:\n  aws:secretKey: |\n    ${secret}\n    ${secret}\n  aws:region: x\n`],
  ['on the next line', `config:\n  aws:secretKey:\n    ${secret}\n`],
  ['JSON', `{\n  "config": {\n    "aws:secretKey": "${secret}"\n  }\n}\n`],
  ['JSON on one line', `{"config": {"aws:token": {"secure": "${secret}"}}}\n`],
  ['JSON in text', `config:\n  aws:assumeRoleWithWebIdentity: '{"webIdentityToken":"${secret}"}'\n`],
  ['JSON in quoted text', `config:\n  x:y: "{\\"webIdentityToken\\":\\"${secret}\\"}"\n`],
  ['list of maps', `config:\n  x:y:\n    - password: ${secret}\n      name: z\n`],
  ['CRLF', `config:\r\n  aws:secretKey: ${secret}\r\n`],
  ['a file that is no YAML', `<<<<<<< HEAD\nconfig:\n\taws:secretKey: ${secret}\n`],
  ['the wrapped key', `encryptedkey: ${secret}\n`],
]

describe('maskStackSecrets', () => {
  it.each(layouts)('hides the secret: %s', (_, text) => {
    expect(masked(text)).not.toContain(secret)
  })

  it('leaves what is no secret', () => {
    const text = 'config:\n  aws:region: eu-west-1\n  aws:profile: dev # token of thanks\n  x:tokenFile: /a\n'
    expect(masked(text)).toBe(text)
    expect(masked(`config:\n  x:y:\n    - password: ${secret}\n      name: z\n`)).toContain('name: z')
  })

  it('covers all that the parser finds, and gives ranges inside the file, in order', () => {
    const key = fc.constantFrom('aws:token', 'aws:region', 'a:password', 'a:b', 'secure', 'x:apiKey')
    const value = fc.constantFrom('"q"', 'plain', "'s'", '{secure: c}', '[a, b]', '|\n      block', '')
    const lines = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 5 })
    fc.assert(
      fc.property(lines, (pairs) => {
        const text = `config:\n${pairs.map(([name, written]) => `    ${name}: ${written}\n`).join('')}`
        const bytes = Buffer.from(text)
        const ranges = maskStackSecrets(bytes)
        for (const [index, { start, end }] of ranges.entries()) {
          expect(start).toBeLessThan(end)
          expect(end).toBeLessThanOrEqual(bytes.length)
          expect(start).toBeGreaterThanOrEqual(ranges[index - 1]?.end ?? 0)
        }
        const read = readStackFile(bytes, 'yaml')
        if (!read.ok) return
        for (const wanted of read.value.secretRanges) {
          // A block scalar begins with its indicator, which may stay; its lines may not.
          const end = bytes.subarray(0, wanted.end).toString().trimEnd().length
          for (let at = wanted.start; at < end; at++) {
            const isSpace = /\s/.test(text[at]!)
            expect(isSpace || ranges.some((range) => range.start <= at && at < range.end)).toBe(true)
          }
        }
      }),
    )
  })
})
