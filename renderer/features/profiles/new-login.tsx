import type { SignIn } from '../../../shared/contract/models.ts'
import { copyText } from '../../app/copy-text.ts'
import { PasteSignIn } from '../../app/paste-sign-in.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Status } from '../../ui/status.tsx'
import type { NewLogin } from './use-new-login.ts'

const link = (words: string, run: () => void) => (
  <button type="button" className="link" onClick={run}>
    {words}
  </button>
)

/** The sign-in of a new profile: what it waits for, the other way to sign in, and why it failed. */
export function NewLoginState({
  of: { waiting, error },
  startOver,
}: {
  readonly of: NewLogin
  readonly startOver: (method: SignIn['method']) => void
}) {
  if (error !== undefined) {
    const { message, reason, remedy } = error
    return (
      <Notice tone="red" strong={message} assertive>
        {[reason, remedy].filter((part) => part !== undefined).join(' ')}
      </Notice>
    )
  }
  if (waiting?.state.kind !== 'waiting') {
    return (
      <p className="meta text-3">
        You sign in as in the console: with a password, a code or your company’s sign-in. The lines of the
        profile are shown before they are written.
      </p>
    )
  }
  const { address, opened } = waiting.state
  const remote = waiting.method === 'remote'
  return (
    <>
      <Status
        look={{
          glyph: 'checking',
          words: remote ? 'Waiting for the text of the page' : 'Waiting for you in the browser',
          tone: 'accent',
        }}
      />
      <p className="paragraph">
        {remote
          ? 'Open the link in any browser, sign in, and paste the text that it shows.'
          : opened
            ? 'Sign in there; Stackpass notices and continues.'
            : 'No browser could be opened. Open the link on this computer.'}{' '}
        {address !== undefined && link('Copy link', () => void copyText(address, 'the link'))}{' '}
        {remote
          ? link('Use the browser instead', () => startOver('browser'))
          : link('Paste a text instead', () => startOver('remote'))}
      </p>
      {remote && <PasteSignIn signInId={waiting.signInId} />}
    </>
  )
}
