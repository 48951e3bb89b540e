import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Settings } from '../../../shared/contract/models.ts'
import { useGroupCounts } from '../../app/profile-groups.ts'
import { knownAnswer } from '../../app/method-query.ts'
import { notify } from '../../app/notify.ts'
import { Button } from '../../ui/button.tsx'
import { changeGroup, checkGroupName, freeColour, withoutGroup, type Group } from './group-changes.ts'
import { GroupItem } from './group-item.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'
import { late } from '../../ui/late-part.tsx'

const MembersDialog = late(
  () => import('./group-members-dialog.tsx'),
  (module) => module.MembersDialog,
)

const BrowserDialog = late(
  () => import('./group-browser-dialog.tsx'),
  (module) => module.GroupBrowserDialog,
)

function freeName(groups: readonly Group[]): string {
  for (let number = groups.length + 1; ; number++) {
    const name = `group-${number}`
    if (checkGroupName(name, groups) === undefined) return name
  }
}

/** The groups: name, colour, production, and who is in them. */
export function GroupsSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  const client = useQueryClient()
  const counts = useGroupCounts()
  const [members, setMembers] = useState<string>()
  const [browserOf, setBrowserOf] = useState<string>()
  const [added, setAdded] = useState<string>()
  const add = useRef<HTMLButtonElement>(null)
  // Always from the newest settings: two changes may follow each other within one render.
  const current = (): Settings => knownAnswer(client, 'settings.get', {}) ?? settings

  const onAdd = (): void => {
    const { groups } = current()
    const name = freeName(groups)
    setAdded(name)
    void saving.save({ groups: [...groups, { name, colour: freeColour(groups), production: false }] })
  }
  const onDelete = async (name: string): Promise<void> => {
    const { groups, profileGroups } = current()
    if (!(await saving.save(withoutGroup({ groups, profileGroups }, name)))) return
    add.current?.focus()
    notify(`Deleted the group ${name}`, {
      label: 'Undo',
      run: () => void saving.save({ groups, profileGroups }),
    })
  }
  const chosen = settings.groups.find(({ name }) => name === browserOf)
  return (
    <SettingsSection
      title="Groups"
      about="A profile is in one group or in none: by hand, else by a rule of the group. Profiles of a production group are red everywhere. The console of a group can open in a browser of its own."
      saving={saving}
    >
      {counts.length === 0 && <p className="text-2">No groups yet.</p>}
      <ul className="groups">
        {counts.map(({ count, ...group }, index) => (
          <GroupItem
            // A group keeps its place while the user types its name.
            key={index}
            group={group}
            count={count}
            groups={settings.groups}
            isNew={group.name === added}
            onChange={(next) => void saving.save(changeGroup(current(), group.name, next))}
            onMembers={() => setMembers(group.name)}
            onBrowser={() => setBrowserOf(group.name)}
            onDelete={() => void onDelete(group.name)}
          />
        ))}
      </ul>
      <Button ref={add} size="small" icon={<Plus aria-hidden="true" />} onClick={onAdd}>
        Add group
      </Button>
      {chosen !== undefined && (
        <BrowserDialog
          group={chosen}
          close={() => setBrowserOf(undefined)}
          onSave={(next) => void saving.save(changeGroup(current(), next.name, next))}
        />
      )}
      {members !== undefined && (
        <MembersDialog
          group={members}
          close={() => setMembers(undefined)}
          onSave={(next) => void saving.save(next)}
        />
      )}
    </SettingsSection>
  )
}
