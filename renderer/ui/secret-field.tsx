import { Eye, EyeOff } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { TextField, type TextFieldProps } from './field.tsx'
import { isKey } from './shortcuts.ts'
import { IconButton } from './icon-button.tsx'

const showKeys = ['Mod', '.']

/** A field for a secret: drawn as dots, shown only while the user asks for it. Never filled in by the browser. */
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
            // Tab goes from field to field; the key works in the field itself.
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
