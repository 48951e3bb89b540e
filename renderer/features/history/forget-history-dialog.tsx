import { useEffect, useState } from 'react'
import type { PurgePlan } from '../../../shared/contract/models.ts'
import type { CodedError } from '../../../shared/result.ts'
import { forgetting, type ForgetChoice } from '../../app/offer-to-forget.ts'
import { notify } from '../../app/notify.ts'
import { ask } from '../../app/transport.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/marks.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { plural } from '../../ui/plural.ts'
import { useStore } from '../../ui/store.ts'

const mostListed = 8

function titleOf(choice: ForgetChoice): string {
  if ('profile' in choice) return `Forget the keys of ${choice.profile}?`
  if ('path' in choice) return `Forget the changes of ${choice.path}?`
  return 'all' in choice ? 'Forget the whole history?' : 'Forget older changes?'
}

const isEmpty = ({ entries, unreadable, backups, others }: PurgePlan): boolean =>
  entries.length + unreadable + backups + others === 0

/** What would be forgotten, in full if it is short. */
function Amount({ plan }: { readonly plan: PurgePlan }) {
  if (isEmpty(plan)) return <p>The history holds no such entry.</p>
  const more = plan.entries.length - mostListed
  return (
    <>
      <p>
        {plural(plan.entries.length, 'change')} and {plural(plan.backups, 'backup')} go for good
        {plan.others > 0 && `, with ${plural(plan.others, 'cached file')}`}
        {plan.unreadable > 0 && `, and ${plural(plan.unreadable, 'entry', 'entries')} that cannot be read`}.
        Backups are whole files: these changes can no longer be undone.
      </p>
      <ul className="reference-list">
        {plan.entries.slice(0, mostListed).map(({ id, summary, files }) => (
          <li key={id} className="wrap-anywhere">
            {summary} <span className="mono text-3">{files.join(', ')}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-2">and {more} more</p>}
    </>
  )
}

function ConfirmForgetting({ choice }: { readonly choice: ForgetChoice }) {
  const [plan, setPlan] = useState<PurgePlan>()
  const [error, setError] = useState<CodedError>()
  const [left, setLeft] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const close = () => forgetting.set(undefined)
  useEffect(() => {
    let isShown = true
    void ask('history.planPurge', { what: choice }).then((reply) => {
      if (!isShown) return
      if (reply.ok) setPlan(reply.value)
      else setError(reply.error)
    })
    return () => {
      isShown = false
    }
  }, [choice])
  const forget = async (): Promise<void> => {
    if (plan === undefined || isEmpty(plan) || left.length > 0) return close()
    setBusy(true)
    const reply = await ask('history.purge', { planId: plan.planId })
    setBusy(false)
    if (!reply.ok) return setError(reply.error)
    notify(`Forgot ${plural(reply.value.entries, 'change')}`)
    if (reply.value.left.length > 0) setLeft(reply.value.left)
    else close()
  }
  const isDone = left.length > 0 || (plan !== undefined && isEmpty(plan))
  return (
    <ConfirmDialog
      open
      title={titleOf(choice)}
      confirmLabel={isDone ? 'Close' : 'Forget'}
      keepLabel="Keep"
      danger={!isDone}
      busy={busy}
      onConfirm={() => void forget()}
      onClose={close}
    >
      {error !== undefined && <ErrorNotice error={error} assertive />}
      {plan === undefined && error === undefined && <Skeleton width="60%" />}
      {plan !== undefined && left.length === 0 && <Amount plan={plan} />}
      {left.length > 0 && (
        <Notice tone="amber" strong="The keys still stand in other files of Stackpass:" assertive>
          {left.join(', ')}
        </Notice>
      )}
    </ConfirmDialog>
  )
}

function ChooseProfile() {
  const [name, setName] = useState('')
  return (
    <ConfirmDialog
      open
      title="Forget the keys of a profile"
      confirmLabel="Show what would go"
      keepLabel="Cancel"
      danger={false}
      onConfirm={() => name !== '' && forgetting.set({ profile: name })}
      onClose={() => forgetting.set(undefined)}
    >
      <TextField label="Profile, also one that is deleted" value={name} onChange={setName} mono />
    </ConfirmDialog>
  )
}

/** Shows what would be forgotten and asks first. */
export function ForgetDialog() {
  const choice = useStore(forgetting)
  if (choice === undefined) return null
  return choice === 'profile' ? (
    <ChooseProfile />
  ) : (
    <ConfirmForgetting key={JSON.stringify(choice)} choice={choice} />
  )
}
