import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Prompt } from '../../shared/contract/models.ts'
import { Button } from '../ui/button.tsx'
import { Modal } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'
import { setAnswer } from './method-query.ts'
import { notifyError } from './notify.ts'
import { ask } from './transport.ts'

/** Asks for the MFA code that a sign-in waits for. Closing it cancels the sign-in. */
export function PromptDialog({ prompt }: { readonly prompt: Prompt }) {
  const [code, setCode] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const client = useQueryClient()
  const ready = /^\d{6}$/.test(code)

  const answer = async (value: string | undefined) => {
    setAnswer(client, 'prompts.list', {}, (known) => ({
      prompts: (known?.prompts ?? []).filter((other) => other.promptId !== prompt.promptId),
    }))
    const reply = await ask('prompts.answer', {
      promptId: prompt.promptId,
      ...(value === undefined ? {} : { value }),
    })
    if (!reply.ok && reply.error.code !== 'PromptNotFound') notifyError(reply.error)
  }
  return (
    <Modal
      open
      title={`MFA code for ${prompt.profile}`}
      onClose={() => void answer(undefined)}
      initialFocus={input}
      foot={
        <>
          <Button keys={['Escape']} onClick={() => void answer(undefined)}>
            Cancel
          </Button>
          <Button look="primary" off={!ready} onClick={() => void answer(code)}>
            Continue
          </Button>
        </>
      }
    >
      <TextField
        label="Six digits from your device"
        mono
        value={code}
        onChange={(text) => setCode(text.replace(/\D/g, '').slice(0, 6))}
        inputRef={input}
        input={{
          inputMode: 'numeric',
          onKeyDown: (event) => {
            if (event.key === 'Enter' && ready) void answer(code)
          },
        }}
        note={
          <>
            Device <span className="mono">{prompt.serial}</span>
          </>
        }
      />
    </Modal>
  )
}
