import { useRef, useState, type ReactNode } from 'react'
import type { OverlayProps } from '../../app/feature.ts'
import { useProfileList, useSettings } from '../../app/core-queries.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { regionSuggestions } from '../../app/region-suggestions.ts'
import { changeSettings } from '../../app/settings-actions.ts'
import { notify } from '../../app/notify.ts'
import { Button } from '../../ui/button.tsx'
import { CheckLine, SwitchLine } from '../../ui/choice-lines.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { plural } from '../../ui/plural.ts'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { selected } from './profile-list-state.ts'
import { inFreeOrder, renameByPattern } from './rename-pattern.ts'

interface BulkInput {
  readonly type: 'group' | 'region' | 'rename'
  readonly names: readonly string[]
}

const clear = () => selected.set(new Set())
const longest = 40

function Frame({
  title,
  label,
  ready,
  close,
  save,
  children,
}: {
  readonly title: string
  readonly label: string
  readonly ready: boolean
  readonly close: () => void
  readonly save: () => void
  readonly children: ReactNode
}) {
  return (
    <Modal
      open
      title={title}
      onClose={close}
      foot={
        <>
          <Button keys={['Escape']} onClick={close}>
            Cancel
          </Button>
          <Button look="primary" off={!ready} onClick={save}>
            {label}
          </Button>
        </>
      }
    >
      {children}
    </Modal>
  )
}

/** A new group with the profiles in it. One called prod is proposed red and production. */
function NewGroup({ names, close }: { readonly names: readonly string[]; readonly close: () => void }) {
  const settings = useSettings()
  const [name, setName] = useState('')
  const [ownWord, setOwnWord] = useState<boolean>()
  const wanted = name.trim()
  const production = ownWord ?? /^prod(uction)?$/i.test(wanted)
  const groups = settings?.groups ?? []
  const taken = groups.find((group) => group.name.toLowerCase() === wanted.toLowerCase())
  const error =
    taken !== undefined
      ? `There is a group ${taken.name} already.`
      : wanted.length > longest
        ? `At most ${longest} characters.`
        : undefined
  const save = () => {
    if (settings === undefined) return
    const colours = ['red', 'amber', 'teal', 'violet', 'pink', 'slate'] as const
    const free = colours.find(
      (colour) => colour !== 'red' && !groups.some((group) => group.colour === colour),
    )
    const moved = new Set(names)
    const before = { groups: settings.groups, profileGroups: settings.profileGroups }
    close()
    void changeSettings({
      groups: [...groups, { name: wanted, colour: production ? 'red' : (free ?? 'slate'), production }],
      profileGroups: [
        ...settings.profileGroups.filter(([profile]) => !moved.has(profile)),
        ...names.map((profile): [string, string] => [profile, wanted]),
      ],
    }).then((ok) => {
      if (!ok) return
      clear()
      notify(`Put ${plural(names.length, 'profile')} into ${wanted}`, {
        label: 'Undo',
        run: () => void changeSettings(before),
      })
    })
  }
  return (
    <Frame
      title={`Group ${plural(names.length, 'profile')}`}
      label={`Group ${plural(names.length, 'profile')}`}
      ready={wanted !== '' && error === undefined}
      close={close}
      save={save}
    >
      <TextField
        label="Group"
        value={name}
        onChange={setName}
        error={error}
        input={{
          onKeyDown: (event) => event.key === 'Enter' && wanted !== '' && error === undefined && save(),
        }}
      />
      <SwitchLine checked={production} onChange={setOwnWord} about="Asks before use, red tag">
        Production
      </SwitchLine>
    </Frame>
  )
}

function Region({ names, close }: { readonly names: readonly string[]; readonly close: () => void }) {
  const [region, setRegion] = useState('')
  const wanted = region.trim()
  return (
    <Frame
      title={`Set the region of ${plural(names.length, 'profile')}`}
      label="Review change"
      ready={wanted !== ''}
      close={close}
      save={() => {
        close()
        reviewOperations(
          names.map((name) => ({ type: 'set', profile: name, key: 'region', value: wanted })),
          { done: `Set ${wanted} for ${plural(names.length, 'profile')}`, onSaved: clear },
        )
      }}
    >
      <SuggestField label="Region" value={region} onChange={setRegion} suggestions={regionSuggestions} />
    </Frame>
  )
}

const shownNames = 50

function Rename({ names, close }: { readonly names: readonly string[]; readonly close: () => void }) {
  const all = (useProfileList()?.profiles ?? []).map(({ name }) => name)
  const [find, setFind] = useState('')
  const [replace, setReplace] = useState('')
  const [follow, setFollow] = useState(true)
  const input = useRef<HTMLInputElement>(null)
  const renamed = renameByPattern(names, find, replace, all)
  const wrong = renamed.filter(({ error }) => error !== undefined).length
  return (
    <Frame
      title={`Rename ${plural(names.length, 'profile')}`}
      label={`Review ${plural(renamed.length, 'rename')}`}
      ready={renamed.length > 0 && wrong === 0}
      close={close}
      save={() => {
        close()
        reviewOperations(
          inFreeOrder(renamed).map(({ from, to }) => ({
            type: 'renameProfile',
            from,
            to,
            updateReferences: follow,
          })),
          { done: `Renamed ${plural(renamed.length, 'profile')}`, onSaved: clear },
        )
      }}
    >
      <TextField label="Replace" value={find} onChange={setFind} inputRef={input} />
      <TextField label="With" value={replace} onChange={setReplace} />
      <CheckLine checked={follow} onChange={setFollow}>
        Change what refers to them too
      </CheckLine>
      <ul className="reference-list" aria-label="New names">
        {renamed.slice(0, shownNames).map(({ from, to, error }) => (
          <li key={from} className="wrap-anywhere">
            {from} → <b className="medium">{to}</b>
            {error !== undefined && <span className="tone-red"> {error}</span>}
          </li>
        ))}
      </ul>
      {find !== '' && renamed.length === 0 && <p className="text-2">None of them has this in its name.</p>}
      {renamed.length > shownNames && <p className="text-3">and {renamed.length - shownNames} more</p>}
    </Frame>
  )
}

/** A change of many profiles at once: one form, one review. */
export function BulkDialog({ input, close }: OverlayProps) {
  const { type, names } = input as unknown as BulkInput
  if (type === 'group') return <NewGroup names={names} close={close} />
  if (type === 'region') return <Region names={names} close={close} />
  return <Rename names={names} close={close} />
}
