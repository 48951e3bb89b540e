import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/dialog.tsx'

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
      foot={
        <>
          <Button keys={['Escape']} onClick={close}>
            Cancel
          </Button>
          <Button look="primary" off={!ready} onClick={save}>
            {label}
          </Button>
        </>
      }
    >
      {children}
    </Modal>
  )
}
