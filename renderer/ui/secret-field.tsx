import { Eye, EyeOff } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { TextField, type TextFieldProps } from './field.tsx'
import { isKey } from './shortcuts.ts'
import { IconButton } from './icon-button.tsx'

const showKeys = ['Mod', '.']

/** A field for a secret: shown as dots, and in clear only while the user wants it. Never filled in by the browser. */
export function SecretField(props: Omit<TextFieldProps, 'veiled' | 'after' | 'mono'>) {
  const [shown, setShown] = useState(false)
  const input = {
    ...props.input,
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      props.input?.onKeyDown?.(event)
      if (!isKey(event.nativeEvent, 'Mod+.')) return
      event.preventDefault()
      setShown(!shown)
    },
  }
  return (
    <TextField
      {...props}
      input={input}
      mono
      veiled={!shown}
      after={
        props.value !== '' && (
          <IconButton
            label={shown ? 'Hide' : 'Show'}
            small
            // Tab moves from field to field; the shortcut works in the field itself.
            tabIndex={-1}
            keys={showKeys}
            aria-keyshortcuts="Control+."
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
          </IconButton>
        )
      }
    />
  )
}
