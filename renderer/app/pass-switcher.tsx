import { useCallback, useMemo } from 'react'
import type { ProfileSummary } from '../../shared/contract/models.ts'
import { terminalsInWords } from '../../shared/domain/shells/hook-ran.ts'
import { Button } from '../ui/button.tsx'
import { InUse } from '../ui/marks.tsx'
import { useActive, useProfileList, useSettings } from './core-queries.ts'
import { activateProfile } from './activate-profile.ts'
import { navigate } from './navigation.ts'
import { PickProfile } from './pick-profile.tsx'
import { useProfileLooks } from './profile-looks.ts'
import { brokenLast } from './profile-step.ts'

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

const productionMark = <span className="tone-red">production</span>

/** Find a profile and make it the active one, or make none active. */
export function PassSwitcher({ close }: { readonly close: () => void }) {
  const list = useProfileList()
  const settings = useSettings()
  const active = useActive()
  const lookOf = useProfileLooks()
  const all = useMemo(
    () => ordered(list?.profiles ?? [], settings?.recents ?? []),
    [list?.profiles, settings?.recents],
  )
  const partsOf = useCallback(
    (found: readonly ProfileSummary[]) => [{ key: 'all', profiles: brokenLast(found, lookOf) }],
    [lookOf],
  )
  const use = (name: string | undefined) => {
    close()
    void activateProfile(name)
  }
  return (
    <PickProfile
      label="Find a profile to use"
      profiles={all}
      partsOf={partsOf}
      isCurrent={(name) => name === active?.profile}
      mark={(profile) => (
        <>
          {profile.production && productionMark}
          {profile.name === active?.profile && <InUse />}
        </>
      )}
      onPick={(profile) => use(profile.name)}
      foot={
        <>
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
        </>
      }
    />
  )
}
