import { CircleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { StackDetail } from '../../../shared/contract/models.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { layerIsOpen } from '../../app/open-layers.ts'
import { openOverlay } from '../../app/overlays.ts'
import { Button } from '../../ui/button.tsx'
import { AccountId, Swatch } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { plural } from '../../ui/plural.ts'
import { Popup } from '../../ui/popup.tsx'
import { isKey } from '../../ui/shortcuts.ts'
import { Status } from '../../ui/status.tsx'
import { pickerLook } from '../../app/profile-step.ts'
import { fixAllOverlay } from './fix-all-overlay.ts'
import { setStackProfile } from './plan-stacks.ts'
import { ProfileChooser } from './profile-chooser.tsx'
import { keyOf } from './stack-key.ts'
import { useKnownStacks } from './stack-queries.ts'
import { useProposals, useWrongStacks } from './use-proposals.ts'
import './fix-account.css'

const shown = 4

/** The reason in a sentence, according to the guard. */
function Reason({ detail: { summary } }: { readonly detail: StackDetail }) {
  const { allowedAccountIds: allowed } = summary
  if (allowed.length === 0) return <p>This stack forbids the account. Set a profile of another one:</p>
  return (
    <p>
      This stack only allows{' '}
      {allowed.map((id, index) => (
        <span key={id}>
          {index > 0 && (index === allowed.length - 1 ? ' and ' : ', ')}
          <b className="medium">
            <AccountId id={id} />
          </b>
        </span>
      ))}
      . Set a profile of {allowed.length === 1 ? 'that account' : 'one of them'}:
    </p>
  )
}

/** Explains the wrong account: the profiles that would be right, a button to set one, and a link to fix all stacks. */
export function FixAccount({ detail }: { readonly detail: StackDetail }) {
  const { summary, project } = detail
  const list = useKnownStacks()
  const proposals = useProposals(list)?.(summary, project.name)
  const wrong = useWrongStacks(list)
  const colours = useGroupColours()
  const [picked, setPicked] = useState<string>()
  const [choosing, setChoosing] = useState(false)
  const options = proposals?.list.slice(0, shown) ?? []
  const chosen =
    options.find(({ profile }) => profile.name === picked)?.profile.name ?? proposals?.best?.profile.name
  useEffect(() => {
    if (chosen === undefined) return
    const onKey = (event: KeyboardEvent) => {
      if (!isKey(event, 'Mod+Enter') || layerIsOpen()) return
      event.preventDefault()
      void setStackProfile([summary], chosen)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [chosen, summary])
  if (proposals === undefined) return null
  const name = `fix-${keyOf(summary)}`
  const other = (
    <Popup
      label={`Set the profile of ${summary.stack}`}
      open={choosing}
      onOpenChange={setChoosing}
      content={<ProfileChooser stacks={[summary]} close={() => setChoosing(false)} />}
      trigger={<Button>Other profile</Button>}
    />
  )
  return (
    <div className="fix-account">
      <Reason detail={detail} />
      {options.length === 0 ? (
        <p className="text-2">
          No profile is known to be of{' '}
          {summary.allowedAccountIds.length === 1 ? 'that account' : 'these accounts'}. A check tells the
          account of a profile.
        </p>
      ) : (
        <div className="fix-options" role="radiogroup" aria-label="Profiles of an allowed account">
          {options.map(({ profile, why, look }) => (
            <label key={profile.name} className="fix-option">
              <input
                type="radio"
                className="radio"
                name={name}
                checked={chosen === profile.name}
                onChange={() => setPicked(profile.name)}
              />
              <span className="fix-who">
                <span className="line">
                  <Swatch colour={profile.group === undefined ? undefined : colours.get(profile.group)} />
                  <MiddleTruncate className="medium" text={profile.name} />
                  <span className="grow" />
                  <Status look={pickerLook(look)} />
                </span>
                <span className="meta text-2">{why}</span>
              </span>
            </label>
          ))}
        </div>
      )}
      <div className="fix-actions">
        {chosen !== undefined && (
          <Button
            look="primary"
            data-tip={`Set the profile of ${summary.stack} to ${chosen}`}
            data-tip-keys="Mod Enter"
            aria-keyshortcuts="Control+Enter"
            onClick={() => void setStackProfile([summary], chosen)}
          >
            <span className="fix-label">
              Set to <MiddleTruncate text={chosen} />
            </span>
          </Button>
        )}
        {other}
      </div>
      {wrong.length > 1 && (
        <div className="fix-all-line">
          <CircleAlert className="tone-red" aria-hidden="true" />
          <span className="grow">
            {plural(wrong.length, 'stack')} in{' '}
            {plural(new Set(wrong.map(({ stack }) => stack.project)).size, 'project')} have this problem.
          </span>
          <Button size="small" onClick={() => openOverlay(fixAllOverlay)}>
            Fix all {wrong.length}
          </Button>
        </div>
      )}
    </div>
  )
}
