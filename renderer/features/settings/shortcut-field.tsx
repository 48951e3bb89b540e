import { useId, useState, type KeyboardEvent } from 'react'
import { Button } from '../../ui/button.tsx'
import { Keys } from '../../ui/key-caps.tsx'
import { isMac } from '../../ui/shortcuts.ts'
import { acceleratorOf, printedKeys } from './shortcut-keys.ts'

/** The global shortcut of the palette: press Change, then the keys. Esc leaves it as it was. */
export function ShortcutField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (accelerator: string) => void
}) {
  const [listening, setListening] = useState(false)
  const [refused, setRefused] = useState<string>()
  const about = useId()
  const stop = (): void => {
    setListening(false)
    setRefused(undefined)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!listening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return stop()
    const pressed = acceleratorOf(event.nativeEvent, isMac)
    if (pressed.type === 'refused') setRefused(pressed.why)
    if (pressed.type !== 'shortcut') return
    stop()
    onChange(pressed.accelerator)
  }
  return (
    <div className="shortcut">
      <div className="grow">
        <p>Open the palette from anywhere</p>
        <p className="meta text-3" id={about} role="status">
          {listening ? (refused ?? 'Press the keys now. Esc leaves it as it was.') : undefined}
        </p>
      </div>
      {value === '' ? (
        <span className="text-3">None</span>
      ) : (
        <>
          <span className="visually-hidden">{printedKeys(value).join(' ')}</span>
          <Keys keys={printedKeys(value)} />
        </>
      )}
      <Button
        size="small"
        aria-label="Change the shortcut of the palette"
        aria-describedby={about}
        aria-pressed={listening}
        onClick={() => setListening(true)}
        onKeyDown={onKeyDown}
        onBlur={stop}
      >
        {listening ? 'Press keys' : 'Change'}
      </Button>
      {value !== '' && (
        <Button
          size="small"
          look="quiet"
          aria-label="Remove the shortcut of the palette"
          onClick={() => onChange('')}
        >
          Remove
        </Button>
      )}
    </div>
  )
}
