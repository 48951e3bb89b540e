import { useState } from 'react'
import type { Settings } from '../../../shared/contract/models.ts'
import { groupFinder, putByHand, soundsLikeProduction } from '../../../shared/domain/groups/group-of.ts'
import { useProfileList, useSettings } from '../../app/core-queries.ts'
import { GroupRulesField } from '../../app/group-rules-field.tsx'
import { notify } from '../../app/notify.ts'
import { changeSettings } from '../../app/settings-actions.ts'
import { SwitchLine } from '../../ui/choice-lines.tsx'
import { TextField } from '../../ui/field.tsx'
import { Swatch } from '../../ui/marks.tsx'
import { plural } from '../../ui/plural.ts'
import { bulkForm } from './bulk-form.ts'
import { BulkFrame } from './bulk-frame.tsx'
import { selected } from './profile-list-state.ts'

type Group = Settings['groups'][number]

const longest = 40
const colours = ['red', 'amber', 'teal', 'violet', 'pink', 'slate'] as const

function proposedColour(groups: readonly Group[], production: boolean): Group['colour'] {
  const isFree = (colour: string) => colour !== 'red' && !groups.some((group) => group.colour === colour)
  return production ? 'red' : (colours.find(isFree) ?? 'slate')
}

/** The settings after the profiles joined the group; adds manually only those that its rules do not match. */
function joined(settings: Settings, group: Group, names: readonly string[], accounts: Map<string, string>) {
  const isNew = !settings.groups.some(({ name }) => name === group.name)
  const groups = isNew
    ? [...settings.groups, group]
    : settings.groups.map((one) => (one.name === group.name ? group : one))
  const moved = new Set(names)
  const profileGroups = settings.profileGroups.filter(([name]) => !moved.has(name))
  const groupOf = groupFinder({ groups, profileGroups })
  const byHand = names.filter((name) => groupOf({ name, account: accounts.get(name) })?.group !== group.name)
  return { groups, profileGroups: putByHand({ groups, profileGroups }, byHand, group.name) }
}

/** Puts profiles into a new or existing group. Proposes red and production for a group called prod. */
export function GroupForm({ names }: { readonly names: readonly string[] }) {
  const settings = useSettings()
  const profiles = useProfileList()?.profiles
  const [name, setName] = useState('')
  const [ownWord, setOwnWord] = useState<boolean>()
  const [ownColour, setOwnColour] = useState<Group['colour']>()
  const [ownRules, setOwnRules] = useState<readonly string[]>()
  const groups = settings?.groups ?? []
  const wanted = name.trim()
  const known = groups.find((group) => group.name.toLowerCase() === wanted.toLowerCase())
  const production = ownWord ?? known?.production ?? soundsLikeProduction(wanted)
  const colour = ownColour ?? known?.colour ?? proposedColour(groups, production)
  const rules = ownRules ?? known?.rules ?? []
  const error = wanted.length > longest ? `At most ${longest} characters.` : undefined
  const isReady = settings !== undefined && wanted !== '' && error === undefined
  const members = (profiles ?? []).filter(({ group }) => group === known?.name).length
  const title = `Group ${plural(names.length, 'profile')}`
  const save = () => {
    if (!isReady) return
    const group = { ...known, name: known?.name ?? wanted, colour, production, rules: [...rules] }
    const accounts = new Map(
      profiles?.flatMap((one): [string, string][] =>
        one.account === undefined ? [] : [[one.name, one.account]],
      ),
    )
    const before = { groups: settings.groups, profileGroups: settings.profileGroups }
    void changeSettings(joined(settings, group, names, accounts)).then((ok) => {
      if (!ok) return
      selected.set(new Set())
      bulkForm.set(undefined)
      notify(`Put ${plural(names.length, 'profile')} into ${group.name}`, {
        label: 'Undo',
        run: () => void changeSettings(before),
      })
    })
  }
  return (
    <BulkFrame names={names} title={title} label={title} ready={isReady} save={save}>
      <TextField
        label="Group"
        value={name}
        onChange={setName}
        error={error}
        note={
          known === undefined ? undefined : `${known.name} has ${plural(members, 'profile')}; they join it.`
        }
      />
      <div className="colour-choice" role="radiogroup" aria-label="Colour">
        {colours.map((one) => (
          <label key={one} className="colour-choice-one">
            <input
              type="radio"
              name="group-colour"
              className="visually-hidden"
              aria-label={one}
              checked={one === colour}
              onChange={() => setOwnColour(one)}
            />
            <Swatch colour={one} />
          </label>
        ))}
      </div>
      <SwitchLine checked={production} onChange={setOwnWord} about="Asks before use, red tag">
        Production
      </SwitchLine>
      <GroupRulesField rules={rules} onChange={setOwnRules} />
    </BulkFrame>
  )
}
