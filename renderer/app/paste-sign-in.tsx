import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { ask } from './transport.ts'

/** A field for the text that the AWS page shows when no browser can return to us. */
export function PasteSignIn({ signInId }: { readonly signInId: string }) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const send = async () => {
    setBusy(true)
    const reply = await ask('sessions.paste', { signInId, text: text.trim() })
    setBusy(false)
    if (reply.ok) return
    const { message, reason, remedy } = reply.error
    setError([message, reason, remedy].filter((part) => part !== undefined).join(' '))
  }
  return (
    <div className="remote-paste">
      <TextField
        label="Text that the page shows"
        mono
        long
        value={text}
        error={error}
        onChange={(next) => {
          setText(next)
          setError(undefined)
        }}
      />
      <Button
        look="primary"
        className="panel-primary"
        off={text.trim() === ''}
        busy={busy}
        onClick={() => void send()}
      >
        Sign in with this text
      </Button>
    </div>
  )
}
