import { expect, test } from 'vitest'
import { resolvePlain } from '../../../shared/domain/pulumi/scalar/resolve.ts'

/** What the loader of Pulumi 3.260.0 made of each plain scalar. */
const read: readonly (readonly [source: string, kind: string, text: string])[] = [
  ['012345670123', 'int', '1402433619'],
  ['012345678901', 'float', '12345678901'],
  ['0o17', 'int', '15'],
  ['1_000', 'int', '1000'],
  ['18446744073709551616', 'float', '18446744073709552000'],
  ['1e3', 'float', '1000'],
  ['1e400', 'string', '1e400'],
  ['._2', 'string', '._2'],
  ['yes', 'string', 'yes'],
  ['1:30', 'string', '1:30'],
  ['2024-1-2', 'timestamp', '2024-01-02 00:00:00 +0000 UTC'],
  ['2024-02-30', 'string', '2024-02-30'],
  ['2024-13-02', 'string', '2024-13-02'],
  ['2024-01-02 3:4:5', 'timestamp', '2024-01-02 03:04:05 +0000 UTC'],
  ['2024-01-02T03:04:05Z', 'timestamp', '2024-01-02 03:04:05 +0000 UTC'],
  ['2024-01-02t03:04:05.50+01:00', 'timestamp', '2024-01-02 03:04:05.5 +0100 +0100'],
  ['2024-01-02 03:04:05 +1', 'string', '2024-01-02 03:04:05 +1'],
]

test.each(read)('%s is %s %s', (source, kind, text) => {
  expect(resolvePlain(source)).toEqual({ kind, text })
})
