import { useQueryClient } from '@tanstack/react-query'
import { Check, FileLock } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { FileStatus, ProfileList } from '../../../shared/contract/models.ts'
import { askAgain } from '../../app/method-query.ts'
import { Button } from '../../ui/button.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { plural } from '../../ui/plural.ts'
import { Pair } from '../../ui/panel-section.tsx'
import './profile-start.css'

/** A shared file that cannot be read: what, why, what to do, and what still works. */
export function UnreadableScreen({
  file,
  list,
  showRest,
}: {
  readonly file: FileStatus
  readonly list: ProfileList
  readonly showRest: () => void
}) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const other = list.files.find((candidate) => candidate.state === 'present')
  const retry = async () => {
    setBusy(true)
    await askAgain(client, 'profiles.list')
    setBusy(false)
  }
  useEffect(() => {
    performance.mark('stackpass:list-visible')
  }, [])
  return (
    <PageState
      tone="red"
      icon={<FileLock aria-hidden="true" />}
      title={`Can't read ${file.label}`}
      actions={
        <Button look="primary" busy={busy} onClick={() => void retry()}>
          Try again
        </Button>
      }
      foot={
        other !== undefined && (
          <div className="still-works">
            <Check className="tone-green" size={16} aria-hidden="true" />
            <span className="grow">
              {other.label} is readable and has {plural(list.profiles.length, 'profile')}.
            </span>
            <Button size="small" onClick={showRest}>
              Show {plural(list.profiles.length, 'profile')}
            </Button>
          </div>
        )
      }
    >
      <p>
        {file.error?.reason ?? file.error?.message ?? 'The file is there, but it cannot be opened.'} Stackpass
        has not changed anything.
      </p>
      <dl className="box">
        <Pair name="File">
          <span className="mono wrap-anywhere">{file.path}</span>
        </Pair>
        {file.mode !== undefined && (
          <Pair name="Mode">
            <span className="mono">{file.mode}</span>
          </Pair>
        )}
        {Object.entries(file.error?.details ?? {}).map(([name, value]) => (
          <Pair key={name} name={name}>
            <span className="mono wrap-anywhere">{String(value)}</span>
          </Pair>
        ))}
      </dl>
      {file.error?.remedy !== undefined && <p className="medium">{file.error.remedy}</p>}
    </PageState>
  )
}
