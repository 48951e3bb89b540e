import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { OverlayProps } from '../../app/feature.ts'
import { useSnapshot } from '../../app/core-queries.ts'
import { setAnswer } from '../../app/method-query.ts'
import { ask } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { X } from 'lucide-react'
import { notifyError } from '../../app/notify.ts'
import { FolderField } from './folder-field.tsx'
import { useStackList } from './stack-queries.ts'

/** A path to search; errors appear under the field. Results appear in the list as they are found. */
export function AddFolderForm({ done }: { readonly done?: () => void }) {
  const client = useQueryClient()
  const isDesktop = useSnapshot()?.host === 'desktop'
  const [folder, setFolder] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const add = async (wanted: string) => {
    if (wanted === '' || busy) return
    setBusy(true)
    setError(undefined)
    const reply = await ask('stacks.addFolder', { folder: wanted })
    setBusy(false)
    if (!reply.ok) {
      const { message, reason, remedy } = reply.error
      setError([message, reason, remedy].filter((part) => part !== undefined).join(' '))
      return
    }
    setAnswer(client, 'stacks.list', {}, reply.value)
    setFolder('')
    done?.()
  }
  const choose = async () => {
    const reply = await ask('stacks.chooseFolder', {})
    if (!reply.ok) notifyError(reply.error)
    else if (reply.value.folder !== undefined) await add(reply.value.folder)
  }
  const wanted = folder.trim()
  return (
    <form
      className="add-folder"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void add(wanted)
      }}
    >
      <FolderField
        value={folder}
        onChange={(text) => {
          setFolder(text)
          setError(undefined)
        }}
        error={error}
      />
      <div className="add-folder-actions">
        {isDesktop && <Button onClick={() => void choose()}>Choose…</Button>}
        <Button look="primary" busy={busy} off={wanted === ''} onClick={() => void add(wanted)}>
          Add folder
        </Button>
      </div>
    </form>
  )
}

/** The searched folders: add one, remove one. */
export function FoldersDialog({ close }: OverlayProps) {
  const client = useQueryClient()
  const folders = useStackList().data?.folders ?? []
  const remove = async (folder: string) => {
    const reply = await ask('stacks.removeFolder', { folder })
    if (reply.ok) setAnswer(client, 'stacks.list', {}, reply.value)
    else notifyError(reply.error)
  }
  return (
    <Modal open onClose={close} title="Folders with projects" size="middle">
      <AddFolderForm done={close} />
      <ul className="folder-list">
        {folders.map((folder) => (
          <li key={folder}>
            <span className="mono grow wrap-anywhere">{folder}</span>
            <IconButton label={`Stop looking in ${folder}`} small onClick={() => void remove(folder)}>
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
