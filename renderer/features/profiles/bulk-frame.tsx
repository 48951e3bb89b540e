import type { ReactNode } from 'react'
import { DialogButtons, Modal } from '../../ui/dialog.tsx'

/** A form about several profiles: a title, fields, and one button that goes on. */
export function BulkFrame({
  title,
  label,
  ready,
  close,
  save,
  children,
}: {
  readonly title: string
  readonly label: string
  readonly ready: boolean
  readonly close: () => void
  readonly save: () => void
  readonly children: ReactNode
}) {
  return (
    <Modal
      open
      title={title}
      onClose={close}
      foot={<DialogButtons label={label} off={!ready} onConfirm={save} onClose={close} />}
    >
      {children}
    </Modal>
  )
}
