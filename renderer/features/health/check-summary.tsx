import { useRef, useState } from 'react'
import { useHalfMinute } from '../../app/clock.ts'
import { ago } from '../../app/format-time.ts'
import { notifyError } from '../../app/notify.ts'
import { ask } from '../../app/transport.ts'
import { verifyRuns } from '../../app/verify-progress.ts'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/plural.ts'
import { useStore } from '../../ui/store.ts'
import type { CheckState } from './check-groups.ts'

const parts: readonly CheckState[] = ['valid', 'expiring', 'waiting', 'broken', 'unchecked']

function words(counts: Readonly<Record<CheckState, number>>, total: number): string {
  if (total === 0) return 'No profiles'
  if (counts.valid === total) return total === 1 ? 'The profile works' : `All ${total} profiles work`
  const rest = [
    [counts.valid, counts.valid === 1 ? 'works' : 'work'],
    [counts.expiring, 'ending soon'],
    [counts.waiting, 'waiting for you'],
    [counts.broken, 'broken'],
    [counts.unchecked, 'not checked'],
  ] as const
  return rest
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ')
}

function Running() {
  const runs = [...useStore(verifyRuns).values()]
  const done = runs.reduce((sum, run) => sum + run.done, 0)
  const total = runs.reduce((sum, run) => sum + run.total, 0)
  const [stopping, setStopping] = useState(false)
  const stop = async (): Promise<void> => {
    setStopping(true)
    for (const { runId } of runs) {
      const reply = await ask('verify.cancel', { runId })
      if (!reply.ok) notifyError(reply.error)
    }
  }
  return (
    <>
      <div className="health-words">
        <span className="grow">
          Checking {done} of {plural(total, 'profile')}
        </span>
        <Button size="tiny" busy={stopping} onClick={() => void stop()}>
          Cancel
        </Button>
      </div>
      <div
        className="health-bar"
        role="progressbar"
        aria-label="Checked profiles"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <i className="health-part progress" style={{ flexGrow: done }} />
        <i style={{ flexGrow: Math.max(0, total - done) }} />
      </div>
    </>
  )
}

/** The share of each state as a bar with words; while a verification runs, its progress and Cancel. */
export function CheckSummary({
  counts,
  total,
  lastAt,
}: {
  readonly counts: Readonly<Record<CheckState, number>>
  readonly total: number
  readonly lastAt: number | undefined
}) {
  const now = useHalfMinute()
  const running = useStore(verifyRuns).size > 0
  const box = useRef<HTMLDivElement>(null)
  return (
    <div
      className="health-summary"
      ref={box}
      onBlur={(event) => {
        // Cancel disappears with the run; the focus moves to the button that started the run.
        if (event.relatedTarget === null && document.hasFocus()) focusVerifyAll(box.current)
      }}
    >
      {running ? (
        <Running />
      ) : (
        <>
          <div className="health-words">
            <span className="grow truncate" role="status">
              {words(counts, total)}
            </span>
            <span className="meta text-3">
              {lastAt === undefined ? 'Never checked' : `Last check ${ago(lastAt, now)}`}
            </span>
          </div>
          <div className="health-bar" aria-hidden="true">
            {parts.map((part) => (
              <i key={part} className={`health-part ${part}`} style={{ flexGrow: counts[part] }} />
            ))}
          </div>
        </>
      )}
    </div>
  )
}

function focusVerifyAll(box: HTMLElement | null): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    box?.closest('section')?.querySelector<HTMLElement>('[data-verify-all]')?.focus()
  })
}
