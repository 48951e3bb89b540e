import { RefreshCw, ShieldCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../../../shared/contract/index.ts'
import { regionNames } from '../../../../shared/domain/aws/region-names.ts'
import { validateProfileName } from '../../../../shared/domain/aws/names.ts'
import { readStartUrl } from '../../../../shared/domain/sessions/start-url.ts'
import type { CodedError } from '../../../../shared/result.ts'
import { useProfileList } from '../../../app/core-queries.ts'
import { regionSuggestions } from '../../../app/region-suggestions.ts'
import { useSessionList } from '../../../app/session-queries.ts'
import { ask } from '../../../app/transport.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { Status } from '../../../ui/status.tsx'
import { SuggestField } from '../../../ui/suggest-field.tsx'
import { begin, beginWith } from './connect-flow.ts'

type Found = Output<'organisations.find'>

/** What is known about the typed address. */
interface Answer {
  readonly url: string
  readonly found?: Found
  readonly error?: CodedError
}

const findAfterMs = 400
const anew = ''

const errorText = ({ message, reason, remedy }: CodedError): string =>
  [message, reason, remedy].filter((part) => part !== undefined).join(' ')

/** Finds out where an address leads. Checks an AWS address as the user types, others only when the user continues. */
function useFound(url: string): { answer: Answer | undefined; find(): Promise<Answer> } {
  const [answer, setAnswer] = useState<Answer>()
  const find = async (): Promise<Answer> => {
    if (answer?.url === url) return answer
    const reply = await ask('organisations.find', { startUrl: url })
    const next: Answer = reply.ok ? { url, found: reply.value } : { url, error: reply.error }
    setAnswer(next)
    return next
  }
  const latest = useRef(find)
  useEffect(() => {
    latest.current = find
  })
  useEffect(() => {
    if (readStartUrl(url).kind !== 'aws') return undefined
    const timer = setTimeout(() => void latest.current(), findAfterMs)
    return () => clearTimeout(timer)
  }, [url])
  return { answer: answer?.url === url ? answer : undefined, find }
}

function aboutFound({ region, existing }: Found): string {
  if (existing.length > 0) return `${existing.join(', ')} has this start URL already.`
  if (region === undefined) return 'Neither the address nor the page behind it names a Region.'
  const place = regionNames.get(region)
  return `Identity Center in ${place === undefined ? region : `${region}, ${place}`}. Region found from the URL.`
}

/** Where do you sign in to AWS: the start URL, and what follows from it. Nothing is written. */
export function StartForm({ startUrl, cancel }: { readonly startUrl: string; readonly cancel: () => void }) {
  const [url, setUrl] = useState(startUrl)
  const { answer, find } = useFound(url)
  const [typedName, setName] = useState<string>()
  const [typedRegion, setRegion] = useState<string>()
  const [chosenSession, setSession] = useState<string>()
  const [method, setMethod] = useState<'browser' | 'device'>('browser')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const list = useSessionList()
  const sessions = useProfileList()?.ssoSessions ?? []
  useEffect(() => input.current?.focus(), [])

  const found = answer?.found
  const session = chosenSession ?? found?.existing[0] ?? anew
  const name = typedName ?? found?.name ?? ''
  const region = typedRegion ?? found?.region ?? ''
  const checked = validateProfileName(name)
  const nameError = !checked.ok
    ? checked.error.reason
    : sessions.includes(name)
      ? `There is a session ${name} already.`
      : undefined
  const regionError = region === '' ? 'Your administrator knows it, and so does the console.' : undefined

  const go = async () => {
    setTried(true)
    setBusy(true)
    const { found: known } = await find()
    setBusy(false)
    if (known === undefined) return
    const more = {
      startUrl: known.startUrl,
      regionFound: known.region !== undefined,
      ...(method === 'device' && { method }),
    }
    const wantedSession = chosenSession ?? known.existing[0] ?? anew
    const existing = list?.sessions.find(({ id }) => id === `sso:${wantedSession}`)
    if (wantedSession !== anew && existing !== undefined)
      return beginWith(method === 'device' ? { ...existing, method } : existing)
    const wanted = {
      name: typedName ?? known.name,
      startUrl: known.startUrl,
      region: typedRegion ?? known.region ?? '',
    }
    if (wanted.region === '' || !validateProfileName(wanted.name).ok || sessions.includes(wanted.name)) return
    return begin({ ...more, choice: { newSession: wanted }, name: wanted.name, region: wanted.region })
  }
  const error =
    url.trim() === ''
      ? tried
        ? 'Paste the address of the access portal.'
        : undefined
      : answer?.error && errorText(answer.error)
  return (
    <div className="page-middle scroll" data-pane>
      <form
        className="connect-start"
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.defaultPrevented) return
          if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
            event.preventDefault()
            void go()
          }
          if (event.key === 'Escape') cancel()
        }}
      >
        <h2 className="hero">Where do you sign in to AWS?</h2>
        <p className="connect-lead">
          The address of your organisation’s access portal. Paste any page of it.
        </p>
        <TextField
          label="Start URL"
          value={url}
          inputRef={input}
          placeholder="https://acme.awsapps.com/start"
          input={{ inputMode: 'url', maxLength: 2_048 }}
          error={error}
          note={found === undefined ? undefined : aboutFound(found)}
          after={
            found !== undefined && (
              <span className="after">
                <Status look={{ glyph: 'valid', words: 'Found', tone: 'plain' }} />
              </span>
            )
          }
          onChange={(next) => {
            setUrl(next)
            setSession(undefined)
            setTried(false)
          }}
        />
        {found !== undefined && found.existing.length > 0 && (
          <SelectField
            label="Session"
            value={session}
            options={[
              ...found.existing.map((value) => ({ value, label: value })),
              { value: anew, label: 'A new one, with a sign-in of its own' },
            ]}
            onChange={setSession}
          />
        )}
        <div className="connect-pair">
          {session === anew && (
            <TextField
              label="Session name"
              value={name}
              off={found === undefined}
              error={found !== undefined && (tried || typedName !== undefined) ? nameError : undefined}
              note={name === '' ? 'Found from the URL' : `Profiles refer to it: sso_session = ${name}`}
              onChange={setName}
            />
          )}
          <SelectField
            label="Sign in with"
            value={method}
            options={[
              { value: 'browser', label: 'The browser on this computer' },
              { value: 'device', label: 'A code, in any browser' },
            ]}
            note={
              method === 'browser'
                ? 'Or a code, where no browser can come back'
                : 'Remembered for this session'
            }
            onChange={setMethod}
          />
        </div>
        {found !== undefined && found.region === undefined && session === anew && (
          <SuggestField
            label="Region of the organisation"
            value={region}
            suggestions={regionSuggestions}
            error={tried ? regionError : undefined}
            onChange={setRegion}
          />
        )}
        <div className="connect-buttons">
          <Button look="primary" keys={['Enter']} busy={busy} onClick={() => void go()}>
            Sign in
          </Button>
          <Button keys={['Escape']} onClick={cancel}>
            Cancel
          </Button>
        </div>
        <ul className="connect-facts">
          <li>
            <ShieldCheck aria-hidden="true" />
            <div>
              <p className="medium">Nothing is written yet</p>
              <p className="text-2">You see accounts, names and lines first.</p>
            </div>
          </li>
          <li>
            <RefreshCw aria-hidden="true" />
            <div>
              <p className="medium">The AWS CLI is signed in too</p>
              <p className="text-2">Both keep the session in the same cache.</p>
            </div>
          </li>
        </ul>
      </form>
    </div>
  )
}
