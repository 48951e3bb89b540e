import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { isRoutineFailure } from '../../../shared/domain/checks/failure-words.ts'
import { AllowProgram } from '../../app/allow-program.tsx'
import { asksToRun } from '../../app/profile-status.ts'
import { Notice } from '../../ui/notice.tsx'

/** Why the last check failed and what to do; shows a process that waits for consent verbatim. */
export function VerifyFailure({ profile }: { readonly profile: ProfileSummary }) {
  const failure = profile.verified?.failure
  if (failure === undefined || failure.code === 'Cancelled') return null
  const { command } = failure
  const asks = asksToRun(failure)
  const tone = asks ? 'amber' : isRoutineFailure(failure.code) ? 'plain' : 'red'
  return (
    <div className="detail-notices">
      <Notice tone={tone} strong={failure.message}>
        {[failure.reason, failure.remedy].filter((part) => part !== undefined).join(' ')}
        {command !== undefined && (
          <code className="mono wrap-anywhere">
            <br />
            {command}
          </code>
        )}
        {failure.detail !== undefined && (
          <code className="mono wrap-anywhere text-2">
            <br />
            {failure.detail}
          </code>
        )}
      </Notice>
      {asks && <AllowProgram profile={profile.name} size="small" />}
    </div>
  )
}
