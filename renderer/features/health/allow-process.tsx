import { useState } from 'react'
import { notifyError } from '../../app/toasts.ts'
import { ask } from '../../app/transport.ts'
import { useVerify } from '../../app/use-verify.ts'
import { Button } from '../../ui/button.tsx'

/** A credential_process word for word, and the button that lets exactly this command run. */
export function AllowProcess({ profile, command }: { readonly profile: string; readonly command: string }) {
  const verify = useVerify()
  const [busy, setBusy] = useState(false)
  const allow = async (): Promise<void> => {
    setBusy(true)
    const reply = await ask('verify.allowProcess', { profile, command })
    if (reply.ok) await verify([profile], [])
    else notifyError(reply.error)
    setBusy(false)
  }
  return (
    <div className="check-process">
      <code className="mono">{command}</code>
      <Button
        size="tiny"
        busy={busy}
        aria-label={`Allow this command of ${profile} and verify`}
        onClick={() => void allow()}
      >
        Allow this command and verify
      </Button>
    </div>
  )
}
