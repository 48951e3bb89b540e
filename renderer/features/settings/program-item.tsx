import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { AllowedProgram } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { ago } from '../../app/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'

const whereWords = { terminal: 'in a terminal', desktop: 'in a dialog', command: 'by a script' }

/** One program that may run: for which profile, the command, its files when allowed, and the button to revoke it. */
export function ProgramItem({
  program,
  busy,
  onRevoke,
}: {
  readonly program: AllowedProgram
  readonly busy: boolean
  readonly onRevoke: () => void
}) {
  const { profile, command, files, folder, unknown, allowedAt, where, state, change } = program
  const now = useHalfMinute()
  return (
    <li className="shell-item">
      <div className="line">
        <span className="medium wrap-anywhere">{profile}</span>
        {state === 'same' && (
          <span className="status">
            <CircleCheck className="tone-green" aria-hidden="true" /> As it was
          </span>
        )}
        {state === 'changed' && (
          <span className="status">
            <TriangleAlert className="tone-amber" aria-hidden="true" /> Changed
          </span>
        )}
        {state === 'unused' && <Chip>Not used</Chip>}
        <span className="grow" />
        <Button size="small" busy={busy} aria-label={`Take back: ${profile}`} onClick={onRevoke}>
          Take back
        </Button>
      </div>
      <pre className="shell-lines mono">{command}</pre>
      <dl className="program-facts meta text-2">
        {files.map(({ role, path, by }) => (
          <div key={`${role} ${path}`}>
            <dt>{role === 'program' ? 'Program' : 'Script'}</dt>
            <dd className="wrap-anywhere">
              <span className="mono">{path}</span>
              {by === 'place' && ', of the system'}
            </dd>
          </div>
        ))}
        {folder !== undefined && (
          <div>
            <dt>Only in</dt>
            <dd className="mono wrap-anywhere">{folder}</dd>
          </div>
        )}
        {unknown.length > 0 && (
          <div>
            <dt>Not known</dt>
            <dd className="wrap-anywhere">
              What <span className="mono">{unknown.join(', ')}</span> starts
            </dd>
          </div>
        )}
        <div>
          <dt>Allowed</dt>
          <dd>
            {ago(Date.parse(allowedAt), now)}, {whereWords[where]}
          </dd>
        </div>
        {change !== undefined && (
          <div>
            <dt>Changed</dt>
            <dd className="wrap-anywhere">{change} Stackpass asks before it runs again.</dd>
          </div>
        )}
      </dl>
    </li>
  )
}
