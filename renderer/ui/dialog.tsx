import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import './overlay.css'
import { isKey, isTyping } from './shortcuts.ts'
import { useFocusFallback } from './use-focus-fallback.ts'
import { useTopLayer } from './use-top-layer.ts'

export interface ModalProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly size?: 'small' | 'middle' | 'wide'
  /** Left and right of the buttons; buttons come last. */
  readonly foot?: ReactNode
  /** Body without padding and a line under the title. */
  readonly flush?: boolean
  readonly initialFocus?: RefObject<HTMLElement | null>
  readonly className?: string
  /** What Enter in a field of one line does, and Ctrl or Command with S anywhere in it. */
  readonly onSend?: (() => void) | undefined
  readonly children: ReactNode
}

/** Whether the key sends a form: in a list of suggestions, Enter picks one, and in multi-line text it begins a line. */
export const sendsForm = ({ nativeEvent, target }: KeyboardEvent): boolean =>
  isKey(nativeEvent, 'Enter') &&
  !nativeEvent.isComposing &&
  isTyping(nativeEvent) &&
  target instanceof HTMLInputElement &&
  !target.hasAttribute('aria-activedescendant')

const firstField = 'input:not([type="checkbox"], [type="radio"], :disabled), textarea:not(:disabled)'

/** A centred dialog: keeps the focus, closes with Esc, returns the focus to its opener. */
export function Modal({
  open,
  onClose,
  title,
  size = 'small',
  foot,
  flush = false,
  initialFocus,
  className,
  onSend,
  children,
}: ModalProps) {
  useFocusFallback()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !(sendsForm(event) || isKey(event.nativeEvent, 'Mod+S'))) return
    event.preventDefault()
    onSend?.()
  }
  const shown = useTopLayer(open)
  const body = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open={shown} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal keepMounted={open}>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className={classNames('modal overlay-ground', size !== 'small' && size, className)}
          {...(onSend !== undefined && { onKeyDown })}
          // Focus the first field, not the close button before it.
          initialFocus={initialFocus ?? (() => body.current?.querySelector<HTMLElement>(firstField) ?? true)}
        >
          <div className={classNames('modal-head', flush && 'lined')}>
            <Dialog.Title className="title grow">{title}</Dialog.Title>
            <Dialog.Close
              render={
                <IconButton label="Close">
                  <X aria-hidden="true" />
                </IconButton>
              }
            />
          </div>
          <div ref={body} className={classNames('modal-body', flush && 'flush')}>
            {children}
          </div>
          {foot !== undefined && <div className="modal-foot">{foot}</div>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Asks before something that cannot be undone or that affects production. The safe button has the focus. */
export function ConfirmDialog({
  open,
  title,
  children,
  confirmLabel,
  keepLabel = 'Cancel',
  danger = true,
  busy = false,
  onConfirm,
  onClose,
}: {
  readonly open: boolean
  readonly title: string
  readonly children: ReactNode
  readonly confirmLabel: string
  readonly keepLabel?: string
  readonly danger?: boolean
  readonly busy?: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}) {
  const keep = useRef<HTMLButtonElement>(null)
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={title}
      initialFocus={keep}
      foot={
        <>
          <Button ref={keep} onClick={onClose}>
            {keepLabel}
          </Button>
          <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Modal>
  )
}

/** The buttons of a form dialog: cancel or continue. */
export function DialogButtons({
  note,
  label,
  keys,
  off = false,
  busy = false,
  onConfirm,
  onClose,
}: {
  /** Shown on their left. */
  readonly note?: ReactNode
  readonly label: string
  readonly keys?: readonly string[]
  readonly off?: boolean
  readonly busy?: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}) {
  return (
    <>
      {note}
      <Button keys={['Escape']} onClick={onClose}>
        Cancel
      </Button>
      <Button
        look="primary"
        {...(keys === undefined ? {} : { keys })}
        off={off}
        busy={busy}
        onClick={onConfirm}
      >
        {label}
      </Button>
    </>
  )
}
