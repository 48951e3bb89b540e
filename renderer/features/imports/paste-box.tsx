import { useRef, type ClipboardEvent, type DragEvent } from 'react'
import { Button } from '../../ui/button.tsx'
import type { PastePart } from './mask-paste.ts'

/** The pasted text with its secrets hidden. */
function Masked({ parts }: { readonly parts: readonly PastePart[] }) {
  return (
    <pre className="paste mono" tabIndex={0} role="region" aria-label="Pasted text, secrets hidden">
      {parts.map((part, index) =>
        part.hidden === undefined ? (
          part.text
        ) : (
          <span key={index} className="paste-hidden">{`hidden, ${part.hidden} characters`}</span>
        ),
      )}
    </pre>
  )
}

/** Takes a paste, a dropped file or typed text. The clear text goes to `onText` and is not kept here. */
export function PasteBox({
  shown,
  onText,
  onClear,
}: {
  readonly shown: readonly PastePart[] | undefined
  readonly onText: (text: string) => void
  readonly onClear: () => void
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  const take = (text: string): void => {
    if (area.current !== null) area.current.value = ''
    if (text.trim() !== '') onText(text)
  }
  const onPaste = (event: ClipboardEvent): void => {
    event.preventDefault()
    take(event.clipboardData.getData('text/plain'))
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    const file = event.dataTransfer.files[0]
    if (file === undefined) take(event.dataTransfer.getData('text/plain'))
    else void file.text().then(take)
  }
  if (shown !== undefined) {
    return (
      <>
        <div className="field-label">
          <span>Your paste</span>
          <span className="end">
            <button type="button" className="link" onClick={onClear}>
              Paste something else
            </button>
          </span>
        </div>
        <Masked parts={shown} />
      </>
    )
  }
  return (
    <>
      <label className="field-label" htmlFor="paste-area">
        Paste keys, or drop a file
      </label>
      <textarea
        id="paste-area"
        ref={area}
        className="paste mono"
        spellCheck={false}
        autoComplete="off"
        autoFocus
        placeholder={'[default]\naws_access_key_id = …\naws_secret_access_key = …'}
        onPaste={onPaste}
        onDrop={onDrop}
        onDragOver={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) take(event.currentTarget.value)
        }}
      />
      <Button size="small" onClick={() => take(area.current?.value ?? '')}>
        Read what I typed
      </Button>
    </>
  )
}
