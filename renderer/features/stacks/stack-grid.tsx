import { useVirtualizer } from '@tanstack/react-virtual'
import { TriangleAlert } from 'lucide-react'
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, type Ref } from 'react'
import { useGroupColours } from '../../app/groups.ts'
import { useProfileList, useSettings } from '../../app/queries.ts'
import { checking } from '../../app/verify-progress.ts'
import { Button } from '../../ui/button.tsx'
import { useStore } from '../../ui/store.ts'
import { fittingProfile } from './fit.ts'
import { chooserAt, clearStackFilters, selectedStacks, stackCursor } from './list-state.ts'
import { ProjectRow } from './project-row.tsx'
import type { StackRow } from './rows.ts'
import { StackRowView } from './stack-row.tsx'
import { useStackKeys } from './use-stack-keys.ts'
import { WrongRow } from './wrong-row.tsx'

export interface GridHandle {
  focus(): void
}

const heights = { project: 44, wrong: 44, problem: 32 }
const rowHeight = { normal: 36, compact: 28 }
const headHeight = 29
const columns = ['Stack', 'Profile', 'Comes from', 'Runs in account', 'Region'] as const

function Columns() {
  return (
    <div role="rowgroup" className="columns-place">
      <div role="row" aria-rowindex={1} className="stack-columns">
        <div role="columnheader">
          <span className="visually-hidden">Selected</span>
        </div>
        {columns.map((label) => (
          <div
            role="columnheader"
            key={label}
            className={
              label === 'Region' ? 'cell-region' : label === 'Comes from' ? 'cell-source' : undefined
            }
          >
            {label}
          </div>
        ))}
        <div role="columnheader">
          <span className="visually-hidden">Action</span>
        </div>
      </div>
    </div>
  )
}

function NoRows() {
  return (
    <div role="rowgroup">
      <div role="row" className="no-stacks">
        <div role="gridcell">
          <p className="strong">No stack matches</p>
          <p className="text-2">The filters hide every stack.</p>
          <Button size="small" onClick={clearStackFilters}>
            Clear filter
          </Button>
        </div>
      </div>
    </div>
  )
}

/** Projects and their stacks. Only the rows in view are in the document; the grid itself has the focus. */
export function StackGrid({
  ref,
  rows,
  focusFilter,
}: {
  readonly ref: Ref<GridHandle>
  readonly rows: readonly StackRow[]
  readonly focusFilter: () => void
}) {
  const grid = useRef<HTMLDivElement>(null)
  const colours = useGroupColours()
  const profiles = useProfileList()?.profiles
  const byName = useMemo(
    () => new Map((profiles ?? []).map((profile) => [profile.name, profile])),
    [profiles],
  )
  const cursorKey = useStore(stackCursor)
  const chosen = useStore(selectedStacks)
  const choosing = useStore(chooserAt)
  const inCheck = useStore(checking)
  const tall = rowHeight[useSettings()?.density ?? 'normal']

  // Its functions are used in this component only.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: useCallback(
      (index: number) => {
        const type = rows[index]?.type ?? 'stack'
        return type === 'stack' ? tall : heights[type]
      },
      [rows, tall],
    ),
    // A new function for new rows makes the virtualizer measure again; rows keep their place in the document.
    getItemKey: useCallback((index: number) => (rows.length < 0 ? tall : index), [rows, tall]),
    overscan: 6,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    initialRect: { width: 800, height: 640 },
    useFlushSync: false,
  })
  const scrollTo = useCallback((index: number) => virtual.scrollToIndex(index, { align: 'auto' }), [virtual])
  const onKeyDown = useStackKeys({ rows, scrollTo, focusFilter, page: Math.floor(480 / tall) })
  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }) }), [])

  // Without a cursor, or with one that the filter hides, the first stack has it.
  useEffect(() => {
    const now = stackCursor.get()
    const keys = rows.flatMap((row) => (row.type === 'stack' ? [row.key] : []))
    if (now === undefined || !keys.includes(now)) stackCursor.set(keys[0])
  }, [rows])

  const items = virtual.getVirtualItems()
  const cursorIndex = items.find((item) => {
    const row = rows[item.index]
    return row?.type === 'stack' && row.key === cursorKey
  })?.index
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Stacks"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 2}
      aria-multiselectable="true"
      aria-activedescendant={cursorIndex === undefined ? undefined : `stack-row-${cursorIndex}`}
      tabIndex={0}
      data-pane-focus
      className="stack-grid scroll"
      onKeyDown={onKeyDown}
    >
      <Columns />
      {rows.length === 0 && <NoRows />}
      <div className="stack-rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          const profile = row.type === 'stack' ? byName.get(row.stack.profile ?? '') : undefined
          return (
            <div
              key={item.key}
              role="row"
              id={`stack-row-${item.index}`}
              aria-rowindex={item.index + 2}
              className="stack-place"
              style={{ transform: `translateY(${item.start - headHeight}px)`, height: item.size }}
              {...(row.type === 'stack'
                ? { 'aria-selected': chosen.has(row.key) || row.key === cursorKey }
                : {})}
            >
              {row.type === 'project' && <ProjectRow project={row.project} />}
              {row.type === 'wrong' && (
                <WrongRow
                  stack={row.stack}
                  fitting={fittingProfile(
                    profiles ?? [],
                    row.stack,
                    row.stack.project.split(/[\\/]/).at(-1) ?? '',
                  )}
                />
              )}
              {row.type === 'problem' && (
                <div className="problem-row" role="gridcell">
                  <TriangleAlert className="tone-red" aria-hidden="true" />
                  <span className="truncate">{row.text}</span>
                  <span className="file-place">{row.place}</span>
                </div>
              )}
              {row.type === 'stack' && (
                <StackRowView
                  stack={row.stack}
                  colour={profile?.group === undefined ? undefined : colours.get(profile.group)}
                  groupName={profile?.group}
                  isCursor={row.key === cursorKey}
                  isSelected={chosen.has(row.key)}
                  choosing={choosing === row.key}
                  checking={inCheck.has(row.stack.profile ?? '')}
                  known={profile !== undefined}
                />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
