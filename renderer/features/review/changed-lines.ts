import type { PlanView } from '../../../shared/contract/models.ts'
import { plural } from '../../ui/plural.ts'

/** "2 lines in ~/.aws/credentials": what a plan changes, counting a replaced line once. */
export function changedLines(plan: PlanView): string {
  if (plan.files.length === 0) return 'nothing to change'
  const lines = plan.files.reduce((sum, file) => sum + Math.max(file.added, file.removed), 0)
  const [only] = plan.files
  const where = plan.files.length === 1 && only !== undefined ? only.label : plural(plan.files.length, 'file')
  return `${plural(lines, 'line')} in ${where}`
}
