import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { nameOf } from '../../../shared/domain/aws/readers/same-answers.ts'
import { readerNames } from '../../../shared/domain/aws/readers/types.ts'
import { activateProfile } from '../../app/activate-profile.ts'
import { useActive, useSettings, useSnapshot } from '../../app/core-queries.ts'
import { hasOverlay } from '../../app/feature-registry.ts'
import { usePrintedKeys } from '../../app/key-bindings.ts'
import { openConsole } from '../../app/open-console.ts'
import { openOverlay } from '../../app/overlays.ts'
import { useProfileAccess } from '../../app/session-queries.ts'
import { putIntoGroup, toggleFavourite } from '../../app/settings-actions.ts'
import { signIn } from '../../app/sign-in.ts'
import { useVerify } from '../../app/use-verify.ts'
import { Swatch } from '../../ui/marks.tsx'
import { MenuCheck, MenuGroup, MenuItem, MenuLine } from '../../ui/menu.tsx'
import { bulkForm } from './bulk-form.ts'
import { profileDialog } from './open-profile-dialog.ts'
import { copySnippet, openTerminal, usualFormat } from './profile-actions.ts'
import { useStartEdit } from './use-start-edit.ts'

/** All actions for a profile: behind the three dots of its panel, and with a right click on its row. */
export function ProfileMenu({ profile }: { readonly profile: ProfileSummary }) {
  const groups = useSettings()?.groups ?? []
  const platform = useSnapshot()?.platform
  const inUse = useActive()?.profile === profile.name
  const access = useProfileAccess().get(profile.name)
  const keys = usePrintedKeys()
  const verify = useVerify()
  const startEdit = useStartEdit()
  const { name } = profile
  return (
    <>
      <MenuItem keys={keys('use')} off={inUse} onSelect={() => void activateProfile(name)}>
        {inUse ? 'In use' : 'Use'}
      </MenuItem>
      {access !== undefined && (
        <MenuItem keys={keys('signIn')} onSelect={() => void signIn({ profile: name })}>
          Sign in
        </MenuItem>
      )}
      <MenuItem keys={keys('verify')} onSelect={() => void verify([name], [])}>
        Verify
      </MenuItem>
      <MenuItem keys={keys('console')} onSelect={() => void openConsole({ profile: name }, 'open')}>
        Open console
      </MenuItem>
      <MenuItem onSelect={() => void openConsole({ profile: name }, 'copy')}>Copy console link</MenuItem>
      <MenuItem keys={keys('terminal')} onSelect={() => void openTerminal(name)}>
        Open terminal
      </MenuItem>
      <MenuItem
        keys={keys('copy')}
        onSelect={() => void copySnippet(name, usualFormat(platform), profile.hasSecret)}
      >
        Copy as env
      </MenuItem>
      <MenuLine />
      <MenuItem keys={keys('edit')} onSelect={() => void startEdit(name)}>
        Edit
      </MenuItem>
      <MenuItem keys={keys('rename')} onSelect={() => profileDialog.set({ type: 'rename', name })}>
        Rename
      </MenuItem>
      <MenuItem keys={keys('duplicate')} onSelect={() => profileDialog.set({ type: 'duplicate', name })}>
        Duplicate
      </MenuItem>
      <MenuItem keys={keys('star')} onSelect={() => void toggleFavourite(name)}>
        {profile.favourite ? 'Take out of favourites' : 'Make a favourite'}
      </MenuItem>
      {hasOverlay('stacks-set-profile') && (
        <MenuItem onSelect={() => openOverlay('stacks-set-profile', { profile: name })}>
          Set for stacks…
        </MenuItem>
      )}
      <MenuLine />
      <MenuGroup label="Verify as">
        {readerNames.map((as) => (
          <MenuItem key={as} onSelect={() => void verify([name], [], { as })}>
            {nameOf(as)}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuGroup label="Group">
        {groups.map((group) => (
          <MenuCheck
            key={group.name}
            checked={profile.group === group.name}
            onChange={(on) => void putIntoGroup([name], on ? group.name : undefined)}
          >
            <Swatch colour={group.colour} />
            {group.name}
          </MenuCheck>
        ))}
        <MenuItem onSelect={() => bulkForm.set({ type: 'group', names: [name] })}>New group…</MenuItem>
      </MenuGroup>
      <MenuLine />
      <MenuItem
        bad
        keys={keys('delete')}
        onSelect={() => profileDialog.set({ type: 'delete', names: [name] })}
      >
        Delete
      </MenuItem>
    </>
  )
}
