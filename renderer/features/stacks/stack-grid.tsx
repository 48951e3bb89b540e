import { useEffect, useMemo, type Ref } from 'react'
import type { StackList } from '../../../shared/contract/models.ts'
import { tailStart } from '../../../shared/domain/text/shorten-middle.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { checking } from '../../app/verify-progress.ts'
import { ListColumns } from '../../list/list-columns.tsx'
import { ListGrid, type GridHandle } from '../../list/list-grid.tsx'
import { keysOf } from '../../list/list-rows.ts'
import { NoRows } from '../../list/no-rows.tsx'
import type { MenuPoint } from '../../ui/menu-point.ts'
import { useStore } from '../../ui/store.ts'
import { chooserAt, clearStackFilters, stackCursor, stackListState } from './stack-list-state.ts'
import { ProblemRow } from './problem-row.tsx'
import { ProjectRow } from './project-row.tsx'
import { keyOfRow, type StackRow } from './stack-rows.ts'
import { stackMenu } from './stack-menu.tsx'
import { stackKeys } from './stack-key-actions.ts'
import { StackRowView } from './stack-row.tsx'
import { useProposals } from './use-proposals.ts'
import { WrongRow } from './wrong-account-row.tsx'

const heights = { project: 44, wrong: 44, problem: 32 }
const heightOf = (row: StackRow, rowHeight: number): number =>
  row.type === 'stack' ? rowHeight : heights[row.type]
const columns = [
  { label: 'Stack' },
  { label: 'Profile' },
  { label: 'Comes from', className: 'cell-source' },
  { label: 'Runs in account' },
  { label: 'Region', className: 'cell-region' },
]

const openStackMenu = (key: string, point: MenuPoint) => stackMenu.set({ key, point })

function HiddenHeading({ label }: { readonly label: string }) {
  return (
    <div role="columnheader">
      <span className="visually-hidden">{label}</span>
    </div>
  )
}

function Columns() {
  return (
    <ListColumns>
      <HiddenHeading label="Selected" />
      {columns.map(({ label, className }) => (
        <div role="columnheader" key={label} className={className}>
          {label}
        </div>
      ))}
      <HiddenHeading label="Action" />
    </ListColumns>
  )
}

/** Projects and their stacks. */
export function StackGrid({
  ref,
  list,
  rows,
  focusFilter,
}: {
  readonly ref: Ref<GridHandle>
  readonly list: StackList
  readonly rows: readonly StackRow[]
  readonly focusFilter: () => void
}) {
  const colours = useGroupColours()
  const profiles = useProfileList()?.profiles
  const byName = useMemo(
    () => new Map((profiles ?? []).map((profile) => [profile.name, profile])),
    [profiles],
  )
  const choosing = useStore(chooserAt)
  const proposals = useProposals(list)
  const inCheck = useStore(checking)

  // Without a cursor, or if the filter hides it, the first stack gets the cursor.
  useEffect(() => {
    const now = stackCursor.get()
    const keys = keysOf({ rows, keyOf: keyOfRow })
    if (now === undefined || !keys.includes(now)) stackCursor.set(keys[0])
  }, [rows])

  return (
    <ListGrid
      ref={ref}
      list={stackListState}
      label="Stacks"
      rowId="stack-row"
      className="stack-grid"
      rows={rows}
      keyOf={keyOfRow}
      heightOf={heightOf}
      overscan={6}
      columns={<Columns />}
      columnCount={columns.length + 2}
      noRows={
        <NoRows title="No stack matches" text="The filters hide every stack." clear={clearStackFilters} />
      }
      focusFilter={focusFilter}
      actions={stackKeys}
      onMenu={openStackMenu}
    >
      {(row, marks, beside) => {
        if (row.type === 'project') return <ProjectRow project={row.project} />
        if (row.type === 'problem') return <ProblemRow text={row.text} place={row.place} />
        const { stack } = row
        if (row.type === 'wrong') {
          return <WrongRow stack={stack} fitting={proposals?.(stack, row.project).best?.profile} />
        }
        const profile = byName.get(stack.profile ?? '')
        return (
          <StackRowView
            {...marks}
            stack={stack}
            colour={profile?.group === undefined ? undefined : colours.get(profile.group)}
            groupName={profile?.group}
            cut={tailStart(
              stack.stack,
              beside.flatMap((other) => ('stack' in other ? other.stack.stack : [])),
            )}
            choosing={choosing === row.key}
            checking={inCheck.has(stack.profile ?? '')}
            known={profile !== undefined}
          />
        )
      }}
    </ListGrid>
  )
}
