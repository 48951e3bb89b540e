import { useState } from 'react'
import type { CodedError } from '../../../shared/result.ts'
import { useMethod } from '../../app/method-query.ts'
import { ask, codedError } from '../../app/transport.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { SettingsLoading, SettingsSection } from './settings-section.tsx'
import { ProgramItem } from './program-item.tsx'

/** The programs that may run as a credential_process. The user can revoke a permission here, but never give one. */
export function ProgramsSection() {
  const { data, error } = useMethod('consent.list', {}, { refetchOnMount: 'always' })
  const [busy, setBusy] = useState<string>()
  const [failed, setFailed] = useState<CodedError>()
  const problem = failed ?? (error === null ? undefined : codedError(error))

  const revoke = async (id: string): Promise<void> => {
    setBusy(id)
    const reply = await ask('consent.revoke', { id })
    setBusy(undefined)
    setFailed(reply.ok ? undefined : reply.error)
  }
  return (
    <SettingsSection
      title="Allowed programs"
      about="A credential_process runs a program of this computer. It runs once you allowed it in a terminal or a dialog, and only as long as its files are the same."
    >
      {problem !== undefined && <ErrorNotice error={problem} assertive />}
      {data === undefined && problem === undefined && <SettingsLoading label="Reading what is allowed" />}
      {data?.allowed.length === 0 && <p className="text-2">No program is allowed.</p>}
      {data !== undefined && data.allowed.length > 0 && (
        <ul>
          {data.allowed.map((program) => (
            <ProgramItem
              key={program.id}
              program={program}
              busy={busy === program.id}
              onRevoke={() => void revoke(program.id)}
            />
          ))}
        </ul>
      )}
    </SettingsSection>
  )
}
