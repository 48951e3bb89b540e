import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ImportCandidate, ProfileSummary } from '../../../shared/contract/models.ts'
import { clockTime, duration } from '../../app/format-time.ts'
import type { Changed } from './import-choice.ts'

function Row({
  name,
  now,
  after,
}: {
  readonly name: string
  readonly now: ReactNode
  readonly after: ReactNode
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="compare-old">{now ?? <span className="text-3">none</span>}</td>
      <td className="compare-arrow">{after !== undefined && <ArrowRight aria-hidden="true" />}</td>
      <td className="compare-new">{after ?? <span className="text-3">no change</span>}</td>
    </tr>
  )
}

const dots = (
  <span role="img" aria-label="hidden">
    ••••••••••••
  </span>
)

function ends(at: string | undefined, now: number): string {
  if (at === undefined) return 'no end given'
  const left = Date.parse(at) - now
  return left <= 0 ? 'ended' : `${duration(left)} left, until ${clockTime(Date.parse(at))}`
}

/** The profile's current values next to the new ones. Secrets are dots on both sides. */
export function CompareTable({
  candidate,
  existing,
  expiresAt,
  changed,
  now,
}: {
  readonly candidate: ImportCandidate
  readonly existing: ProfileSummary | undefined
  readonly expiresAt: string | undefined
  readonly changed: Changed
  readonly now: number
}) {
  const sameKey = !changed.key
  const dropsToken = existing?.hasToken === true && !candidate.hasToken && candidate.accessKeyId !== undefined
  return (
    <table className="compare">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Setting</span>
          </th>
          <th scope="col">Now</th>
          <td />
          <th scope="col">After import</th>
        </tr>
      </thead>
      <tbody>
        <Row
          name="Access key ID"
          now={
            existing?.accessKeyId === undefined ? undefined : sameKey ? (
              <span className="mono">{existing.accessKeyId}</span>
            ) : (
              <s className="mono">{existing.accessKeyId}</s>
            )
          }
          after={
            candidate.accessKeyId === undefined || sameKey ? undefined : (
              <span className="mono">{candidate.accessKeyId}</span>
            )
          }
        />
        <Row
          name="Secret key"
          now={existing?.hasSecret === true ? dots : undefined}
          after={changed.secret ? dots : undefined}
        />
        <Row
          name="Session token"
          now={existing?.hasToken === true ? ends(existing.expiresAt, now) : undefined}
          after={
            changed.token && candidate.hasToken
              ? ends(expiresAt, now)
              : changed.end
                ? `the same, ${ends(expiresAt, now)}`
                : dropsToken
                  ? 'removed, it does not belong to these keys'
                  : undefined
          }
        />
        <Row name="Region" now={existing?.region} after={changed.region ? candidate.region : undefined} />
        {candidate.otherKeys.length > 0 && (
          <Row
            name="Other settings"
            now={existing === undefined ? undefined : 'kept'}
            after={changed.others.length === 0 ? undefined : changed.others.join(', ')}
          />
        )}
      </tbody>
    </table>
  )
}
