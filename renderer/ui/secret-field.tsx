import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { TextField, type TextFieldProps } from './field.tsx'
import { IconButton } from './icon-button.tsx'

/** A field for a secret: drawn as dots, shown only while the user asks for it. Never filled in by the browser. */
export function SecretField(props: Omit<TextFieldProps, 'veiled' | 'after' | 'mono'>) {
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...props}
      mono
      veiled={!shown}
      after={
        props.value !== '' && (
          <IconButton
            label={shown ? 'Hide' : 'Show'}
            small
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
