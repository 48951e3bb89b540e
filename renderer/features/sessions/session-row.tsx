import { Building2, ChevronDown, ChevronRight, Smartphone, UserRound } from 'lucide-react'
import { lookOfSession } from '../../app/access-state.ts'
import { canSend, typedCodes } from '../../app/code-prompts.ts'
import { useHalfMinute, useSecond } from '../../app/clock.ts'
import { countdown } from '../../app/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Status } from '../../ui/status.tsx'
import { useStore } from '../../ui/store.ts'
import { kindWords, nextStep, stepWords, whoAndWhat } from './session-words.ts'
import type { SessionNow } from './use-next-step.ts'

const icons = { 'identity-center': Building2, legacy: Building2, login: UserRound, mfa: Smartphone }

function TimeLeft({ endsAt }: { readonly endsAt: number }) {
  return (
    <span role="timer" aria-live="off">
      {' '}
      {countdown(endsAt - useSecond())}
    </span>
  )
}

function SessionState({ of: { session, waiting } }: { readonly of: SessionNow }) {
  const { look, second, endsAt } = lookOfSession(session, waiting, useHalfMinute())
  return (
    <>
      <Status look={look} />
      {second !== '' && (
        <small className="session-second" title={second}>
          {second}
          {endsAt !== undefined && <TimeLeft endsAt={endsAt} />}
        </small>
      )}
    </>
  )
}

/** A session's only button; its label is the verb of the next step. */
export function StepButton({ of, run }: { readonly of: SessionNow; readonly run: (of: SessionNow) => void }) {
  const { session, waiting, prompt } = of
  const step = nextStep(session, waiting, prompt, useHalfMinute())
  const code = useStore(typedCodes).get(prompt?.promptId ?? '')
  return (
    <Button
      size="small"
      className="session-step"
      aria-label={`${stepWords[step]}: ${session.name}`}
      tabIndex={-1}
      off={prompt !== undefined && step === 'useCode' && !canSend(prompt, code)}
      busy={step === 'useCode' && prompt?.state === 'checking'}
      onClick={() => run(of)}
    >
      {stepWords[step]}
    </Button>
  )
}

/** One session: who, for how many profiles, until when, and the next step. */
export function SessionRow({
  of,
  open,
  fold,
  run,
}: {
  readonly of: SessionNow
  readonly open: boolean
  readonly fold: () => void
  readonly run: (of: SessionNow) => void
}) {
  const { session } = of
  const Icon = icons[session.kind]
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <div className="session-row" role="presentation">
      <div role="gridcell" className="session-fold">
        {session.profiles.length > 0 && (
          <button
            type="button"
            tabIndex={-1}
            className="icon-button small"
            aria-label={`${open ? 'Fold' : 'Show'} the profiles of ${session.name}`}
            onClick={(event) => {
              event.stopPropagation()
              fold()
            }}
          >
            <Chevron aria-hidden="true" />
          </button>
        )}
      </div>
      <div role="gridcell" className="session-who">
        <Icon aria-hidden="true" />
        <div className="session-words">
          <p className="session-name">
            <MiddleTruncate text={session.name} />
            <Chip>{kindWords[session.kind]}</Chip>
          </p>
          <p className="meta text-3 truncate" title={whoAndWhat(session)}>
            {whoAndWhat(session)}
          </p>
        </div>
      </div>
      <div role="gridcell" className="session-state">
        <SessionState of={of} />
      </div>
      <div role="gridcell" className="session-do">
        <StepButton of={of} run={run} />
      </div>
    </div>
  )
}
