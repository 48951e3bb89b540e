import { describe, expect, it } from 'vitest'
import { redactCommand, redactText } from '../../../shared/domain/secrets/redact.ts'
import { isSecretName } from '../../../shared/domain/secrets/secret-names.ts'
import { showHidden } from '../../../shared/domain/text/visible-text.ts'
import { secretRanges } from '../../../shared/domain/aws/secrets.ts'
import { maskStackSecrets } from '../../../core/stacks/mask-secrets.ts'

const pieces = [
  'a',
  ' ',
  '"',
  "'",
  '/',
  '=',
  ':',
  '-',
  '--',
  '\\',
  '\\"',
  '@',
  '://',
  'a://',
  'u:p@',
  '?a=',
  '&token=',
  'token',
  'token=',
  'token={',
  'token=${{',
  'token="',
  'token:"x"b ',
  '--token ',
  '--token "',
  '--token=',
  'eyJ',
  'eyJa.',
  'eyJaaaaaa-',
  'SG.aaaaaaaaaaaaaaaa',
  'SG.aaaaaaaaaaaaaaaa.',
  'sk-',
  'xoxa-',
  'IQoJ',
  'AKIA',
  'AKIAIOSFODNN7EXAMPLE ',
  'AKIAIOSFODNN7EXAMPLE/',
  'Aa1',
  'aB/',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN A ',
  'password is ',
  'bearer ',
  'set -a ',
  'set -x TOKEN ',
  'echo ',
  'echo a | ',
  '-u ',
  '-p ',
  '-u a:',
  'a:',
  'a.',
  'a_',
  'a%',
  'Secret access key: ',
  'arn:',
  'urn:token:',
  '{"a":',
  '[',
  '\t',
  '#',
  '# token ',
  'sh -c "',
  'key ',
  'a b ',
  '\u200b',
  '\u{e0041}',
  'é',
  'token[',
  'a[token]=',
  '/token:',
  'mailto:',
  '$(',
  '`',
]

/** Milliseconds of the processor, not of the clock: other programs do not count. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Whether eight times the text takes far more than eight times the work, each time it is asked. */
function isSlow(work: (length: number) => unknown): boolean {
  const least = 5
  for (let round = 0; round < 3; round += 1) {
    const small = Math.max(
      cost(() => work(10_000)),
      least,
    )
    if (cost(() => work(80_000)) < 24 * small) return false
  }
  return true
}

const ways: Readonly<Record<string, (text: string) => unknown>> = {
  redactText,
  redactCommand,
  isSecretName,
  showHidden,
  secretRanges: (text) => secretRanges(Buffer.from(`[a]\nb = ${text}\n`), 'config'),
  maskStackSecrets: (text) => maskStackSecrets(Buffer.from(`config:\n  a:b: ${text}\n`)),
}

describe('the secret rule takes linear time on hostile text', () => {
  it.each(Object.keys(ways))('%s', (name) => {
    const way = ways[name]!
    expect(pieces.length).toBeGreaterThan(60)
    const slow = pieces.filter((piece) =>
      ['', '!'].some((ending) =>
        isSlow((length) => way(piece.repeat(Math.ceil(length / piece.length)) + ending)),
      ),
    )
    expect(slow).toEqual([])
  })

  it('and the measure tells quadratic work', () => {
    const quadratic = /a*b/
    expect(isSlow((length) => quadratic.test('a'.repeat(length / 4)))).toBe(true)
  })
})
