import { useCallback, useMemo } from 'react'
import type { ProfileSummary } from '../../shared/contract/models.ts'
import { pickOrder } from '../../shared/domain/groups/pick-order.ts'
import { terminalsInWords } from '../../shared/domain/shells/hook-ran.ts'
import { Button } from '../ui/button.tsx'
import { InUse } from '../ui/marks.tsx'
import { useActive, useProfileList, useSettings } from './core-queries.ts'
import { activateProfile } from './activate-profile.ts'
import { navigate } from './navigation.ts'
import { PickProfile } from './pick-profile.tsx'
import { useProfileLooks } from './profile-looks.ts'

const byName = (a: ProfileSummary, b: ProfileSummary) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

const productionMark = <span className="tone-red">production</span>

/** Finds a profile and makes it active, or makes none active. */
export function PassSwitcher({ close }: { readonly close: () => void }) {
  const list = useProfileList()
  const settings = useSettings()
  const active = useActive()
  const lookOf = useProfileLooks()
  const all = useMemo(() => [...(list?.profiles ?? [])].sort(byName), [list?.profiles])
  const recents = settings?.recents
  const partsOf = useCallback(
    (found: readonly ProfileSummary[]) => {
      const used = (recents ?? []).map(({ profile }) => profile)
      return [{ key: 'all', profiles: pickOrder(found, used, (one) => lookOf(one).step === 'edit') }]
    },
    [lookOf, recents],
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
