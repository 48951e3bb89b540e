import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretRanges } from '../../../shared/domain/aws/secrets.ts'
import type { SharedFileKind } from '../../../shared/domain/aws/types.ts'
import { growth, linear } from '../../growth.ts'
import { bytesOf, textOf } from './support/bytes.ts'
import { fileKind, hostileBytes } from './support/hostile.ts'

function hidden(bytes: Uint8Array, kind: SharedFileKind = 'credentials'): string[] {
  return secretRanges(bytes, kind).map(({ start, end }) => textOf(bytes.subarray(start, end)))
}

describe('secretRanges', () => {
  it.each([
    ['aws_secret_access_key = S', ['S']],
    ['aws_secret_access_key=S # c', ['S # c']],
    ['AWS_SESSION_TOKEN : S', ['S']],
    ['aws_security_token = S', ['S']],
    ['#aws_secret_access_key = S', ['S']],
    ['; old: aws_session_token = S', ['S']],
    ['export AWS_SECRET_ACCESS_KEY="S"', ['"S"']],
    ['okta_password = S', ['S']],
    ['credential_process = x --password=S', ['S']],
    ['aws_session_token = S1\n  S2\n  S3==\nregion = r', ['S1', 'S2', 'S3==']],
    ['aws_session_token = S1\nS2/+S2\nS3==\nregion = r', ['S1', 'S2/+S2', 'S3==']],
    ['aws_session_token = S1\nS2S2S2S2S2S2S2S2+/==\n[b]\nS3', ['S1', 'S2S2S2S2S2S2S2S2+/==']],
    ['aws_secret_access_key = S\ns3 =\n  a = b\nregion=', ['S']],
    ['note = x\n  aws_secret_access_key = S', ['S']],
    ['s3 =\n  proxy_password = S', ['S']],
    ['aws_access_key_id = AKIA\nregion = r', []],
    ['web_identity_token_file = /x\nsso_registration_scopes = a', []],
    ['x_security_token_expires = 2026', []],
    ['aws_secret_access_key =', []],
  ])('%j', (line, expected) => {
    expect(hidden(bytesOf(`[default]\n${line}\n`))).toEqual(expected)
    expect(hidden(bytesOf(`[default]\r\n${line.replaceAll('\n', '\r\n')}\r\n`))).toEqual(expected)
  })

  it('hides a file in an unknown encoding as a whole', () => {
    const bytes = new Uint8Array(Buffer.from('\ufeff[default]\n', 'utf16le'))
    expect(secretRanges(bytes, 'credentials')).toEqual([{ start: 0, end: bytes.length }])
  })

  it('finds in windows of lines what it finds there in the whole file', () => {
    fc.assert(
      fc.property(hostileBytes, fileKind, fc.array(fc.nat(12), { maxLength: 6 }), (bytes, kind, cuts) => {
        const starts = [0, ...[...bytes].flatMap((byte, at) => (byte === 10 ? [at + 1] : [])), bytes.length]
        const at = cuts.map((cut) => starts[cut % starts.length]!).sort((a, b) => a - b)
        const windows = at.flatMap((start, index) =>
          index % 2 === 0 ? [{ start, end: at[index + 1] ?? bytes.length }] : [],
        )
        const inside = (ranges: readonly { start: number; end: number }[]) =>
          ranges.filter((range) => windows.some(({ start, end }) => range.start < end && range.end > start))
        expect(inside(secretRanges(bytes, kind, windows))).toEqual(inside(secretRanges(bytes, kind)))
      }),
      { numRuns: 4000 },
    )
  })

  it('gives ordered ranges inside the file for any bytes', () => {
    fc.assert(
      fc.property(hostileBytes, fileKind, (bytes, kind) => {
        let at = 0
        for (const { start, end } of secretRanges(bytes, kind)) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(at).toBeLessThanOrEqual(bytes.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('takes linear time for a line of a million letters', () => {
    const note = (letters: number) => bytesOf(`[default]\nnote = ${'token'.repeat(letters / 5)}\n`)
    expect(growth(note, (bytes) => secretRanges(bytes, 'credentials'), 1_000_000)).toBeLessThan(linear)
  })
})
