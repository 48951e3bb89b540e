import { ChevronUp, Copy, FolderPlus, ShieldCheck, Trash2 } from 'lucide-react'
import { useSettings } from '../../app/core-queries.ts'
import { hasOverlay } from '../../app/feature-registry.ts'
import { openOverlay } from '../../app/overlays.ts'
import { putIntoGroup } from '../../app/settings-actions.ts'
import { useVerify } from '../../app/use-verify.ts'
import { SelectionBar } from '../../list/selection-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { Swatch } from '../../ui/marks.tsx'
import { MenuButton, MenuGroup, MenuItem, MenuLine } from '../../ui/menu.tsx'
import { plural } from '../../ui/plural.ts'
import { useStore } from '../../ui/store.ts'
import { bulkForm } from './bulk-form.ts'
import { profileDialog } from './open-profile-dialog.ts'
import { copyProfiles } from './profile-actions.ts'
import { profileListState, selected } from './profile-list-state.ts'

/** Actions for the selected profiles. */
export function ProfileSelectionBar() {
  const names = useStore(selected)
  const groups = useSettings()?.groups ?? []
  const verify = useVerify()
  if (names.size === 0) return null
  const all = [...names]
  return (
    <SelectionBar list={profileListState} label="Selected profiles" words={plural(names.size, 'profile')}>
      <MenuButton
        align="start"
        trigger={
          <Button size="small" icon={<FolderPlus aria-hidden="true" />}>
            Group
            <ChevronUp aria-hidden="true" />
          </Button>
        }
      >
        {groups.map((group) => (
          <MenuItem
            key={group.name}
            icon={<Swatch colour={group.colour} />}
            onSelect={() => void putIntoGroup(all, group.name)}
          >
            {group.name}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => bulkForm.set({ type: 'group' })}>New group…</MenuItem>
        <MenuLine />
        <MenuItem onSelect={() => void putIntoGroup(all, undefined)}>No group</MenuItem>
      </MenuButton>
      <Button size="small" onClick={() => bulkForm.set({ type: 'region' })}>
        Region
      </Button>
      <Button size="small" icon={<ShieldCheck aria-hidden="true" />} onClick={() => void verify(all, [])}>
        Verify
      </Button>
      <MenuButton
        trigger={
          <Button size="small">
            More
            <ChevronUp aria-hidden="true" />
          </Button>
        }
      >
        <MenuItem onSelect={() => bulkForm.set({ type: 'rename' })}>Rename by pattern…</MenuItem>
        {hasOverlay('stacks-set-profile') && (
          <MenuItem
            onSelect={() =>
              names.size === 1
                ? openOverlay('stacks-set-profile', { profile: all[0] })
                : openOverlay('stacks-set-profiles', { profiles: all })
            }
          >
            Set for stacks…
          </MenuItem>
        )}
        <MenuLine />
        <MenuGroup label="Export to the clipboard">
          <MenuItem icon={<Copy aria-hidden="true" />} onSelect={() => void copyProfiles(all, false)}>
            Without secrets
          </MenuItem>
          <MenuItem onSelect={() => void copyProfiles(all, true)}>With secrets</MenuItem>
        </MenuGroup>
        <MenuLine />
        <MenuItem
          bad
          icon={<Trash2 aria-hidden="true" />}
          onSelect={() => profileDialog.set({ type: 'delete', names: all })}
        >
          Delete…
        </MenuItem>
      </MenuButton>
    </SelectionBar>
  )
}
