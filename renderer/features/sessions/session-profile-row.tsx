import { memo } from 'react'
import { Account } from '../../app/account.tsx'
import type { Session } from '../../../shared/contract/models.ts'
import { lookOfAccess } from '../../app/access-state.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { useProfileSummary } from '../../app/core-queries.ts'
import { Swatch } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Status } from '../../ui/status.tsx'

/** One profile of a session: account, role, and whether it works. */
export const SessionProfileRow = memo(function SessionProfileRow({
  profile,
  cut,
}: {
  readonly profile: Session['profiles'][number]
  /** Where the name's ending begins, which stays visible in a narrow column. */
  readonly cut: number
}) {
  const { name, account, role, state } = profile
  const group = useProfileSummary(name)?.group
  const colour = useGroupColours().get(group ?? '')
  const look = lookOfAccess(state, useHalfMinute())
  return (
    <div className="session-profile" role="presentation">
      <div role="gridcell" className="session-profile-name medium">
        <Swatch colour={colour} />
        <MiddleTruncate text={name} cut={cut} />
        {group !== undefined && <span className="visually-hidden">{group}</span>}
      </div>
      <div role="gridcell" className="session-profile-account text-3">
        {account === undefined ? '–' : <Account id={account} />}
      </div>
      <div role="gridcell" className="session-profile-role text-2 truncate" title={role}>
        {role ?? '–'}
      </div>
      <div role="gridcell" className="session-profile-state">
        {/* Until when stands at the session. */}
        <Status
          look={look.glyph === 'valid' ? { ...look, words: 'Works', title: look.title ?? look.words } : look}
        />
      </div>
    </div>
  )
})
