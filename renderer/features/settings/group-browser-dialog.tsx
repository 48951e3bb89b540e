import { useState } from 'react'
import { DialogButtons, Modal } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import type { Group } from './group-changes.ts'
import { browserKinds, checkBrowserName, draftOf, withBrowser, type BrowserDraft } from './group-browser.ts'

const addOns = [
  { value: 'open-external-links', label: 'Open external links in a container' },
  { value: 'granted', label: 'Granted Containers' },
] as const

/** Lets the user choose where the console opens for the profiles of a group. */
export function GroupBrowserDialog({
  group,
  close,
  onSave,
}: {
  readonly group: Group
  readonly close: () => void
  readonly onSave: (next: Group) => void
}) {
  const [draft, setDraft] = useState(() => draftOf(group))
  const [tried, setTried] = useState(false)
  const change = (part: Partial<BrowserDraft>): void => setDraft((before) => ({ ...before, ...part }))
  const error = checkBrowserName(draft)
  const save = (): void => {
    setTried(true)
    if (error !== undefined) return
    onSave(withBrowser(group, draft))
    close()
  }
  const isContainer = draft.kind === 'firefox-container'
  return (
    <Modal
      open
      onClose={close}
      title={`Console of ${group.name}`}
      foot={<DialogButtons label="Save" onConfirm={save} onClose={close} />}
    >
      <SelectField
        label="Open in"
        value={draft.kind}
        options={browserKinds}
        onChange={(kind) => change({ kind })}
      />
      {draft.kind !== 'system' && (
        <TextField
          label={isContainer ? 'Container' : 'Profile'}
          value={draft.name}
          error={tried ? error : undefined}
          note={
            isContainer
              ? `Made in ${group.colour} by the add-on, where it is missing.`
              : 'As the browser shows it. Its own list is only read.'
          }
          onChange={(name) => change({ name })}
        />
      )}
      {isContainer && (
        <SelectField
          label="Add-on of Firefox"
          value={draft.addOn}
          options={addOns}
          note="Stackpass cannot see which add-ons Firefox has."
          onChange={(addOn) => change({ addOn })}
        />
      )}
    </Modal>
  )
}
