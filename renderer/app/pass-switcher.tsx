import { Autocomplete } from '@base-ui/react/autocomplete'
import { Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { ProfileSummary } from '../../shared/contract/models.ts'
import { terminalsInWords } from '../../shared/domain/shells/hook-ran.ts'
import { Button } from '../ui/button.tsx'
import { AccountId, InUse, Swatch } from '../ui/marks.tsx'
import { useGroupColours } from './profile-groups.ts'
import { useActive, useProfileList, useSettings } from './core-queries.ts'
import { activateProfile } from './activate-profile.ts'
import { navigate } from './navigation.ts'

const mostShown = 50

/** Favourites and recents first, then the rest in order of name. */
function ordered(
  profiles: readonly ProfileSummary[],
  recents: readonly { profile: string; lastUsed: string }[],
): ProfileSummary[] {
  const used = new Map(recents.map(({ profile, lastUsed }) => [profile, Date.parse(lastUsed)]))
  const rank = (profile: ProfileSummary) => (profile.favourite ? 0 : used.has(profile.name) ? 1 : 2)
  return [...profiles].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (used.get(b.name) ?? 0) - (used.get(a.name) ?? 0) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  )
}

/** Find a profile and make it the active one, or make none active. */
export function PassSwitcher({ close }: { readonly close: () => void }) {
  const [text, setText] = useState('')
  const list = useProfileList()
  const settings = useSettings()
  const active = useActive()
  const colours = useGroupColours()
  const input = useRef<HTMLInputElement>(null)
  const all = useMemo(
    () => ordered(list?.profiles ?? [], settings?.recents ?? []),
    [list?.profiles, settings?.recents],
  )
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    const found = wanted === '' ? all : all.filter((profile) => profile.name.toLowerCase().includes(wanted))
    return found.slice(0, mostShown)
  }, [all, text])
  const use = (name: string | undefined) => {
    close()
    void activateProfile(name)
  }
  return (
    <div className="switcher">
      <Autocomplete.Root
        inline
        open
        items={shown}
        mode="none"
        value={text}
        onValueChange={setText}
        itemToStringValue={(profile: ProfileSummary) => profile.name}
        autoHighlight="always"
        keepHighlight
      >
        <div className="switcher-search">
          <Search aria-hidden="true" />
          <Autocomplete.Input
            ref={input}
            placeholder="Find a profile to use"
            aria-label="Find a profile to use"
            spellCheck={false}
          />
        </div>
        <Autocomplete.Empty className="menu-empty">No profile has this in its name.</Autocomplete.Empty>
        <Autocomplete.List className="switcher-list scroll" aria-label="Profiles">
          {(profile: ProfileSummary) => (
            <Autocomplete.Item
              key={profile.name}
              value={profile}
              className="menu-item"
              onClick={() => use(profile.name)}
            >
              <Swatch colour={profile.group === undefined ? undefined : colours.get(profile.group)} />
              <span className="truncate medium">{profile.name}</span>
              {profile.name === active?.profile && <InUse />}
              <span className="end">
                {profile.production && <span className="tone-red">production</span>}
                {profile.account !== undefined && <AccountId id={profile.account} />}
              </span>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
      <div className="switcher-foot">
        <span className="grow">{terminalsInWords(active?.shellsFollow)}</span>
        {active?.shellsFollow !== true && (
          <Button
            size="tiny"
            look="quiet"
            onClick={() => {
              close()
              navigate('settings')
            }}
          >
            Set up
          </Button>
        )}
        {active?.profile !== undefined && (
          <Button size="tiny" look="quiet" onClick={() => use(undefined)}>
            Use none
          </Button>
        )}
      </div>
    </div>
  )
}
