import type { CodedError } from '../../../shared/result.ts'
import type { ReviewOffer } from '../../app/open-review.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { PlanState } from './use-review-plan.ts'

/** Errors after which planning again can help, because it reads the files again. */
const worthAgain = new Set([
  'FileChanged',
  'FileBusy',
  'PlanNotFound',
  'WriteFailed',
  'DiskFull',
  'FileReadOnly',
  'FolderReadOnly',
])

const titles = new Map<CodedError['code'], string>([
  ['FileChanged', 'File changed on disk.'],
  ['PlanNotFound', 'This review is too old.'],
  ['FileReadOnly', 'The file is read-only.'],
  ['FolderReadOnly', 'The folder is read-only.'],
  ['DiskFull', 'The disk is full.'],
  ['FileBusy', 'Another program holds the file.'],
  ['NothingToChange', 'Nothing to change.'],
])

function ErrorNotice({
  error,
  again,
}: {
  readonly error: CodedError
  readonly again: (() => void) | undefined
}) {
  return (
    <Notice
      tone={error.code === 'NothingToChange' ? 'plain' : 'red'}
      strong={titles.get(error.code) ?? 'Not saved.'}
      assertive
      actions={
        again !== undefined && (
          <Button size="tiny" onClick={again}>
            {error.code === 'FileChanged' || error.code === 'PlanNotFound' ? 'Reload' : 'Try again'}
          </Button>
        )
      }
    >
      {[error.message, error.reason, error.remedy].filter((part) => part !== undefined).join(' ')}
    </Notice>
  )
}

/** Warnings of the plan, and what stopped it or the save. */
export function ReviewNotices({
  state,
  again,
  offer,
}: {
  readonly state: PlanState
  readonly again: () => void
  readonly offer: ReviewOffer | undefined
}) {
  const error = state.step === 'refused' || state.step === 'ready' ? state.error : undefined
  const warnings = state.step === 'ready' || state.step === 'saving' ? state.plan.warnings : []
  const nothing = state.step === 'ready' && state.plan.files.length === 0
  if (error === undefined && warnings.length === 0 && !nothing) return null
  return (
    <div className="review-notices">
      {error !== undefined && (
        <ErrorNotice error={error} again={worthAgain.has(error.code) ? again : undefined} />
      )}
      {nothing && (
        <Notice tone="plain" strong="Nothing to change.">
          The files are already as requested.
        </Notice>
      )}
      {warnings.map((warning, index) => (
        <Notice
          key={index}
          tone="amber"
          actions={
            warning.code === offer?.warning && (
              <Button size="tiny" onClick={offer.accept}>
                {offer.label}
              </Button>
            )
          }
        >
          {warning.message}
        </Notice>
      ))}
    </div>
  )
}
