import { X } from 'lucide-react'
import type { Prompt } from '../../shared/contract/models.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useStore } from '../ui/store.ts'
import { useFocusFallback } from '../ui/use-focus-fallback.ts'
import { useSecond } from './clock.ts'
import {
  askerWords,
  canSend,
  deviceName,
  leavePrompt,
  sendCode,
  typeCode,
  typedCodes,
} from './code-prompts.ts'
import './code-question.css'
import { countdown } from './format-time.ts'

const places = [0, 1, 2, 3, 4, 5]

/** Six boxes to look at, one field for screen readers and keys, so that pasting fills all boxes. */
function CodeBoxes({ prompt, code }: { readonly prompt: Prompt; readonly code: string }) {
  return (
    <span className="code-boxes">
      <input
        aria-label={`Six digits from ${deviceName(prompt.serial)}`}
        className="code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        value={code}
        onChange={(event) => typeCode(prompt.promptId, event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          void sendCode(prompt)
        }}
      />
      {places.map((at) => (
        <span
          key={at}
          aria-hidden="true"
          className={classNames('code-box', at === Math.min(code.length, 5) && 'next')}
        >
          {code[at] ?? ''}
        </span>
      ))}
    </span>
  )
}

function WrongCode({ prompt }: { readonly prompt: Prompt }) {
  const left = Date.parse(prompt.nextAt ?? prompt.endsAt) - useSecond()
  return (
    <p className="meta tone-red">
      <span role="status">{prompt.sentBefore === true ? 'That code was used before.' : 'Wrong code.'}</span>{' '}
      {left > 0 ? (
        <>
          The next one comes in{' '}
          <span role="timer" aria-live="off">
            {Math.ceil(left / 1_000)} s
          </span>
          .
        </>
      ) : (
        'The device shows the next one now.'
      )}
    </p>
  )
}

function Waiting({ prompt }: { readonly prompt: Prompt }) {
  const left = Date.parse(prompt.endsAt) - useSecond()
  return (
    <p className="meta text-2">
      {askerWords(prompt)},{' '}
      <span role="timer" aria-live="off">
        {countdown(left)} left
      </span>
      .{prompt.serves > 1 && ` One code serves all ${prompt.serves} profiles.`}
    </p>
  )
}

/**
 * A question for an MFA code, as a row or a band: it takes no focus, covers nothing and waits. `withButton`: use it if no
 * button of its session is above it.
 */
export function CodeQuestion({
  prompt,
  withButton = false,
}: {
  readonly prompt: Prompt
  readonly withButton?: boolean
}) {
  useFocusFallback()
  const { promptId, profile, serial, purpose } = prompt
  const code = useStore(typedCodes).get(promptId) ?? ''
  const name = deviceName(serial)
  return (
    <div className="code-question" role="group" aria-label={`Code for ${profile}`}>
      <div className="code-text">
        <p className="medium wrap-anywhere" role="alert" title={`For ${purpose}`}>
          Code from {name} for {profile}
        </p>
        {prompt.state === 'checking' ? (
          <p className="meta text-2" role="status">
            AWS is asked about the code.
          </p>
        ) : prompt.wrongAt !== undefined && code === '' ? (
          <WrongCode prompt={prompt} />
        ) : (
          <Waiting prompt={prompt} />
        )}
      </div>
      <CodeBoxes prompt={prompt} code={code} />
      {withButton && (
        <Button
          size="small"
          off={!canSend(prompt, code)}
          busy={prompt.state === 'checking'}
          onClick={() => void sendCode(prompt)}
        >
          Use code
        </Button>
      )}
      <IconButton
        label={`Close the question of ${profile}`}
        small
        className="code-close"
        onClick={() => void leavePrompt(prompt)}
      >
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}
