import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import type { CodedError } from '../../../shared/result.ts'
import { useMethod } from '../../app/method-query.ts'
import { ask, codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { SettingsLoading, SettingsSection } from './settings-section.tsx'

type FolderProfile = Output<'folders.list'>['folders'][number]

const sources = { rule: 'Your rule', file: '.stackpass.toml', stacks: 'Selected stack' } as const

/** Why a folder's record gives it no profile; undefined if it has one. */
function whyNot({ from, state, known }: FolderProfile): string | undefined {
  if (state === 'denied') return 'Turned down'
  if (!known) return 'No such profile'
  if (state === 'gone') return from === 'stacks' ? 'Project gone' : 'File gone'
  if (state !== 'changed') return undefined
  return from === 'stacks' ? 'Stacks changed since' : 'Changed since, not in use'
}

function Folder({
  one,
  busy,
  onTakeBack,
}: {
  readonly one: FolderProfile
  readonly busy: boolean
  readonly onTakeBack: () => void
}) {
  const { folder, from, state, profile, stacks } = one
  const why = whyNot(one)
  return (
    <li className="shell-item">
      <div className="line">
        <span className="mono wrap-anywhere">{folder}</span>
        <Chip>{sources[from]}</Chip>
        <span className="grow" />
        <span className="status">
          {why === undefined ? (
            <>
              <CircleCheck className="tone-green" aria-hidden="true" /> In use
            </>
          ) : (
            <>
              {state !== 'denied' && <TriangleAlert className="tone-amber" aria-hidden="true" />} {why}
            </>
          )}
        </span>
        {state !== 'denied' && (
          <Button size="small" busy={busy} aria-label={`Take back: ${folder}`} onClick={onTakeBack}>
            Take back
          </Button>
        )}
      </div>
      {profile !== undefined && <p className="meta text-2 wrap-anywhere">{profile}</p>}
      {stacks?.map(([stack, name]) => (
        <p key={stack} className="meta text-2 wrap-anywhere">
          {stack}: {name}
        </p>
      ))}
    </li>
  )
}

/** Folders with their own profile. The user can revoke one here; only a command that a person runs in the folder sets one. */
export function FoldersSection() {
  const { data, error } = useMethod('folders.list', {}, { refetchOnMount: 'always' })
  const [busy, setBusy] = useState<string>()
  const [failed, setFailed] = useState<CodedError>()
  const problem = failed ?? (error === null ? undefined : codedError(error))
  const takeBack = async (folder: string): Promise<void> => {
    setBusy(folder)
    const reply = await ask('folders.deny', { folder })
    setBusy(undefined)
    setFailed(reply.ok ? undefined : reply.error)
  }
  return (
    <SettingsSection
      title="Folders"
      about="Shells with the hook use the profile of a folder there and below. A pinned shell keeps its own."
    >
      {problem !== undefined && <ErrorNotice error={problem} assertive />}
      {data === undefined && problem === undefined && <SettingsLoading label="Reading the folders" />}
      {data?.folders.length === 0 && <p className="text-2">No folder has a profile of its own.</p>}
      {data !== undefined && data.folders.length > 0 && (
        <ul>
          {data.folders.map((one) => (
            <Folder
              key={`${one.from} ${one.folder}`}
              one={one}
              busy={busy === one.folder}
              onTakeBack={() => void takeBack(one.folder)}
            />
          ))}
        </ul>
      )}
      <p className="meta text-3">
        In a terminal: <code className="mono">stackpass folder allow</code> for the .stackpass.toml of a
        folder, <code className="mono">stackpass folder allow --stacks</code> for the selected stack of a
        project, <code className="mono">stackpass folder set NAME DIR</code> for a rule of yours.
      </p>
    </SettingsSection>
  )
}
