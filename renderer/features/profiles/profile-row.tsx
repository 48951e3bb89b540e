import { Split, Star } from 'lucide-react'
import { memo } from 'react'
import { ProfileAccount } from '../../app/account.tsx'
import type { AccessState, ProfileSummary } from '../../../shared/contract/models.ts'
import { showHidden } from '../../../shared/domain/text/visible-text.ts'
import type { ToolRefusal } from '../../app/status-tool.ts'
import { statusOf } from '../../app/profile-status.ts'
import { signIn } from '../../app/sign-in.ts'
import { toggleFavourite } from '../../app/settings-actions.ts'
import { matchRanges } from '../../ui/filter-terms.ts'
import { ListRow, type RowMarks } from '../../list/list-row.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Chip, GroupTag, InUse } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Status, type StatusLook } from '../../ui/status.tsx'
import { kindLabels } from './profile-kinds.ts'
import { profileListState, sheetOpen } from './profile-list-state.ts'

export interface ProfileRowProps extends RowMarks {
  readonly profile: ProfileSummary
  readonly colour: string | undefined
  readonly terms: readonly string[]
  /** Where the name's ending begins, which stays visible in a narrow column. */
  readonly cut: number
  readonly now: number
  /** Under the heading of its account. */
  readonly grouped: boolean
  readonly hideTag: boolean
  readonly inUse: boolean
  readonly checking: boolean
  readonly disagree: boolean
  /** Why the status tool cannot use it. */
  readonly refusal: ToolRefusal | undefined
  /** The state of its session, if any. */
  readonly access: AccessState | undefined
  /** The number in the column that a feature adds; undefined: there is no such column. */
  readonly count: number | undefined
}

// The same element each time, so that React skips it.
const star = <Star aria-hidden="true" />

/** The status; if the next step is to sign in, the status is a button that starts it. */
function RowStatus({
  profile,
  look,
  access,
}: {
  readonly profile: ProfileSummary
  readonly look: StatusLook
  readonly access: AccessState | undefined
}) {
  if (access?.kind !== 'signIn' || look.glyph !== 'expired') return <Status look={look} />
  return (
    <button
      type="button"
      tabIndex={-1}
      className="row-sign-in"
      aria-label={`Sign in to use ${profile.name}`}
      onClick={() => void signIn({ profile: profile.name })}
    >
      <Status look={look} />
    </button>
  )
}

/** The cells after the name. Typing a filter does not change them while their row stays. */
const OtherCells = memo(function OtherCells({
  profile,
  now,
  grouped,
  checking,
  refusal,
  access,
  count,
}: Pick<ProfileRowProps, 'profile' | 'now' | 'grouped' | 'checking' | 'refusal' | 'access' | 'count'>) {
  return (
    <>
      <div role="gridcell" className="column-kind">
        <Chip>{kindLabels[profile.kind]}</Chip>
      </div>
      {!grouped && (
        <div role="gridcell" className="column-account">
          {profile.account === undefined ? (
            <span className="text-3">–</span>
          ) : (
            <ProfileAccount profile={profile} brief />
          )}
        </div>
      )}
      <div role="gridcell" className="column-region">
        <span className="truncate">{profile.region ?? <span className="text-3">–</span>}</span>
      </div>
      <div role="gridcell" className="column-status">
        <RowStatus
          profile={profile}
          look={statusOf(profile, now, checking, refusal, access)}
          access={access}
        />
      </div>
      {count !== undefined && (
        <div role="gridcell" className="column-count">
          {count === 0 ? <span className="text-3">–</span> : count}
        </div>
      )}
    </>
  )
})

/** The fork that marks a profile on which tools disagree. */
const toolsDisagree = (
  <span className="disagree" title="Tools disagree">
    <Split aria-hidden="true" />
    <span className="visually-hidden">Tools disagree</span>
  </span>
)

const openSheet = () => sheetOpen.set(true)

/** One profile. It renders again only when one of its own values changes. */
export const ProfileRow = memo(function ProfileRow({
  profile,
  colour,
  terms,
  cut,
  now,
  grouped,
  hideTag,
  inUse,
  isCursor,
  isSelected,
  checking,
  disagree,
  refusal,
  access,
  count,
}: ProfileRowProps) {
  const { name } = profile
  const shown = showHidden(name)
  // Positions in a name that is spelled out differ from the match's.
  const ranges = shown === name ? matchRanges(name, terms) : []
  return (
    <ListRow
      list={profileListState}
      rowKey={name}
      className="profile-row"
      isCursor={isCursor}
      isSelected={isSelected}
      onPlainClick={openSheet}
    >
      <div role="gridcell" className="cell-name">
        <button
          type="button"
          tabIndex={-1}
          className={classNames('star', profile.favourite && 'on')}
          aria-label={profile.favourite ? `Take ${name} out of favourites` : `Make ${name} a favourite`}
          onClick={(event) => {
            event.stopPropagation()
            void toggleFavourite(name)
          }}
        >
          {star}
        </button>
        <MiddleTruncate text={shown} cut={cut} ranges={ranges} />
        {profile.group !== undefined &&
          (hideTag ? (
            <span className="visually-hidden">{profile.group}</span>
          ) : (
            <GroupTag name={profile.group} colour={colour} production={profile.production} />
          ))}
        {grouped && profile.accountFromName === true && (
          <span className="leaves-first text-3 meta">account from its name</span>
        )}
        {disagree && toolsDisagree}
        {inUse && <InUse />}
      </div>
      <OtherCells
        profile={profile}
        now={now}
        grouped={grouped}
        checking={checking}
        refusal={refusal}
        access={access}
        count={count}
      />
    </ListRow>
  )
})
