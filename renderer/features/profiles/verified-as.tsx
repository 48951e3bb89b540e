import type { VerifyResult } from '../../../shared/contract/models.ts'
import { isRoutineFailure, wordsOfFailure } from '../../../shared/domain/checks/failure-words.ts'
import { nameOf, validAs } from '../../../shared/domain/aws/readers/same-answers.ts'
import { AllowProgram } from '../../app/allow-program.tsx'
import { useHalfMinute } from '../../app/clock.ts'
import { useSettings } from '../../app/core-queries.ts'
import { ago } from '../../app/format-time.ts'
import { useMethod } from '../../app/method-query.ts'
import { asksToRun } from '../../app/profile-status.ts'
import { Status, type StatusLook } from '../../ui/status.tsx'

function lookOf({ as, status, failure, checkedAt }: VerifyResult, now: number): StatusLook {
  if (status === 'valid')
    return { glyph: 'valid', words: `${validAs(as)} ${ago(Date.parse(checkedAt), now)}`, tone: 'plain' }
  const code = failure?.code ?? 'Unknown'
  const words = `${wordsOfFailure(code)}, as ${nameOf(as)}`
  return isRoutineFailure(code)
    ? { glyph: 'expired', words, tone: 'plain' }
    : { glyph: 'rejected', words, tone: 'red' }
}

/** Check results for the credentials that tools other than the status tool use. */
export function VerifiedAs({ name }: { readonly name: string }) {
  const now = useHalfMinute()
  const results = useMethod('verify.results', {}).data?.results ?? []
  const status = useSettings()?.statusReader
  const mine = results.filter(({ profile, as }) => profile === name && as !== status)
  if (mine.length === 0) return null
  return (
    <ul aria-label="Verified as">
      {mine.map((result) => (
        <li key={result.as} className="reader-answer">
          <Status look={lookOf(result, now)} />
          <p className="meta text-2 wrap-anywhere">
            {[
              result.arn,
              result.note,
              result.failure?.message,
              result.failure?.reason,
              result.failure?.remedy,
            ]
              .filter((part) => part !== undefined)
              .join(' ')}
          </p>
          {result.failure !== undefined && asksToRun(result.failure) && (
            <AllowProgram profile={result.failure.asks ?? result.profile} size="tiny" />
          )}
        </li>
      ))}
    </ul>
  )
}
