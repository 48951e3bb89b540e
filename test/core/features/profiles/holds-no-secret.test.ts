import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { holdsNoSecret } from '../../../../core/features/profiles/summaries.ts'
import { shownValue } from '../../../../shared/domain/secrets/masked-value.ts'

it('passes by only what a look would leave as it is', () => {
  const keyId = fc.stringMatching(/^A[KS]IA[A-Z0-9]{16}$/)
  fc.assert(
    fc.property(keyId, fc.constantFrom('aws_access_key_id', 'role_arn', 'region'), (value, key) => {
      expect(holdsNoSecret(value)).toBe(true)
      expect(shownValue(key, value)).toBe(value)
    }),
    { numRuns: 2000 },
  )
})

it('looks at a secret access key that was put in its place', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
  expect(holdsNoSecret(secret)).toBe(false)
  expect(holdsNoSecret(`AKIAIOSFODNN7EXAMPLE${secret}`)).toBe(false)
})
