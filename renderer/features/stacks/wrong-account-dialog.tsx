import type { StackId } from '../../../shared/contract/models.ts'
import type { CodedError } from '../../../shared/result.ts'
import type { OverlayProps } from '../../app/feature.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { plural } from '../../ui/plural.ts'

/** Asks before stacks get a profile whose account they do not allow, or before a file elsewhere changes. Plans nothing before. */
export function WrongAccountDialog({ input, close }: OverlayProps) {
  const { error, stacks, confirm } = input as unknown as {
    readonly error: CodedError
    readonly stacks: readonly StackId[]
    readonly confirm: () => void
  }
  const isOutside = error.code === 'FileOutside'
  return (
    <ConfirmDialog
      open
      title={isOutside ? 'Outside of the project' : 'Wrong account'}
      confirmLabel="Review anyway"
      keepLabel="Keep as it is"
      onClose={close}
      onConfirm={() => {
        close()
        confirm()
      }}
    >
      <Notice
        tone="red"
        strong={isOutside ? 'Another file would be changed.' : 'Pulumi would refuse to start.'}
        assertive
      >
        {error.message}
      </Notice>
      <p className="dialog-text text-2">
        {[error.reason, error.remedy].filter((part) => part !== undefined).join(' ')}
      </p>
      <p className="dialog-text text-3">
        {plural(stacks.length, 'stack')} would be changed. Nothing is written before the review.
      </p>
    </ConfirmDialog>
  )
}
