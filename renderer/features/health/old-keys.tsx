import { CalendarClock } from 'lucide-react'
import { rotateKey, useKeys } from '../../app/keys.ts'
import { Button } from '../../ui/button.tsx'

/** Keys that IAM calls older than 90 days. Of one that it was not asked about nothing is said. */
export function OldKeys() {
  const old = useKeys()?.keys.filter(({ tooOld }) => tooOld === true) ?? []
  const [first] = old.toSorted((one, other) => (other.ageDays ?? 0) - (one.ageDays ?? 0))
  const name = first?.profiles[0]
  if (first === undefined || name === undefined) return null
  return (
    <div className="plain-keys" role="status">
      <CalendarClock aria-hidden="true" />
      <div className="grow">
        <p>
          <b>
            {old.length} {old.length === 1 ? 'key is' : 'keys are'} older than 90 days
          </b>
          {old.length === 1 ? '.' : `; the oldest is that of ${name}.`}
        </p>
        <p className="meta text-2">
          {name}: {first.ageDays} days. The CIS benchmark wants access keys replaced every 90 days.
        </p>
      </div>
      <Button size="small" onClick={() => rotateKey(name)}>
        Rotate key
      </Button>
    </div>
  )
}
