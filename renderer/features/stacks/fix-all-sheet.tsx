import { ChevronsUpDown, Lock, TriangleAlert, Undo2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { OverlayProps } from '../../app/feature.ts'
import { notify, notifyError } from '../../app/notify.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { ask } from '../../app/transport.ts'
import { undoChange } from '../../app/undo-change.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice-lines.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Swatch } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { plural } from '../../ui/plural.ts'
import { Popup } from '../../ui/popup.tsx'
import { Sheet, SheetTitle } from '../../ui/sheet.tsx'
import { isKey } from '../../ui/shortcuts.ts'
import { AccountGuard } from './account-guard.tsx'
import './fix-account.css'
import { changeProfiles } from './plan-stacks.ts'
import { ProfileChooser } from './profile-chooser.tsx'
import { keyOf } from './stack-key.ts'
import { useStackList } from './stack-queries.ts'
import { useStacksFor, useWrongStacks, type WrongStack } from './use-proposals.ts'

/** Why this profile, or why none is chosen. */
function whyOf({ proposals }: WrongStack, profile: string | undefined): string {
  if (profile !== undefined)
    return proposals.list.find((each) => each.profile.name === profile)?.why ?? 'Chosen by you'
  if (proposals.list.length === 0) return 'No profile of an allowed account is known'
  return proposals.list.every(({ look }) => look.step === 'edit')
    ? 'Only broken profiles fit'
    : 'Two profiles fit equally well'
}

/** The profile picker of one line. */
function ProfileCell({
  wrong,
  profile,
  onPick,
}: {
  readonly wrong: WrongStack
  readonly profile: string | undefined
  readonly onPick: (profile: string) => void
}) {
  const [open, setOpen] = useState(false)
  const colours = useGroupColours()
  const group = useProfileList()?.profiles.find(({ name }) => name === profile)?.group
  const { stack } = wrong
  return (
    <Popup
      label={`Set the profile of ${stack.stack}`}
      align="start"
      open={open}
      onOpenChange={setOpen}
      content={<ProfileChooser stacks={[stack]} close={() => setOpen(false)} onPick={onPick} />}
      trigger={
        <button
          type="button"
          className="profile-button"
          aria-label={`Profile for ${wrong.project} / ${stack.stack}: ${profile ?? 'none'}. Change`}
        >
          <Swatch colour={group === undefined ? undefined : colours.get(group)} />
          <MiddleTruncate
            className={profile === undefined ? 'text-3' : 'medium'}
            text={profile ?? 'Choose'}
          />
          <ChevronsUpDown aria-hidden="true" />
        </button>
      }
    />
  )
}

/** Every stack in a wrong account with its proposed profile: one line each, one save, one undo. */
export function FixAllSheet({ close }: OverlayProps) {
  const wrong = useWrongStacks(useStackList().data)
  return (
    <StackProfilesSheet
      now={wrong}
      title={(count) => `Fix ${plural(count, 'wrong account')}`}
      close={close}
    />
  )
}

/** Some profiles, each for the stacks that it fits. A stack that is already in a right account starts unselected. */
export function SetProfilesSheet({ input, close }: OverlayProps) {
  const names = useState(() => (input as { readonly profiles: readonly string[] }).profiles)[0]
  const fitting = useStacksFor(useStackList().data, names)
  return (
    <StackProfilesSheet
      now={fitting}
      title={() => `Set ${plural(names.length, 'profile')} for stacks`}
      isOff={({ stack }) => stack.verdict === 'agrees'}
      none="No stack is pinned to an account of these profiles, or all that are use them already."
      close={close}
    />
  )
}

function StackProfilesSheet({
  now,
  title,
  isOff = () => false,
  none,
  close,
}: {
  readonly now: readonly WrongStack[]
  readonly title: (count: number) => string
  /** Whether a line starts unselected. */
  readonly isOff?: (line: WrongStack) => boolean
  /** The text when there is no stack. */
  readonly none?: string
  readonly close: () => void
}) {
  // Fixed when it opens, so that a check that ends later moves no line under the pointer.
  const [lines, setLines] = useState<readonly WrongStack[]>()
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map())
  const [off, setOff] = useState<ReadonlySet<string>>(new Set())
  if (lines === undefined && now.length > 0) {
    setLines(now)
    setOff(new Set(now.filter(isOff).map(({ stack }) => keyOf(stack))))
  }
  const [saving, setSaving] = useState(false)
  const save = useRef<HTMLButtonElement>(null)
  const all = lines ?? []
  const profileOf = (line: WrongStack): string | undefined =>
    picked.get(keyOf(line.stack)) ?? line.proposals.best?.profile.name
  const chosen = all.flatMap((line) => {
    const profile = profileOf(line)
    return profile === undefined || off.has(keyOf(line.stack)) ? [] : [{ line, profile }]
  })
  const sets = chosen.map(({ line, profile }) => ({
    project: line.stack.project,
    stack: line.stack.stack,
    profile,
  }))
  const done = `Set profiles on ${plural(sets.length, 'stack')}`
  const showLines = () => {
    if (sets.length === 0) return
    close()
    void changeProfiles(sets, done)
  }
  const saveAll = async () => {
    if (sets.length === 0 || saving) return
    setSaving(true)
    const plan = await ask('stacks.planProfiles', { sets })
    // A plan with warnings, such as about a file elsewhere, is shown with its lines.
    if (plan.ok && plan.value.warnings.length === 0) {
      const applied = await ask('edits.apply', { planId: plan.value.planId })
      setSaving(false)
      if (!applied.ok) return notifyError(applied.error)
      close()
      return notify(done, { label: 'Undo', run: () => void undoChange(applied.value.historyId) })
    }
    setSaving(false)
    showLines()
  }
  const latest = useRef(saveAll)
  useEffect(() => {
    latest.current = saveAll
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isKey(event, 'Mod+S')) return
      event.preventDefault()
      void latest.current()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
  return (
    <Sheet open onClose={close} initialFocus={save}>
      <div className="sheet-head">
        <SheetTitle>{title(all.length)}</SheetTitle>
        <span className="text-2" aria-live="polite">
          {sets.length} chosen:{' '}
          {plural(new Set(chosen.map(({ line }) => line.stack.label)).size, 'stack file')}
        </span>
        <span className="grow" />
        <IconButton label="Close" onClick={close}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div className="fix-rows scroll">
        {all.length === 0 && none !== undefined && <p className="text-2 fix-none">{none}</p>}
        <table className="fix-table" hidden={all.length === 0}>
          <thead>
            <tr>
              <th scope="col">
                <Checkbox
                  label="All stacks for which a profile is chosen"
                  checked={sets.length > 0 && sets.length === all.length}
                  mixed={sets.length > 0 && sets.length < all.length}
                  onChange={(on) => setOff(on ? new Set() : new Set(all.map(({ stack }) => keyOf(stack))))}
                />
              </th>
              <th scope="col">Stack</th>
              <th scope="col">Would run in</th>
              <th scope="col">Set profile to</th>
              <th scope="col">Why this one</th>
            </tr>
          </thead>
          <tbody>
            {all.map((line) => {
              const { stack, project } = line
              const key = keyOf(stack)
              const profile = profileOf(line)
              const on = profile !== undefined && !off.has(key)
              return (
                <tr key={key}>
                  <td>
                    <Checkbox
                      label={`Set the profile of ${project} / ${stack.stack}`}
                      checked={on}
                      onChange={(next) =>
                        setOff((old) => {
                          const left = new Set(old)
                          if (next) left.delete(key)
                          else left.add(key)
                          return left
                        })
                      }
                    />
                  </td>
                  <td>
                    <span className="line">
                      <MiddleTruncate className="text-2" text={project} /> /{' '}
                      <MiddleTruncate className="medium" text={stack.stack} />
                    </span>
                  </td>
                  <td>
                    <AccountGuard stack={stack} />
                  </td>
                  <td>
                    <ProfileCell
                      wrong={line}
                      profile={profile}
                      onPick={(next) => {
                        setPicked((old) => new Map(old).set(key, next))
                        setOff((old) => new Set([...old].filter((each) => each !== key)))
                      }}
                    />
                  </td>
                  <td>
                    <span className="fix-why">
                      {profile === undefined ? (
                        <TriangleAlert className="tone-amber" aria-hidden="true" />
                      ) : (
                        <Lock className="tone-green" aria-hidden="true" />
                      )}
                      {whyOf(line, profile)}
                    </span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <div className="sheet-foot">
        <span className="foot-note">
          <Undo2 aria-hidden="true" />
          One change. A backup is kept. Undo any time.
        </span>
        <span className="grow" />
        <Button off={sets.length === 0} onClick={showLines}>
          Show the lines
        </Button>
        <Button keys={['Escape']} onClick={close}>
          Cancel
        </Button>
        <Button
          ref={save}
          look="primary"
          keys={['Mod', 'S']}
          off={sets.length === 0}
          busy={saving}
          onClick={() => void saveAll()}
        >
          Save {plural(sets.length, 'change')}
        </Button>
      </div>
    </Sheet>
  )
}
