import { besideIn, tailStart } from '../../../shared/domain/text/shorten-middle.ts'
import { useMemo, useRef, useState } from 'react'
import type { ProfileSummary, Settings } from '../../../shared/contract/models.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { useProfileList, useSettings } from '../../app/core-queries.ts'
import { groupFinder } from '../../../shared/domain/groups/group-of.ts'
import { GroupRulesField } from '../../app/group-rules-field.tsx'
import { termsOf } from '../../ui/filter-terms.ts'
import { Button } from '../../ui/button.tsx'
import { CheckLine } from '../../ui/choice-lines.tsx'
import { DialogButtons, Modal } from '../../ui/dialog.tsx'
import { GroupTag } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { plural } from '../../ui/plural.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { useRowsInView } from '../../ui/use-rows-in-view.ts'
import { withMembers } from './group-changes.ts'

const rowHeight = 32
const sizeOf = () => rowHeight

/** The profiles of a group, by hand and by rule. */
function membersOf(
  settings: Pick<Settings, 'groups' | 'profileGroups'>,
  group: string,
  profiles: readonly ProfileSummary[],
): ReadonlySet<string> {
  const groupOf = groupFinder(settings)
  return new Set(profiles.filter((profile) => groupOf(profile)?.group === group).map(({ name }) => name))
}

/** Puts any number of profiles into a group at once. */
export function MembersDialog({
  group,
  close,
  onSave,
}: {
  readonly group: string
  readonly close: () => void
  readonly onSave: (settings: Pick<Settings, 'groups' | 'profileGroups'>) => void
}) {
  const profiles = useProfileList()?.profiles
  const settings = useSettings()
  const colours = useGroupColours()
  const [text, setText] = useState('')
  const own = settings?.groups.find(({ name }) => name === group)
  const [rules, setRules] = useState<readonly string[]>(own?.rules ?? [])
  // Keeps pairs of profiles that are not in the files now, but does not show them.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() =>
    settings === undefined ? new Set() : membersOf(settings, group, profiles ?? []),
  )
  const input = useRef<HTMLInputElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const shown = useMemo(() => {
    const terms = termsOf(text)
    return (profiles ?? []).filter((profile) => {
      const words = `${profile.name} ${profile.account ?? ''} ${profile.group ?? ''}`.toLowerCase()
      return terms.every((term) => words.includes(term))
    })
  }, [profiles, text])
  const view = useRowsInView({ scroller, count: shown.length, sizeOf, overscan: 8, likely: 320 })
  if (profiles === undefined || settings === undefined) return null
  const withRules = (next: readonly string[]) =>
    settings.groups.map((one) => (one.name === group ? { ...one, rules: [...next] } : one))
  const changeRules = (next: readonly string[]): void => {
    const { profileGroups } = settings
    const membersBy = (list: readonly string[]) =>
      membersOf({ groups: withRules(list), profileGroups }, group, profiles)
    const [before, after] = [membersBy(rules), membersBy(next)]
    const kept = [...chosen].filter((name) => !before.has(name) || after.has(name))
    setChosen(new Set([...kept, ...[...after].filter((name) => !before.has(name))]))
    setRules(next)
  }
  const all = shown.length > 0 && shown.every(({ name }) => chosen.has(name))
  const toggleShown = (): void => {
    const next = new Set(chosen)
    for (const { name } of shown) {
      if (all) next.delete(name)
      else next.add(name)
    }
    setChosen(next)
  }
  const save = (): void => {
    const groups = withRules(rules)
    const before = { groups, profileGroups: settings.profileGroups }
    onSave({ groups, profileGroups: withMembers(before, group, chosen, profiles) })
    close()
  }
  return (
    <Modal
      open
      onClose={close}
      title={`Profiles in ${group}`}
      size="middle"
      flush
      initialFocus={input}
      foot={
        <DialogButtons
          note={
            <span className="foot-note" role="status">
              {plural(chosen.size, 'profile')} chosen
            </span>
          }
          label="Save"
          onConfirm={save}
          onClose={close}
        />
      }
    >
      <div className="members-rules">
        <GroupRulesField rules={rules} onChange={changeRules} />
      </div>
      <div className="members-head">
        <SearchField
          label="Filter profiles"
          placeholder="Name, account or group"
          value={text}
          onChange={setText}
          inputRef={input}
        />
        <Button size="small" off={shown.length === 0} onClick={toggleShown}>
          {all ? 'Choose none' : text.trim() === '' ? 'Choose all' : `Choose all ${shown.length} shown`}
        </Button>
      </div>
      <div ref={scroller} className="members-list scroll" role="group" aria-label="Profiles" tabIndex={-1}>
        {shown.length === 0 && <p className="text-2 members-none">No profile has all of these words.</p>}
        <div className="members-rows" style={{ height: view.total }}>
          {view.items.map((item) => {
            const profile = shown[item.index]
            if (profile === undefined) return null
            const { name } = profile
            return (
              <div
                key={name}
                className="members-row"
                style={{ transform: `translateY(${item.start}px)`, height: rowHeight }}
              >
                <CheckLine
                  checked={chosen.has(name)}
                  onChange={(on) => {
                    const next = new Set(chosen)
                    if (on) next.add(name)
                    else next.delete(name)
                    setChosen(next)
                  }}
                >
                  <span className="line">
                    <MiddleTruncate
                      text={name}
                      cut={tailStart(
                        name,
                        besideIn(
                          shown.map((other) => other.name),
                          item.index,
                        ),
                      )}
                    />
                    {profile.group !== undefined && profile.group !== group && (
                      <GroupTag
                        name={profile.group}
                        colour={colours.get(profile.group)}
                        production={profile.production}
                      />
                    )}
                  </span>
                </CheckLine>
              </div>
            )
          })}
        </div>
      </div>
    </Modal>
  )
}
