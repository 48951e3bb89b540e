import { memo } from 'react'
import { ProfileAccount } from '../../app/account.tsx'
import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { ago } from '../../app/format-time.ts'
import { AllowProgram } from '../../app/allow-program.tsx'
import { asksToRun, statusOf } from '../../app/profile-status.ts'
import type { ProfileAccess } from '../../app/session-queries.ts'
import type { ToolRefusal } from '../../app/status-tool.ts'
import { useSnapshot } from '../../app/core-queries.ts'
import { useConsent } from '../../app/consent.ts'
import { useVerify } from '../../app/use-verify.ts'
import { Button } from '../../ui/button.tsx'
import { GroupTag } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Status } from '../../ui/status.tsx'
import { adviceFor } from './check-rows.ts'
import { nextStepOf } from './next-step.ts'

/** The identity that AWS reported, and the endpoint that was called. */
function Facts({ profile, now }: { readonly profile: ProfileSummary; readonly now: number }) {
  const { verified } = profile
  if (verified === undefined) return null
  const through = verified.via.filter((step) => step !== profile.name)
  const parts = [
    verified.endpoint === undefined
      ? verified.region
      : verified.endpoint.replace(/^https:\/\//, '').replace(/\/$/, ''),
    verified.status === 'valid' ? undefined : `checked ${ago(Date.parse(verified.checkedAt), now)}`,
    through.length === 0 ? undefined : `through ${through.join(', ')}`,
    verified.note,
  ].filter((part) => part !== undefined)
  return (
    <p className="check-facts meta text-3">
      {verified.arn !== undefined && (
        <span className="mono wrap-anywhere" title={verified.userId}>
          {verified.arn}
        </span>
      )}
      {parts.map((part) => (
        <span key={part} className="wrap-anywhere">
          {part}
        </span>
      ))}
    </p>
  )
}

function Failure({
  profile,
  adviceAbove,
}: {
  readonly profile: ProfileSummary
  readonly adviceAbove: boolean
}) {
  const failure = profile.verified?.failure
  if (failure === undefined || profile.verified?.status !== 'failed') return null
  return (
    <div className="check-failure wrap-anywhere">
      <p>{failure.message}</p>
      {!adviceAbove && <p className="meta text-2">{adviceFor(profile)}</p>}
      {failure.detail !== undefined && <pre className="check-detail mono text-2">{failure.detail}</pre>}
      {asksToRun(failure) && (
        <div className="check-process">
          <code className="mono">{failure.command}</code>
          <AllowProgram profile={profile.name} size="tiny" />
        </div>
      )}
    </div>
  )
}

/** One profile: result, account, duration, and, if it failed, what happened, why and what to do. */
export const CheckItem = memo(function CheckItem({
  profile,
  adviceAbove,
  checking,
  access,
  refusal,
  colour,
  now,
}: {
  readonly profile: ProfileSummary
  readonly adviceAbove: boolean
  readonly checking: boolean
  /** The state of its session, if any. */
  readonly access: ProfileAccess | undefined
  /** Why the status tool cannot use it. */
  readonly refusal: ToolRefusal | undefined
  readonly colour: string | undefined
  readonly now: number
}) {
  const verify = useVerify()
  const consent = useConsent()
  const platform = useSnapshot()?.platform
  const verifyOne = (name: string) => void verify([name], [])
  const step = nextStepOf(profile, {
    access,
    platform,
    now,
    verify: verifyOne,
    askToRun: (name) => void consent.request(name),
  })
  const latency = profile.verified?.latencyMs
  // This shows the result of a check; without a check, the same reason as in the list.
  const why = profile.verified === undefined ? refusal : undefined
  return (
    <div className="check-item" role="presentation">
      <div role="gridcell" className="check-name">
        <p className="check-title">
          <span className="check-who medium">
            <MiddleTruncate text={profile.name} />
          </span>
          {profile.group !== undefined && (
            <GroupTag name={profile.group} colour={colour} production={profile.production} />
          )}
        </p>
      </div>
      <div role="gridcell" className="check-account">
        {profile.account === undefined ? (
          <span className="text-3">–</span>
        ) : (
          <ProfileAccount profile={profile} brief />
        )}
      </div>
      <div role="gridcell" className="check-status">
        <Status look={statusOf(profile, now, checking, why)} />
      </div>
      <div role="gridcell" className="check-time">
        <span className="text-3">{latency === undefined ? '' : `${Math.round(latency)} ms`}</span>
        <Button
          size="small"
          look="quiet"
          tabIndex={-1}
          className="check-again"
          aria-label={`Verify ${profile.name}`}
          onClick={() => verifyOne(profile.name)}
        >
          Verify
        </Button>
        {step !== undefined && (
          <Button
            size="small"
            tabIndex={-1}
            className="check-step"
            aria-label={`${step.label}: ${profile.name}`}
            onClick={step.run}
          >
            {step.label}
          </Button>
        )}
      </div>
      <div role="gridcell" className="check-more">
        <Failure profile={profile} adviceAbove={adviceAbove} />
        <Facts profile={profile} now={now} />
      </div>
    </div>
  )
})
