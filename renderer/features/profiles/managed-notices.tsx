import type { ProfileDetail } from '../../../shared/contract/models.ts'
import { showHidden } from '../../../shared/domain/text/visible-text.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { Notice } from '../../ui/notice.tsx'

/** Who else writes the profile's lines, and what happens to a change made here. */
export function ManagedNotices({
  detail,
  editing = false,
}: {
  readonly detail: ProfileDetail
  /** The user is editing the profile. */
  readonly editing?: boolean
}) {
  const files = useProfileList()?.files ?? []
  if (detail.managed === undefined) return null
  return (
    <div className="detail-notices">
      {detail.managed.map(({ owner, file, line, endLine, effect }) => {
        const label = files.find(({ kind }) => kind === file)?.label ?? file
        const where = endLine === undefined ? `All of ${label}` : `Lines ${line} to ${endLine} of ${label}`
        return (
          <Notice
            key={`${file}:${line}`}
            tone={editing ? 'amber' : 'plain'}
            strong={
              owner === undefined ? 'Perhaps managed by another tool.' : `Managed by ${showHidden(owner)}.`
            }
          >
            <span className="wrap-anywhere">
              {where}. {showHidden(effect)}.
            </span>
          </Notice>
        )
      })}
    </div>
  )
}
