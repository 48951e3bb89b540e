import type { PlanView } from '../../../shared/contract/models.ts'
import { askedAbout, questionOf, type Question } from '../../../shared/domain/edit/asked-about.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'

const headings: Readonly<Record<Question, { readonly tone: 'red' | 'amber'; readonly words: string }>> = {
  'stops-working': { tone: 'red', words: 'Stops working.' },
  'new-error': { tone: 'red', words: 'New error.' },
  region: { tone: 'red', words: 'The stack is deployed elsewhere.' },
  doubtful: { tone: 'amber', words: 'Probably a slip.' },
  'new-warning': { tone: 'amber', words: 'New warning.' },
}

const order = Object.keys(headings)

/** What the dialog shows about a plan: first what stops working and what is wrong, each message once. */
export function asksBefore(
  plan: PlanView,
): readonly { readonly question: Question; readonly message: string }[] {
  const said = new Map(askedAbout(plan.warnings).map((warning) => [warning.message, questionOf(warning)]))
  return [...said]
    .flatMap(([message, question]) => (question === undefined ? [] : [{ question, message }]))
    .sort((a, b) => order.indexOf(a.question) - order.indexOf(b.question))
}

/** Asks before writing a plan that is doubtful or breaks something for others. Cancel has the focus. */
export function SaveAnyway({
  plan,
  open,
  onConfirm,
  onClose,
}: {
  readonly plan: PlanView
  readonly open: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}) {
  return (
    <ConfirmDialog
      open={open}
      title="Write this anyway?"
      confirmLabel="Write it"
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {asksBefore(plan).map(({ question, message }) => (
        <Notice key={message} tone={headings[question].tone} strong={headings[question].words}>
          <span className="wrap-anywhere">{message}</span>
        </Notice>
      ))}
      <p className="dialog-text text-3">Nothing is written yet. Cancel leads back to the lines.</p>
    </ConfirmDialog>
  )
}
