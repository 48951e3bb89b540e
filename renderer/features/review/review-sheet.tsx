import { Undo2, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { notify, notifyError } from '../../app/notify.ts'
import { openReview, useOpenReview } from '../../app/open-review.ts'
import { isKey } from '../../ui/shortcuts.ts'
import { ask } from '../../app/transport.ts'
import { undoChange } from '../../app/undo-change.ts'
import { Button } from '../../ui/button.tsx'
import { DiffView, type RevealLine } from '../../ui/diff-view.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Skeleton } from '../../ui/marks.tsx'
import { Sheet, SheetTitle } from '../../ui/sheet.tsx'
import { changedLines } from './changed-lines.ts'
import './review.css'
import { ReviewFacts } from './review-facts.tsx'
import { ReviewNotices } from './review-notices.tsx'
import { asksBefore, SaveAnyway } from './save-anyway.tsx'
import { isRejected, useKeyCheck } from './use-key-check.ts'
import { usePlan } from './use-review-plan.ts'

/** Shows exactly what will be written, and writes it when the user confirms. */
export function ReviewSheet() {
  const request = useOpenReview()
  const saveButton = useRef<HTMLButtonElement>(null)
  const cancelButton = useRef<HTMLButtonElement>(null)
  const close = () => openReview.set(undefined)
  const { state, plan, save } = usePlan(request, close)
  const cancel = () => {
    close()
    request?.onCancelled?.()
  }

  const onSave = async () => {
    const applied = await save()
    if (applied === undefined) return
    notify(
      applied.rebased
        ? `${request?.done ?? applied.summary}, on top of a change by another program`
        : (request?.done ?? applied.summary),
      {
        label: 'Undo',
        run: () => void undoChange(applied.historyId),
      },
    )
    request?.onSaved?.(applied)
  }
  // A question belongs to one plan; a new plan asks again.
  const [asking, setAsking] = useState<string>()
  const current = state.step === 'ready' || state.step === 'saving' ? state.plan : undefined
  const asks = current !== undefined && current.files.length > 0 && asksBefore(current).length > 0
  const isAsking = asks && state.step === 'ready' && asking === current.planId
  const askOrSave = () => {
    if (!asks) void onSave()
    else if (state.step === 'ready' && !isAsking) setAsking(current.planId)
  }
  const check = useKeyCheck(current)
  const rejected = isRejected(check)
  // Only its own button saves a key that AWS rejects: the usual keys just focus that button.
  const byKey = rejected ? () => saveButton.current?.focus() : askOrSave
  const latestSave = useRef(byKey)
  // Before the plan is painted, so that a key pressed as soon as it appears applies to it.
  useLayoutEffect(() => {
    latestSave.current = byKey
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isKey(event, 'Mod+S')) return
      event.preventDefault()
      latestSave.current()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
  useEffect(() => {
    if (state.step === 'ready') saveButton.current?.focus()
  }, [state.step])
  useEffect(() => {
    if (rejected) cancelButton.current?.focus()
  }, [rejected])

  const reveal: RevealLine = async (path, side, line) => {
    if (current === undefined) return undefined
    const reply = await ask('edits.reveal', { planId: current.planId, path, side, line })
    if (reply.ok) return reply.value.text
    notifyError(reply.error)
    return undefined
  }
  const changed = current === undefined ? undefined : changedLines(current)
  const canSave = current !== undefined && current.files.length > 0
  return (
    <Sheet open={request !== undefined} onClose={cancel} initialFocus={saveButton}>
      <div className="sheet-head">
        <SheetTitle>Review change</SheetTitle>
        {changed !== undefined && <span className="text-2">{changed}</span>}
        <span className="grow" />
        <IconButton label="Close" onClick={cancel}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <ReviewNotices state={state} again={() => void plan()} offer={request?.offer} />
      {state.step === 'planning' && (
        <div className="review-wait" aria-busy="true">
          <Skeleton width="60%" />
          <Skeleton width="70%" />
          <Skeleton width="50%" />
        </div>
      )}
      {current !== undefined && (
        <div className="review-body">
          <div className="review-diffs scroll" tabIndex={0} role="group" aria-label="Changed lines">
            {current.files.map((file) => (
              <div key={file.path}>
                {(current.files.length > 1 || file.created) && (
                  <p className="review-file mono">
                    {file.label}
                    {file.created && ' (new file)'}
                  </p>
                )}
                <DiffView diff={file} reveal={reveal} />
              </div>
            ))}
          </div>
          <div className="review-side scroll">
            <ReviewFacts plan={current} check={check} />
          </div>
        </div>
      )}
      <div className="sheet-foot">
        <span className="foot-note">
          <Undo2 aria-hidden="true" />
          {canSave ? 'A backup is kept. Undo any time.' : 'Nothing was written.'}
        </span>
        <span className="grow" />
        <Button ref={cancelButton} look={rejected ? 'primary' : 'plain'} keys={['Escape']} onClick={cancel}>
          Cancel
        </Button>
        <Button
          ref={saveButton}
          look={rejected ? 'plain' : 'primary'}
          {...(!rejected && { keys: ['Mod', 'S'] })}
          off={!canSave}
          busy={state.step === 'saving'}
          onClick={askOrSave}
        >
          {request?.saveLabel ?? (rejected ? 'Save anyway' : 'Save')}
          {asks && '…'}
        </Button>
      </div>
      {current !== undefined && asks && (
        <SaveAnyway
          plan={current}
          open={isAsking}
          onClose={() => setAsking(undefined)}
          onConfirm={() => {
            setAsking(undefined)
            void onSave()
          }}
        />
      )}
    </Sheet>
  )
}
