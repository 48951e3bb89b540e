import { Check, FilePenLine, Lock, OctagonAlert, Search } from 'lucide-react'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { ProfileSummary, StackSummary } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { statusOf } from '../../app/profile-status.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { AccountId, Swatch } from '../../ui/marks.tsx'
import { plural } from '../../ui/plural.ts'
import { fitProfiles, type Fit } from './profile-fit.ts'
import { setStackProfile } from './plan-stacks.ts'

const mostShown = 60

function isGuarded(stack: StackSummary): boolean {
  return stack.allowedAccountIds.length + stack.forbiddenAccountIds.length > 0
}

function allowedWords(stacks: readonly StackSummary[]): string {
  if (!stacks.some(isGuarded))
    return stacks.length === 1 ? 'Any account: this stack is not pinned' : 'Any account: none is pinned'
  if (stacks.length === 1) return 'Allowed by this stack'
  return stacks.length === 2 ? 'Allowed by both stacks' : `Allowed by all ${stacks.length} stacks`
}

/** What the choice will write, in words. */
export function whatIsWritten(stacks: readonly StackSummary[]): string {
  const files = new Set(stacks.map((stack) => stack.label)).size
  const [only] = stacks
  const name = only?.label.split(/[\\/]/).at(-1) ?? ''
  if (files === 1) {
    return only?.presence === 'backend-only'
      ? `Creates ${name}, after review`
      : `Changes 1 line in ${name}, after review`
  }
  return `Changes ${plural(files, 'line')} in ${plural(files, 'file')}, after review`
}

function Option({
  id,
  profile,
  fit,
  active,
  current,
  guarded,
  colour,
  choose,
  point,
}: {
  readonly id: string
  readonly profile: ProfileSummary
  readonly fit: Fit
  readonly active: boolean
  readonly current: boolean
  /** Some of the stacks is pinned, so that a fit says something. */
  readonly guarded: boolean
  readonly colour: string | undefined
  readonly choose: () => void
  readonly point: () => void
}) {
  const now = useHalfMinute()
  return (
    <div
      id={id}
      role="option"
      aria-selected={current}
      className="menu-item"
      data-highlighted={active ? '' : undefined}
      onPointerMove={active ? undefined : point}
      onClick={choose}
    >
      <Swatch colour={colour} />
      <span className="chooser-name medium">{profile.name}</span>
      <span className="text-3 meta truncate chooser-about">
        {profile.account !== undefined && <AccountId id={profile.account} />}{' '}
        {current ? 'current' : statusOf(profile, now, false).words.toLowerCase()}
      </span>
      <span className="end">
        {current && <Check className="tone-green" aria-hidden="true" />}
        {!current && guarded && fit === 'allowed' && <Lock className="tone-green" aria-hidden="true" />}
        {fit === 'elsewhere' && (
          <>
            <span className="visually-hidden">another account</span>
            <OctagonAlert className="tone-red" aria-hidden="true" />
          </>
        )}
      </span>
    </div>
  )
}

/** Finds a profile for one stack or several: those that all of them allow first. A choice opens the review. */
export function ProfileChooser({
  stacks,
  close,
}: {
  readonly stacks: readonly StackSummary[]
  readonly close: () => void
}) {
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const profiles = useProfileList()?.profiles
  const colours = useGroupColours()
  const parts = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    const found = (profiles ?? []).filter((profile) => profile.name.toLowerCase().includes(wanted))
    const fitted = fitProfiles(found, stacks)
    let left = mostShown
    return (
      [
        ['allowed', allowedWords(stacks)],
        ['unknown', 'Account not known yet'],
        ['elsewhere', 'Would run in another account'],
      ] as const
    ).map(([fit, label]) => {
      const shown = fitted[fit].slice(0, left)
      left -= shown.length
      return { fit, label, profiles: shown }
    })
  }, [profiles, stacks, text])
  const all = parts.flatMap((part) => part.profiles)
  const active = Math.min(at, all.length - 1)
  const choose = (profile: ProfileSummary | undefined) => {
    if (profile === undefined) return
    close()
    void setStackProfile(stacks, profile.name)
  }
  const goTo = (next: number) => {
    if (all.length === 0) return
    const index = (next + all.length) % all.length
    setAt(index)
    list.current?.querySelectorAll('[role="option"]')[index]?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const run = new Map([
      ['ArrowDown', () => goTo(active + 1)],
      ['ArrowUp', () => goTo(active - 1)],
      ['Enter', () => choose(all[active])],
    ]).get(event.key)
    if (run === undefined) return
    event.preventDefault()
    run()
  }
  const current = new Set(stacks.map((stack) => stack.profile))
  return (
    <div className="switcher">
      <div className="switcher-search">
        <Search aria-hidden="true" />
        <input
          value={text}
          role="combobox"
          aria-label="Find a profile"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={all.length === 0 ? undefined : `${id}-${active}`}
          placeholder="Find a profile"
          spellCheck={false}
          autoComplete="off"
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
        />
      </div>
      <div className="switcher-list scroll" id={`${id}-list`} role="listbox" aria-label="Profiles" ref={list}>
        {parts.map((part, index) =>
          part.profiles.length === 0 ? null : (
            <div key={part.fit} role="group" aria-labelledby={`${id}-part-${index}`}>
              <div className="menu-label" id={`${id}-part-${index}`}>
                {part.label}
              </div>
              {part.profiles.map((profile) => {
                const position = all.indexOf(profile)
                return (
                  <Option
                    key={profile.name}
                    id={`${id}-${position}`}
                    profile={profile}
                    fit={part.fit}
                    active={position === active}
                    guarded={stacks.some(isGuarded)}
                    current={current.size === 1 && current.has(profile.name)}
                    colour={profile.group === undefined ? undefined : colours.get(profile.group)}
                    choose={() => choose(profile)}
                    point={() => setAt(position)}
                  />
                )
              })}
            </div>
          ),
        )}
      </div>
      {all.length === 0 && <p className="menu-empty">No profile has this in its name.</p>}
      <div className="switcher-foot">
        <FilePenLine size={14} aria-hidden="true" />
        <span className="grow">{whatIsWritten(stacks)}</span>
      </div>
    </div>
  )
}
