import { Ban, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import type { HandOutRuleView } from '../../../shared/contract/models.ts'
import type { CodedError } from '../../../shared/result.ts'
import { clockTime, dayAndTime } from '../../app/format-time.ts'
import { useMethod } from '../../app/method-query.ts'
import { navigate } from '../../app/navigation.ts'
import { ask, codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { SettingsLoading, SettingsSection } from './settings-section.tsx'

/** Refusals first, then by profile and program. */
const inOrder = (one: HandOutRuleView, other: HandOutRuleView): number =>
  Number(other.kind === 'never') - Number(one.kind === 'never') ||
  one.profile.localeCompare(other.profile) ||
  one.program.localeCompare(other.program)

function howLong({ kind, at, endsAt }: HandOutRuleView): string {
  const since = dayAndTime(Date.parse(at))
  if (kind === 'never') return `Never, since ${since}`
  if (kind === 'standing') return `Always, since ${since}`
  if (kind === 'tree') return `This run, since ${clockTime(Date.parse(at))}`
  return endsAt === undefined ? 'For an hour' : `Until ${clockTime(Date.parse(endsAt))}`
}

/** Every rule about who may or may never use a profile. The user can remove rules here; new ones are made on the profile. */
export function UsesSection() {
  const { data, error } = useMethod('handouts.rules', {}, { refetchOnMount: 'always' })
  const [busy, setBusy] = useState<string>()
  const [failed, setFailed] = useState<CodedError>()
  const problem = failed ?? (error === null ? undefined : codedError(error))
  const revoke = async (id: string): Promise<void> => {
    setBusy(id)
    const reply = await ask('handouts.revoke', { id })
    setBusy(undefined)
    setFailed(reply.ok ? undefined : reply.error)
  }
  return (
    <SettingsSection
      title="Who may use which profile"
      about="Rules of programs, made by your answers and on each profile under Who may use it. Without one, a program is asked about, where the profile is."
    >
      {problem !== undefined && <ErrorNotice error={problem} assertive />}
      {data === undefined && problem === undefined && <SettingsLoading label="Reading the rules" />}
      {data?.rules.length === 0 && <p className="text-2">There is no rule.</p>}
      {data !== undefined && data.rules.length > 0 && (
        <ul>
          {data.rules.toSorted(inOrder).map((rule) => (
            <li key={rule.id} className="shell-item">
              <div className="line">
                {rule.kind === 'never' ? (
                  <Ban className="tone-red" aria-hidden="true" />
                ) : (
                  <SquareTerminal aria-hidden="true" />
                )}
                <span className="medium wrap-anywhere">{rule.program}</span>
                <button
                  type="button"
                  className="link wrap-anywhere"
                  onClick={() => navigate('profiles', rule.profile)}
                >
                  {rule.profile}
                </button>
                <span className="grow" />
                <Button
                  size="small"
                  busy={busy === rule.id}
                  aria-label={`Take back: ${rule.program} and ${rule.profile}`}
                  onClick={() => void revoke(rule.id)}
                >
                  Take back
                </Button>
              </div>
              <p className="meta text-2 wrap-anywhere">
                {howLong(rule)}. <span className="mono">{rule.script ?? rule.file}</span>
                {rule.folder !== undefined && (
                  <>
                    , only in <span className="mono">{rule.folder}</span>
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </SettingsSection>
  )
}
