import { besideIn, tailStart } from '../../shared/domain/text/shorten-middle.ts'
import { Search } from 'lucide-react'
import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { ProfileAccount } from './account.tsx'
import type { ProfileSummary } from '../../shared/contract/models.ts'
import { showHidden } from '../../shared/domain/text/visible-text.ts'
import { matchRanges, searchTextOf, termsOf } from '../ui/filter-terms.ts'
import { Swatch } from '../ui/marks.tsx'
import { MiddleTruncate } from '../ui/middle-truncate.tsx'
import { Status } from '../ui/status.tsx'
import { useGroupColours } from './profile-groups.ts'
import { useProfileLooks } from './profile-looks.ts'
import { pickerLook } from './profile-step.ts'

const mostShown = 60

export interface PickPart {
  readonly key: string
  /** The heading of the part, if any. */
  readonly label?: string
  readonly profiles: readonly ProfileSummary[]
}

/** As many profiles as fit, starting with the first part. */
function firstOf(parts: readonly PickPart[], most: number): readonly PickPart[] {
  let left = most
  return parts.map((part) => {
    const profiles = part.profiles.slice(0, left)
    left -= profiles.length
    return { ...part, profiles }
  })
}

function textOf({ name, account, accountName, group }: ProfileSummary): string {
  return searchTextOf([name, account, accountName, group])
}

/** Finds a profile: typing filters by name, account and group, arrows move, Enter picks. In little space, names stay and the rest is dropped. */
export function PickProfile({
  label,
  profiles,
  partsOf,
  isCurrent,
  mark,
  onPick,
  foot,
}: {
  readonly label: string
  readonly profiles: readonly ProfileSummary[]
  /** The profiles found, in this picker's parts and order. The same function while its results are the same. */
  readonly partsOf: (found: readonly ProfileSummary[]) => readonly PickPart[]
  readonly isCurrent: (name: string) => boolean
  /** What follows the status at the end of a line. */
  readonly mark: (profile: ProfileSummary, part: string) => ReactNode
  readonly onPick: (profile: ProfileSummary) => void
  readonly foot: ReactNode
}) {
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const colours = useGroupColours()
  const lookOf = useProfileLooks()
  const terms = useMemo(() => termsOf(text), [text])
  const parts = useMemo(() => {
    const found =
      terms.length === 0
        ? profiles
        : profiles.filter((profile) => terms.every((term) => textOf(profile).includes(term)))
    return firstOf(partsOf(found), mostShown)
  }, [profiles, terms, partsOf])
  const all = parts.flatMap((part) => part.profiles)
  const active = Math.min(at, all.length - 1)
  const goTo = (next: number) => {
    if (all.length === 0) return
    const index = (next + all.length) % all.length
    setAt(index)
    list.current?.querySelectorAll('[role="option"]')[index]?.scrollIntoView({ block: 'nearest' })
  }
  const pickActive = () => {
    const profile = all[active]
    if (profile !== undefined) onPick(profile)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const run = new Map([
      ['ArrowDown', () => goTo(active + 1)],
      ['ArrowUp', () => goTo(active - 1)],
      ['Enter', pickActive],
    ]).get(event.key)
    if (run === undefined) return
    event.preventDefault()
    run()
  }
  return (
    <div className="switcher">
      <div className="switcher-search">
        <Search aria-hidden="true" />
        <input
          value={text}
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={all.length === 0 ? undefined : `${id}-${active}`}
          placeholder={label}
          spellCheck={false}
          autoComplete="off"
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
        />
      </div>
      <div
        className="switcher-list scroll"
        id={`${id}-list`}
        {...(all.length > 0 && { role: 'listbox', 'aria-label': 'Profiles' })}
        ref={list}
      >
        {parts.map((part) =>
          part.profiles.length === 0 ? null : (
            <div
              key={part.key}
              {...(part.label !== undefined && { role: 'group', 'aria-labelledby': `${id}-${part.key}` })}
            >
              {part.label !== undefined && (
                <div className="menu-label" id={`${id}-${part.key}`}>
                  {part.label}
                </div>
              )}
              {part.profiles.map((profile, index) => {
                const position = all.indexOf(profile)
                const { name } = profile
                const shown = showHidden(name)
                return (
                  <div
                    key={name}
                    id={`${id}-${position}`}
                    role="option"
                    aria-selected={isCurrent(name)}
                    className="menu-item pick-line"
                    data-highlighted={position === active ? '' : undefined}
                    onPointerMove={position === active ? undefined : () => setAt(position)}
                    onClick={() => onPick(profile)}
                  >
                    <Swatch colour={profile.group === undefined ? undefined : colours.get(profile.group)} />
                    <MiddleTruncate
                      className="medium"
                      text={shown}
                      cut={tailStart(
                        shown,
                        besideIn(
                          part.profiles.map((other) => other.name),
                          index,
                        ),
                      )}
                      ranges={shown === name ? matchRanges(name, terms) : []}
                    />
                    {profile.account !== undefined && (
                      <span className="leaves-first text-3 meta">
                        <ProfileAccount profile={profile} />
                      </span>
                    )}
                    <span className="end">
                      <Status look={pickerLook(lookOf(profile))} />
                      {mark(profile, part.key)}
                    </span>
                  </div>
                )
              })}
            </div>
          ),
        )}
      </div>
      {all.length === 0 && <p className="menu-empty">No profile has this in its name, account or group.</p>}
      <div className="switcher-foot">{foot}</div>
    </div>
  )
}
