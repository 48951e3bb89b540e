import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useProfileList } from '../../app/core-queries.ts'
import { layerIsOpen } from '../../app/open-layers.ts'
import { useWide } from '../../app/use-wide-window.ts'
import { useSaveKey } from '../../list/use-save-key.ts'
import { Button } from '../../ui/button.tsx'
import { DialogButtons, Modal, sendsForm } from '../../ui/dialog.tsx'
import { plural } from '../../ui/plural.ts'
import { isKey } from '../../ui/shortcuts.ts'
import { useFocusFallback } from '../../ui/use-focus-fallback.ts'
import { bulkForm } from './bulk-form.ts'
import { BulkSummary } from './bulk-summary.tsx'

interface BulkFrameProps {
  readonly names: readonly string[]
  readonly title: string
  readonly label: string
  readonly ready: boolean
  readonly save: () => void
  readonly children: ReactNode
}

/** Milliseconds: longer than a menu takes to disappear. */
const afterMenu = 250

/** What handles the Escape key before the panel. */
const popups = '[role="menu"], [role="listbox"]'

const close = () => bulkForm.set(undefined)

/** The form in the panel next to the list, which stays usable: the user can still select and deselect rows. */
function InPanel({
  title,
  label,
  ready,
  save,
  about,
  children,
}: BulkFrameProps & { readonly about: string }) {
  const form = useRef<HTMLFormElement>(null)
  useFocusFallback()
  useEffect(() => {
    const focus = () => form.current?.querySelector<HTMLElement>('input')?.focus()
    focus()
    // The menu that opened it returns the focus to its button when it disappears.
    const timer = setTimeout(() => {
      if (form.current?.contains(document.activeElement) !== true) focus()
    }, afterMenu)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isTaken = event.defaultPrevented || layerIsOpen() || document.querySelector(popups) !== null
      if (!isTaken && isKey(event, 'Escape')) close()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const send = () => {
    if (ready) save()
  }
  useSaveKey(send, layerIsOpen)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    const run = sendsForm(event) ? send : isKey(event.nativeEvent, 'Escape') ? close : undefined
    if (run === undefined) return
    event.preventDefault()
    event.stopPropagation()
    run()
  }
  return (
    <form
      ref={form}
      className="bulk-panel"
      aria-label={title}
      onKeyDown={onKeyDown}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="panel-body" tabIndex={-1}>
        <div className="detail-head">
          <h2 className="title">{title}</h2>
          <p className="text-2">{about}</p>
        </div>
        {children}
      </div>
      <div className="form-foot">
        <Button look="quiet" onClick={close}>
          Cancel
        </Button>
        <span className="grow" />
        <Button look="primary" keys={['Enter']} off={!ready} onClick={send}>
          {label}
        </Button>
      </div>
    </form>
  )
}

/** A form for several profiles, their summary, and one button to continue. A dialog if there is no room for the panel. */
export function BulkFrame(props: BulkFrameProps) {
  const { names, title, label, ready, save, children } = props
  const wide = useWide()
  const list = useProfileList()?.profiles
  const wanted = new Set(names)
  const profiles = (list ?? []).filter(({ name }) => wanted.has(name))
  const accounts = new Set(profiles.flatMap(({ account }) => account ?? [])).size
  const grouped = profiles.filter(({ group }) => group !== undefined).length
  const about = [
    accounts === 0 ? 'accounts not known' : `in ${plural(accounts, 'account')}`,
    grouped === 0 ? 'without a group' : `${grouped} in a group`,
  ].join(', ')
  const fields = <div className="form bulk-fields">{children}</div>
  if (wide)
    return (
      <InPanel {...props} about={about}>
        {fields}
        <BulkSummary profiles={profiles} />
      </InPanel>
    )
  return (
    <Modal
      open
      title={title}
      onClose={close}
      onSend={ready ? save : undefined}
      foot={<DialogButtons label={label} off={!ready} onConfirm={save} onClose={close} />}
    >
      {children}
    </Modal>
  )
}
