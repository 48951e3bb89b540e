import { useMemo, useState } from 'react'
import type { StackSummary } from '../../../shared/contract/models.ts'
import type { OverlayProps } from '../../app/feature.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { termsOf } from '../../ui/filter-terms.ts'
import { toggled } from '../../list/list-state.ts'
import { Button } from '../../ui/button.tsx'
import { CheckLine } from '../../ui/choice-lines.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { plural } from '../../ui/plural.ts'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { fitOf, sureAccount, type Fit } from './profile-fit.ts'
import { setStackProfile } from './plan-stacks.ts'
import { whatIsWritten } from './profile-chooser.tsx'
import { useStackList } from './stack-queries.ts'
import { keyOf } from './stack-key.ts'
import './stacks.css'

const mostShown = 200
const fitWords: Record<Fit, string> = {
  allowed: 'allows the account',
  elsewhere: 'does not allow the account',
  unknown: 'is pinned, the account of the profile is not known yet',
}

function about(stack: StackSummary, account: string | undefined, hasProfile: boolean): string {
  const now = stack.profile === undefined ? 'No profile' : `Now ${stack.profile}`
  const guarded = stack.allowedAccountIds.length + stack.forbiddenAccountIds.length > 0
  if (!hasProfile || !guarded) return now
  return `${now}, ${fitWords[fitOf(account, stack)]}`
}

/** Sets one profile for several stacks: opened from a profile or from the palette. */
export function ChooseStacks({ input, close }: OverlayProps) {
  const given = input as { readonly profile?: string; readonly stacks?: readonly string[] }
  const [profile, setProfile] = useState(given.profile ?? '')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(given.stacks ?? []))
  const [text, setText] = useState('')
  const list = useStackList().data
  const profiles = useProfileList()?.profiles ?? []
  const known = profiles.find(({ name }) => name === profile)
  const all = useMemo(
    () =>
      (list?.projects ?? []).flatMap(({ name, stacks }) => stacks.map((stack) => ({ stack, project: name }))),
    [list],
  )
  const terms = termsOf(text)
  const found = all.filter(({ stack, project }) => {
    const words = `${project} ${stack.stack} ${stack.profile ?? ''}`.toLowerCase()
    return terms.every((term) => words.includes(term))
  })
  const stacks = all.flatMap(({ stack }) => (chosen.has(keyOf(stack)) ? [stack] : []))
  const ready = profile !== '' && stacks.length > 0
  return (
    <Modal
      open
      onClose={close}
      title="Set stack profile"
      size="middle"
      foot={
        <>
          <span className="foot-note meta">
            {stacks.length === 0 ? 'No stack chosen' : whatIsWritten(stacks)}
          </span>
          <Button
            look="primary"
            off={!ready}
            onClick={() => {
              close()
              void setStackProfile(stacks, profile)
            }}
          >
            Review change
          </Button>
        </>
      }
    >
      <SuggestField
        label="Profile"
        value={profile}
        onChange={setProfile}
        suggestions={profiles.map(({ name, account }) => ({
          value: name,
          ...(account === undefined ? {} : { about: account }),
        }))}
        {...(profile !== '' && known === undefined
          ? { note: 'This profile is not in your AWS files.', noteTone: 'amber' as const }
          : {})}
      />
      <TextField label="Find a stack" value={text} onChange={setText} placeholder="Project or stack" />
      <div className="choose-list" role="group" aria-label="Stacks">
        {found.slice(0, mostShown).map(({ stack, project }) => (
          <CheckLine
            key={keyOf(stack)}
            checked={chosen.has(keyOf(stack))}
            onChange={() => setChosen((old) => toggled(old, keyOf(stack)))}
            about={about(stack, known && sureAccount(known), profile !== '')}
          >
            {project} / <span className="medium">{stack.stack}</span>
          </CheckLine>
        ))}
        {found.length === 0 && <p className="text-3">No stack has this in its name.</p>}
        {found.length > mostShown && (
          <p className="text-3">{plural(found.length - mostShown, 'more stack')}: type to find them.</p>
        )}
      </div>
    </Modal>
  )
}
