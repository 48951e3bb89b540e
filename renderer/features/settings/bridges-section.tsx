import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import type { CodedError } from '../../../shared/result.ts'
import { setAnswer, useMethod } from '../../app/method-query.ts'
import { useActive } from '../../app/core-queries.ts'
import { review } from '../../app/open-review.ts'
import { ask, codedError } from '../../app/transport.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { BridgeItem } from './bridge-item.tsx'
import { SettingsLoading, SettingsSection } from './settings-section.tsx'
import { printedVector } from './print-command.ts'

type Status = Output<'bridges.status'>

/** The opt-in ways to reach programs that no shell hook reaches. All are off until the user turns them on. */
export function BridgesSection() {
  const client = useQueryClient()
  const { data, error } = useMethod('bridges.status', {}, { refetchOnMount: 'always' })
  const problem = error === null ? undefined : codedError(error)
  return (
    <SettingsSection
      title="Programs beyond the shells"
      about="A shell hook reaches shells only. These reach editors, builds and apps; each is off until you switch it on."
    >
      {problem !== undefined && <ErrorNotice error={problem} assertive />}
      {data === undefined && problem === undefined && <SettingsLoading label="Reading what is switched on" />}
      {data !== undefined && (
        <Bridges status={data} onStatus={(status) => setAnswer(client, 'bridges.status', {}, status)} />
      )}
    </SettingsSection>
  )
}

function Bridges({
  status: { pointer, mirror, gui },
  onStatus,
}: {
  readonly status: Status
  readonly onStatus: (status: Status) => void
}) {
  const active = useActive()?.profile
  const [busy, setBusy] = useState<'gui' | 'leave'>()
  const [problem, setProblem] = useState<CodedError>()

  const now = async (what: 'gui' | 'leave'): Promise<void> => {
    setBusy(what)
    const reply = await (what === 'gui'
      ? ask('bridges.setGui', { on: !gui.on })
      : ask('bridges.dropMirror', {}))
    setBusy(undefined)
    setProblem(reply.ok ? undefined : reply.error)
    if (reply.ok) onStatus(reply.value)
  }
  const planPointer = (): void =>
    review({
      plan: () => ask('bridges.planPointer', { on: !pointer.installed }),
      done: pointer.installed
        ? `Removed the profile ${pointer.profile}`
        : `The profile ${pointer.profile} stands for the active one from now on`,
      saveLabel: pointer.installed ? 'Remove it' : 'Add it',
    })
  const planMirror = (): void =>
    review({
      plan: () => ask('bridges.planMirror', { on: !mirror.on }),
      done: mirror.on ? 'default is as it was before' : 'default follows the active profile from now on',
      saveLabel: mirror.on ? 'Put it back' : 'Copy it',
    })
  const mirrorOff = !mirror.on && active === undefined ? 'No profile is active' : undefined
  return (
    <>
      {problem !== undefined && <ErrorNotice error={problem} assertive />}
      <ul>
        <BridgeItem
          title="Pointer profile"
          about={
            <>
              Adds a profile <span className="mono">{pointer.profile}</span> that asks Stackpass for the keys
              of the active profile, so programs that are already running follow each switch.
            </>
          }
          on={pointer.installed}
          detail={{
            summary: 'Its credential_process',
            text: `credential_process = ${pointer.command}`,
          }}
          onToggle={planPointer}
        />
        <BridgeItem
          title="Copy into default"
          about="Copies the keys of the active profile into [default], for programs that read nothing else; the old default is kept and comes back byte for byte."
          on={mirror.on}
          state={mirror.on ? mirrorState(mirror.of) : undefined}
          off={mirrorOff}
          onToggle={planMirror}
        />
        <BridgeItem
          title="New apps"
          about="Sets AWS_PROFILE for apps that you start from the desktop from now on; those that run already keep theirs."
          on={gui.on}
          off={gui.supported ? undefined : 'Not on this system'}
          busy={busy === 'gui'}
          detail={
            gui.supported && gui.commands.length > 0
              ? {
                  summary: `Runs at each switch, through ${gui.mechanism}`,
                  text: gui.commands.map(printedVector).join('\n'),
                }
              : undefined
          }
          onToggle={() => void now('gui')}
        />
      </ul>
      {mirror.on && (
        <p className="meta text-3">
          Has another program changed [default] since?{' '}
          <button
            type="button"
            className="link"
            disabled={busy === 'leave'}
            onClick={() => void now('leave')}
          >
            Leave it as it is now
          </button>{' '}
          and stop copying. What it was before is then forgotten.
        </p>
      )}
    </>
  )
}

function mirrorState(of: string | undefined): string {
  return of === undefined ? 'the active profile has no keys of its own' : `a copy of ${of}`
}
