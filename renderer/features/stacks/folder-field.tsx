import { besideIn, tailStart } from '../../../shared/domain/text/shorten-middle.ts'
import { CornerLeftUp, Folder, Layers } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { ask } from '../../app/transport.ts'
import { TextField } from '../../ui/field.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'

type Listed = Output<'stacks.folders'>

/** Splits the input into the folder to list and the beginning of a name in it. */
export function partsOf(text: string): { readonly folder: string; readonly beginning: string } {
  const typed = text.trim()
  if (typed === '' || typed === '~') return { folder: '~', beginning: '' }
  const at = Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\'))
  if (at < 0) return { folder: '~', beginning: typed }
  return { folder: at === 0 ? typed.slice(0, 1) : typed.slice(0, at), beginning: typed.slice(at + 1) }
}

/** The folders that match the input; undefined if none can be listed. */
function useFolders(text: string): Listed | undefined {
  const { folder, beginning } = partsOf(text)
  const [listed, setListed] = useState<Listed>()
  useEffect(() => {
    let isOld = false
    void ask('stacks.folders', { folder, ...(beginning !== '' && { beginning }) }).then((reply) => {
      if (!isOld) setListed(reply.ok ? reply.value : undefined)
    })
    return () => {
      isOld = true
    }
  }, [folder, beginning])
  return listed
}

/** A path field with matching folders below it. Tab completes a partial name, Arrow Down goes to the folders. */
export function FolderField({
  value,
  onChange,
  error,
}: {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly error: string | undefined
}) {
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const listed = useFolders(value)
  const folders = listed?.folders ?? []
  const [only] = folders
  const enter = (label: string): void => {
    onChange(label === '~' ? '~/' : `${label}/`)
    input.current?.focus()
  }
  const onInputKey = (event: KeyboardEvent): void => {
    const { beginning } = partsOf(value)
    if (
      event.key === 'Tab' &&
      !event.shiftKey &&
      beginning !== '' &&
      folders.length === 1 &&
      only !== undefined
    ) {
      event.preventDefault()
      enter(only.label)
    } else if (event.key === 'ArrowDown') {
      event.preventDefault()
      list.current?.querySelector('button')?.focus()
    }
  }
  const onListKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (next !== undefined) next.focus()
    else if (event.key === 'ArrowUp') input.current?.focus()
  }
  return (
    <div className="folder-field">
      <TextField
        label="Folder"
        mono
        value={value}
        onChange={onChange}
        placeholder="~/src"
        error={error}
        note="Projects in it and below it are found. Nothing is run and nothing is changed."
        inputRef={input}
        input={{ onKeyDown: onInputKey }}
      />
      {listed !== undefined && (
        <div
          ref={list}
          className="folder-choice scroll"
          role="group"
          aria-label={`Folders in ${listed.label}`}
          onKeyDown={onListKey}
        >
          {listed.above !== undefined && (
            <button
              type="button"
              aria-label={`Up to ${listed.above}`}
              onClick={() => enter(listed.above ?? '~')}
            >
              <CornerLeftUp aria-hidden="true" />
              <span className="text-3">{listed.above}</span>
            </button>
          )}
          {folders.map(({ name, label, project }, index) => (
            <button type="button" key={name} onClick={() => enter(label)}>
              {project ? <Layers aria-hidden="true" /> : <Folder aria-hidden="true" />}
              <MiddleTruncate
                text={name}
                cut={tailStart(
                  name,
                  besideIn(
                    folders.map((folder) => folder.name),
                    index,
                  ),
                )}
              />
              {project && <span className="meta text-3">Pulumi project</span>}
            </button>
          ))}
          {folders.length === 0 && <p className="text-3">No folder in it begins so.</p>}
          {listed.more && <p className="text-3">There are more: type the beginning of a name.</p>}
        </div>
      )}
    </div>
  )
}
