import { CircleCheck } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { ProfileList } from '../../../shared/contract/models.ts'
import { review } from '../../app/open-review.ts'
import { ask } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { FilterTabs } from '../../ui/filter-tabs.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemItem } from './problem-item.tsx'
import { problemRows, type ProblemRow, type Severity } from './problem-rows.ts'
import { useTallRows } from './use-tall-rows.ts'

const estimate = (row: ProblemRow): number => (row.type === 'file' ? 40 : 120)

function RowContent({ row }: { readonly row: ProblemRow }) {
  if (row.type === 'problem') return <ProblemItem problem={row.problem} />
  if (row.type === 'file') {
    return (
      <h3 className="problem-file">
        <span className="mono strong">{row.label}</span> <span className="text-3">{row.count}</span>
      </h3>
    )
  }
  const { error, label } = row.file
  return (
    <Notice tone="red" strong={`Can't read ${label}.`}>
      {[error?.reason ?? error?.message, error?.remedy].filter(Boolean).join(' ')}
    </Notice>
  )
}

/** The problems in the files, by file and line, with the changes that repair them. */
export function ProblemsPane({
  list,
  counts,
}: {
  readonly list: ProfileList
  readonly counts: Readonly<Record<Severity, number>>
}) {
  const [filter, setFilter] = useState<Severity | 'all'>('all')
  const rows = useMemo(() => problemRows(list, filter), [list, filter])
  const scroller = useRef<HTMLDivElement>(null)
  const view = useTallRows(rows, scroller, estimate)
  const repairs = list.problems.filter((problem) => problem.fix?.operation.type === 'fix').length
  const total = counts.error + counts.warning + counts.info
  return (
    <aside className="side-pane health-problems" data-pane aria-label="Problems in files">
      <header className="pane-head">
        <h2 className="strong grow">Problems in files</h2>
        {repairs > 1 && (
          <Button
            size="small"
            onClick={() => review({ plan: () => ask('edits.planRepairs', {}), saveLabel: 'Repair all' })}
          >
            Repair all
          </Button>
        )}
      </header>
      {total === 0 ? (
        <div className="health-fine">
          <CircleCheck aria-hidden="true" className="tone-green" />
          <p className="medium">No problems in your files</p>
          <p className="meta text-2">
            The AWS CLI, the JS SDK and the other SDKs read{' '}
            {list.files.map((file) => file.label).join(' and ')} in the same way.
          </p>
        </div>
      ) : (
        <>
          <div className="health-tabs">
            <FilterTabs<Severity | 'all'>
              label="Which problems"
              value={filter}
              onChange={setFilter}
              tabs={[
                { value: 'all', label: 'All', count: total },
                { value: 'error', label: 'Errors', count: counts.error, bad: counts.error > 0 },
                { value: 'warning', label: 'Warnings', count: counts.warning },
                { value: 'info', label: 'Notes', count: counts.info },
              ]}
            />
          </div>
          <div
            ref={scroller}
            className="health-scroll scroll"
            role="list"
            aria-label="Problems by file and line"
            tabIndex={0}
            data-pane-focus
          >
            {rows.length === 0 && <p className="health-none text-2">None of this kind.</p>}
            <div className="health-rows" role="presentation" style={{ height: view.total }}>
              {view.items.map((item) => {
                const row = rows[item.index]
                return (
                  row !== undefined && (
                    <div
                      key={item.index}
                      ref={view.measure}
                      data-index={item.index}
                      role="listitem"
                      aria-setsize={rows.length}
                      aria-posinset={item.index + 1}
                      className="health-place"
                      style={{ transform: `translateY(${item.start}px)` }}
                    >
                      <RowContent row={row} />
                    </div>
                  )
                )
              })}
            </div>
          </div>
        </>
      )}
    </aside>
  )
}
