import { useHalfMinute } from './clock.ts'

const minute = 60_000
const marks = [1, 5, 10, 30]

/** Announces to screen readers once when 30, 10, 5 and 1 minutes are left, and at the end; the ticking clock is not live. */
export function PassAnnouncer({ name, endsAt }: { readonly name: string; readonly endsAt: number }) {
  const left = endsAt - useHalfMinute()
  const mark = left <= 0 ? 0 : marks.find((minutes) => left <= minutes * minute)
  return (
    <span className="visually-hidden" aria-live="polite">
      {mark === 0 && `${name} has ended`}
      {mark !== undefined && mark > 0 && `${name} ends in less than ${mark} min`}
    </span>
  )
}
