import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { notifyError } from '../../app/toasts.ts'
import { ask } from '../../app/transport.ts'
import { useVerify } from '../../app/use-verify.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

/** Why the last check failed and what to do; a process that waits for consent is shown word for word. */
export function VerifyFailure({ profile }: { readonly profile: ProfileSummary }) {
  const verify = useVerify()
  const failure = profile.verified?.failure
  if (failure === undefined || failure.code === 'Cancelled') return null
  const { command } = failure
  const allow = async () => {
    if (command === undefined) return
    const reply = await ask('verify.allowProcess', { profile: profile.name, command })
    if (reply.ok) await verify([profile.name], [])
    else notifyError(reply.error)
  }
  const asks = failure.code === 'ProcessNotAllowed' && command !== undefined
  return (
    <div className="detail-notices">
      <Notice tone={asks ? 'amber' : 'red'} strong={failure.message}>
        {[failure.reason, failure.remedy].filter((part) => part !== undefined).join(' ')}
        {command !== undefined && (
          <code className="mono wrap-anywhere">
            <br />
            {command}
          </code>
        )}
        {failure.detail !== undefined && (
          <code className="mono wrap-anywhere text-2">
            <br />
            {failure.detail}
          </code>
        )}
      </Notice>
      {asks && (
        <Button size="small" onClick={() => void allow()}>
          Allow this command and verify
        </Button>
      )}
    </div>
  )
}
