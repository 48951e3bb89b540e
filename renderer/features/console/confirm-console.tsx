import type { CodedError } from '../../../shared/result.ts'
import type { OverlayProps } from '../../app/feature.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'

/** Asks before the console of a production profile opens, or before a session is created for a user's keys. */
export function ConfirmConsole({ input, close }: OverlayProps) {
  const { error, confirm } = input as unknown as {
    readonly error: CodedError
    readonly confirm: () => void
  }
  return (
    <ConfirmDialog
      open
      title="Open the console?"
      confirmLabel="Open console"
      onClose={close}
      onConfirm={() => {
        close()
        confirm()
      }}
    >
      <p>{error.message}</p>
      <p className="dialog-text text-2">{error.reason}</p>
    </ConfirmDialog>
  )
}
