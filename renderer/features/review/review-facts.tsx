import { FileText, Link2 } from 'lucide-react'
import type { PlanView } from '../../../shared/contract/models.ts'
import { plural } from '../../ui/plural.ts'
import { KeyFacts } from './key-facts.tsx'
import { StackUsers } from './stack-users.tsx'
import type { KeyCheck } from './use-key-check.ts'

/** How many lines of existing files a plan leaves unchanged. */
function untouched(plan: PlanView): number {
  let lines = 0
  for (const file of plan.files) {
    lines += file.linesBelow
    for (const hunk of file.hunks) {
      lines += hunk.linesAbove + hunk.lines.filter((line) => line.type === 'context').length
    }
  }
  return lines
}

/** Facts about a change besides the lines themselves. */
export function ReviewFacts({
  plan,
  check,
}: {
  readonly plan: PlanView
  readonly check: KeyCheck | undefined
}) {
  const kept = untouched(plan)
  const users = [...new Set(plan.references.map((reference) => reference.profile))]
  return (
    <ul className="facts" aria-live="polite">
      {check !== undefined && <KeyFacts check={check} />}
      <li>
        <FileText className="text-3" aria-hidden="true" />
        <div>
          <b className="medium">Nothing else is touched</b>
          <p className="text-2 meta">
            {kept === 0
              ? 'Only the lines shown are written.'
              : `${plural(kept, 'line')} ${kept === 1 ? 'stays' : 'stay'} byte for byte. Comments, spacing and permissions are kept.`}
          </p>
        </div>
      </li>
      {plan.newKeys?.map((profile) => (
        <StackUsers key={profile} profile={profile} />
      ))}
      {users.length > 0 && (
        <li>
          <Link2 className="text-3" aria-hidden="true" />
          <div>
            <b className="medium">
              {users.length === 1 ? '1 profile refers' : `${users.length} profiles refer`} to it
            </b>
            <p className="text-2 meta wrap-anywhere">
              {users.slice(0, 6).join(', ')}
              {users.length > 6 && ` and ${users.length - 6} more`}
            </p>
          </div>
        </li>
      )}
    </ul>
  )
}
