import { Copy, ShieldAlert } from 'lucide-react'
import type { SignIn } from '../../../shared/contract/models.ts'
import { useSecond } from '../../app/clock.ts'
import { copyText } from '../../app/copy-text.ts'
import { useSnapshot } from '../../app/core-queries.ts'
import { clockTime, countdown } from '../../app/format-time.ts'
import { cancelSignIn, signIn } from '../../app/sign-in.ts'
import { PasteSignIn } from '../../app/paste-sign-in.tsx'
import { copyAndOpen } from './copy-and-open.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Section } from '../../ui/panel-section.tsx'
import { Status } from '../../ui/status.tsx'
import './session-panel.css'
import './sign-in-panel.css'

type Waiting = SignIn['state'] & { kind: 'waiting' }

/** `device.sso.eu-west-1.amazonaws.com` of an address; the text itself if it is not an address. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address
}

function EndsIn({ endsAt }: { readonly endsAt: string }) {
  const left = Date.parse(endsAt) - useSecond()
  return (
    <span className="device-left">
      {left > 0 ? 'Ends in' : 'Over since'}{' '}
      <b role="timer" aria-live="off" className="medium">
        {left > 0 ? countdown(left) : clockTime(Date.parse(endsAt))}
      </b>
    </span>
  )
}

/** The code of a device sign-in, as a pass: what the user compares, and how long it is valid. */
function DeviceCode({
  of,
  code,
  address,
}: {
  readonly of: SignIn
  readonly code: string
  readonly address: string | undefined
}) {
  // The desktop app does not let a page open anything; core has opened it there.
  const opens = useSnapshot()?.host !== 'desktop' && address !== undefined
  return (
    <>
      <div className="device-pass">
        <p className="device-code">
          <b className="grow">{code}</b>
          <IconButton label="Copy code" onClick={() => void copyText(code, 'the code')}>
            <Copy aria-hidden="true" />
          </IconButton>
        </p>
        <div className="device-tear" aria-hidden="true" />
        <p className="device-foot">
          <EndsIn endsAt={of.endsAt} />
          <span className="text-3">one use</span>
        </p>
      </div>
      <Button
        look="primary"
        className="panel-primary"
        keys={['Enter']}
        onClick={() => copyAndOpen(code, opens ? address : undefined)}
      >
        {opens ? 'Copy code and open page' : 'Copy code'}
      </Button>
    </>
  )
}

function Steps({ of, state }: { readonly of: SignIn; readonly state: Waiting }) {
  const { address } = state
  return (
    <Section title="In the browser">
      <ol className="steps">
        <li>
          <span>
            {address === undefined ? (
              'The sign-in page opens.'
            ) : (
              <>
                <span className="mono wrap-anywhere">{hostOf(address)}</span>{' '}
                {state.opened ? 'is open.' : 'has to be opened.'}{' '}
                <button type="button" className="link" onClick={() => void copyText(address, 'the link')}>
                  Copy link
                </button>
              </>
            )}
          </span>
        </li>
        {of.method === 'device' && (
          <li>
            <span>Check that it shows the same code.</span>
          </li>
        )}
        <li>
          <span>
            {of.method === 'remote'
              ? 'Sign in, copy the text that it shows, and paste it here.'
              : 'Allow access. Stackpass notices and continues.'}
          </span>
        </li>
      </ol>
    </Section>
  )
}

async function startOver(of: SignIn, method: SignIn['method']): Promise<void> {
  await cancelSignIn(of.signInId)
  await signIn({ session: of.session, method })
}

/** The other way to sign in: with or without a browser that returns to Stackpass. */
function OtherWay({ of }: { readonly of: SignIn }) {
  const login = of.session.startsWith('login:')
  const other = of.method === 'remote' ? 'browser' : login ? 'remote' : 'device'
  const link = (words: string) => (
    <button type="button" className="link" onClick={() => void startOver(of, other)}>
      {words}
    </button>
  )
  if (other === 'browser') {
    return (
      <Section title="Why a text">
        <p className="paragraph">
          With a text, any browser can sign you in, also one on another computer. It is good once, and for
          this sign-in only. {link('Use the browser instead')}
        </p>
      </Section>
    )
  }
  return (
    <Section title="No browser here">
      <p className="paragraph">
        On a computer without a browser, or where it cannot come back to Stackpass, a{' '}
        {login ? 'text' : 'code'} does the same. {link(login ? 'Paste a text instead' : 'Use a code instead')}
      </p>
    </Section>
  )
}

/** A sign-in that waits for the user: its code, the steps, and Cancel. It continues while the user is elsewhere. */
export function SignInPanel({ of, state }: { readonly of: SignIn; readonly state: Waiting }) {
  const device = of.method === 'device'
  const words = of.method === 'remote' ? 'Waiting for the text of the page' : 'Waiting for you in the browser'
  return (
    <>
      <div className="panel-body" tabIndex={-1}>
        <div className="panel-head">
          <h2 className="title wrap-anywhere">Sign in to {of.name}</h2>
          <Status look={{ glyph: 'checking', words, tone: 'accent' }} />
          {device && state.userCode !== undefined && (
            <DeviceCode of={of} code={state.userCode} address={state.address} />
          )}
          {of.method === 'browser' && (
            <p className="device-foot unframed">
              <EndsIn endsAt={of.endsAt} />
            </p>
          )}
          {of.method === 'remote' && <PasteSignIn signInId={of.signInId} />}
        </div>
        <Steps of={of} state={state} />
        {device ? (
          <>
            <Section title="Why a code">
              <p className="paragraph">
                With a code, any browser can sign you in, also one on another computer. Remembered for{' '}
                {of.name}.{' '}
                <button type="button" className="link" onClick={() => void startOver(of, 'browser')}>
                  Use the browser instead
                </button>
              </p>
            </Section>
            <section className="section">
              <h2 className="only-yours">
                <ShieldAlert aria-hidden="true" />
                Only codes you asked for
              </h2>
              <p className="paragraph">
                A code that someone sends you signs them in as you. This one was asked for here at{' '}
                {clockTime(Date.parse(of.startedAt))}.
              </p>
            </section>
          </>
        ) : (
          <OtherWay of={of} />
        )}
      </div>
      <div className="panel-foot">
        <Button look="quiet" onClick={() => void cancelSignIn(of.signInId)}>
          Cancel sign-in
        </Button>
        <span className="meta text-3">Esc keeps waiting</span>
      </div>
    </>
  )
}
