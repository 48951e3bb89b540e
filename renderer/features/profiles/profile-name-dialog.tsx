import { useRef, useState } from 'react'
import { useProfileDetail, useProfileList } from '../../app/core-queries.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { CheckLine } from '../../ui/choice-lines.tsx'
import { DialogButtons, Modal } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { plural } from '../../ui/plural.ts'
import { checkNewName } from './check-profile-name.ts'
import { profileDialog } from './open-profile-dialog.ts'
import { cursor } from './profile-list-state.ts'

function freeName(name: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? `${name}-copy` : `${name}-copy-${count}`
    if (!taken.includes(candidate)) return candidate
  }
}

/** Asks for the new name for a rename or a duplicate. Renaming offers to change what refers to the old name. */
export function NameDialog({ type, name }: { readonly type: 'rename' | 'duplicate'; readonly name: string }) {
  const names = (useProfileList()?.profiles ?? []).map((profile) => profile.name)
  const references = useProfileDetail(name).data?.references ?? []
  const [text, setText] = useState(() => (type === 'rename' ? name : freeName(name, names)))
  const [follow, setFollow] = useState(true)
  const [tried, setTried] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const close = () => profileDialog.set(undefined)
  const to = text.trim()
  const error = type === 'rename' && to === name ? 'Write the new name.' : checkNewName(text, names)

  const save = () => {
    setTried(true)
    if (error !== undefined) return
    close()
    reviewOperations(
      [
        type === 'rename'
          ? { type: 'renameProfile', from: name, to, updateReferences: follow }
          : { type: 'duplicateProfile', from: name, to },
      ],
      {
        done: type === 'rename' ? `Renamed ${name} to ${to}` : `Duplicated ${name} as ${to}`,
        onSaved: () => cursor.set(to),
      },
    )
  }
  return (
    <Modal
      open
      title={type === 'rename' ? `Rename ${name}` : `Duplicate ${name}`}
      onClose={close}
      initialFocus={input}
      foot={<DialogButtons label="Review" keys={['Enter']} onConfirm={save} onClose={close} />}
    >
      <TextField
        label="Name"
        value={text}
        onChange={setText}
        inputRef={input}
        error={tried || (text !== name && names.includes(to)) ? error : undefined}
        input={{
          onFocus: (event) => event.target.select(),
          onKeyDown: (event) => {
            if (event.key === 'Enter') save()
          },
        }}
      />
      {type === 'rename' && references.length > 0 && (
        <CheckLine
          checked={follow}
          onChange={setFollow}
          about={references.map(({ profile, key }) => `${profile} (${key})`).join(', ')}
        >
          Change {plural(references.length, 'reference')} to it too
        </CheckLine>
      )}
      {type === 'rename' && !follow && references.length > 0 && (
        <p className="tone-amber meta">What refers to {name} will not find it any more.</p>
      )}
    </Modal>
  )
}
