import { Ellipsis, Star } from 'lucide-react'
import { useState } from 'react'
import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { showHidden } from '../../../shared/domain/text/visible-text.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { GroupRule } from '../../app/group-rules-field.tsx'
import { useGroupColours } from '../../app/profile-groups.ts'
import { statusOf } from '../../app/profile-status.ts'
import { useActive, useSnapshot } from '../../app/core-queries.ts'
import { toggleFavourite } from '../../app/settings-actions.ts'
import { openConsole } from '../../app/open-console.ts'
import { spoken, usePrintedKeys } from '../../app/key-bindings.ts'
import { activateProfile } from '../../app/activate-profile.ts'
import { useToolAnswers } from '../../app/tool-answers.ts'
import { toolNames } from '../../../shared/domain/aws/readers/tool-names.ts'
import { useProfileAccess } from '../../app/session-queries.ts'
import { useVerify } from '../../app/use-verify.ts'
import { checking } from '../../app/verify-progress.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Chip, GroupTag } from '../../ui/marks.tsx'
import { MenuButton, MenuCheck, MenuGroup, MenuItem, MenuLine } from '../../ui/menu.tsx'
import { Status } from '../../ui/status.tsx'
import { useStore } from '../../ui/store.ts'
import { kindLabels } from './profile-kinds.ts'
import { ProfileMenu } from './late-profile-menu.ts'
import { SignInLine } from './sign-in-line.tsx'
import { copySnippet, openTerminal, snippetFormats, usualFormat } from './profile-actions.ts'

function CopyMenu({ profile }: { readonly profile: ProfileSummary }) {
  const [secrets, setSecrets] = useState(profile.hasSecret)
  const usual = usualFormat(useSnapshot()?.platform)
  return (
    <MenuButton trigger={<Button>Copy as env</Button>}>
      <MenuGroup label="Copy for">
        {snippetFormats.map(({ format, label }) => (
          <MenuItem
            key={format}
            {...(format === usual ? { keys: ['Mod', 'Shift', 'C'] } : {})}
            onSelect={() => void copySnippet(profile.name, format, secrets)}
          >
            {label}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuCheck checked={secrets} onChange={setSecrets}>
        With the secret keys
      </MenuCheck>
    </MenuButton>
  )
}

/** The profile's name, marks and actions. */
export function DetailHead({ profile }: { readonly profile: ProfileSummary }) {
  const now = useHalfMinute()
  const colours = useGroupColours()
  const verify = useVerify()
  const tools = useToolAnswers()
  const access = useProfileAccess().get(profile.name)
  const inCheck = useStore(checking).has(profile.name)
  const inUse = useActive()?.profile === profile.name
  const keys = usePrintedKeys()
  const { name } = profile
  return (
    <div className="detail-head">
      <div className="detail-title">
        <h2 className="title wrap-anywhere">{showHidden(name)}</h2>
        <IconButton
          small
          label={profile.favourite ? 'Take out of favourites' : 'Make a favourite'}
          keys={keys('star')}
          className={profile.favourite ? 'star on' : 'star'}
          aria-pressed={profile.favourite}
          onClick={() => void toggleFavourite(name)}
        >
          <Star aria-hidden="true" />
        </IconButton>
        <span className="grow" />
        <MenuButton
          trigger={
            <button type="button" className="icon-button" aria-label={`More for ${name}`}>
              <Ellipsis aria-hidden="true" />
            </button>
          }
        >
          <ProfileMenu profile={profile} />
        </MenuButton>
      </div>
      <div className="detail-marks">
        {profile.group !== undefined && (
          <GroupTag
            name={profile.group}
            colour={colours.get(profile.group)}
            production={profile.production}
          />
        )}
        {profile.groupRule !== undefined && (
          <span className="meta text-3">
            by rule <GroupRule rule={profile.groupRule} />
          </span>
        )}
        <Chip>{kindLabels[profile.kind]}</Chip>
        <Status look={statusOf(profile, now, inCheck, tools.refusals.get(profile.name), access?.state)} />
        <span className="meta text-3">for {toolNames[tools.tool]}</span>
      </div>
      {access !== undefined && <SignInLine profile={name} access={access} now={now} />}
      <div className="detail-actions">
        <Button look="primary" keys={['Enter']} off={inUse} onClick={() => void activateProfile(name)}>
          {inUse ? 'In use' : 'Use this profile'}
        </Button>
        <Button
          data-tip={`Asks AWS who this profile is for ${toolNames[tools.tool]}`}
          data-tip-keys={keys('verify')?.join(' ')}
          aria-keyshortcuts={spoken(keys('verify'))}
          busy={inCheck}
          onClick={() => void verify([name], [])}
        >
          {inCheck ? 'Checking' : 'Verify'}
        </Button>
        <Button
          data-tip="The console of AWS, in your browser"
          data-tip-keys={keys('console')?.join(' ')}
          aria-keyshortcuts={spoken(keys('console'))}
          onClick={() => void openConsole({ profile: name }, 'open')}
        >
          Open console
        </Button>
        <Button
          data-tip="A new window with this profile, pinned"
          data-tip-keys={keys('terminal')?.join(' ')}
          aria-keyshortcuts={spoken(keys('terminal'))}
          onClick={() => void openTerminal(name)}
        >
          Open terminal
        </Button>
        <CopyMenu key={name} profile={profile} />
      </div>
    </div>
  )
}
