import { classNames } from '../../ui/class-names.ts'
import type { CheckRow } from './check-rows.ts'

/** The name of a group of results, and what applies to all of them. */
export function CheckHeading({ row }: { readonly row: Extract<CheckRow, { type: 'heading' }> }) {
  const { group, count, advice } = row
  return (
    <div role="gridcell" aria-colspan={5} className="check-heading">
      <p>
        <span className={classNames('strong', group.state === 'broken' && 'tone-red')}>{group.title}</span>{' '}
        <span className="text-3">{count}</span>
      </p>
      {advice !== undefined && <p className="meta text-2 wrap-anywhere">{advice}</p>}
    </div>
  )
}
