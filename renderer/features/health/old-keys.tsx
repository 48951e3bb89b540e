import { CalendarClock } from 'lucide-react'
import { rotateKey, useKeys } from '../../app/keys.ts'
import { KeyNotice } from './key-notice.tsx'

/** Keys that are older than 90 days according to IAM. Says nothing about keys that IAM was not asked about. */
export function OldKeys() {
  const old = useKeys()?.keys.filter(({ tooOld }) => tooOld === true) ?? []
  const [first] = old.toSorted((one, other) => (other.ageDays ?? 0) - (one.ageDays ?? 0))
  const name = first?.profiles[0]
  if (first === undefined || name === undefined) return null
  return (
    <KeyNotice
      icon={<CalendarClock aria-hidden="true" />}
      title={
        <>
          <b>
            {old.length} {old.length === 1 ? 'key is' : 'keys are'} older than 90 days
          </b>
          {old.length === 1 ? '.' : `; the oldest is that of ${name}.`}
        </>
      }
      about={`${name}: ${first.ageDays} days. The CIS benchmark wants access keys replaced every 90 days.`}
      action="Rotate key"
      onAct={() => rotateKey(name)}
    />
  )
}
