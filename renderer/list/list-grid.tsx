import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { besideIn } from '../../shared/domain/text/shorten-middle.ts'
import { useSettings } from '../app/core-queries.ts'
import { classNames } from '../ui/class-names.ts'
import { isKey } from '../ui/shortcuts.ts'
import { useStore } from '../ui/store.ts'
import { useRowsInView } from '../ui/use-rows-in-view.ts'
import type { MenuPoint } from '../ui/menu-point.ts'
import type { RowMarks } from './list-row.tsx'
import type { ListRows } from './list-rows.ts'
import type { ListState } from './list-state.ts'
import './list.css'
import { useListKeys, type ListKeysInput } from './use-list-keys.ts'

export interface GridHandle {
  focus(): void
}

/** What is scrolled out of view at the top. */
export interface ScrolledOut {
  /** In pixels. */
  readonly top: number
  /** The topmost row in view. */
  readonly firstInView: number | undefined
}

/** The column headings and the line below them. */
const headHeight = 29
const rowHeights = { normal: 36, compact: 28 }
/** Page Up and Page Down move this far. */
const pageHeight = 480

interface ListGridProps<Row>
  extends ListRows<Row>, Pick<ListKeysInput<Row>, 'focusFilter' | 'actions' | 'isBlocked'> {
  readonly ref: Ref<GridHandle>
  readonly list: ListState
  readonly label: string
  /** Ids of rows begin with it. */
  readonly rowId: string
  readonly className: string
  /** The height of a row; rows that the cursor can be on have `rowHeight`. Must be a module-level function. */
  readonly heightOf: (row: Row, rowHeight: number) => number
  readonly overscan: number
  readonly columns: ReactNode
  readonly columnCount: number
  /** Shown instead of rows when there are none. */
  readonly noRows: ReactNode
  /** The height of what `above` can show. */
  readonly aboveHeight?: number
  /** What stays at the top while rows scroll below it. */
  readonly above?: (out: ScrolledOut) => ReactNode
  /** Opens the menu of a row, which then has the cursor. */
  readonly onMenu?: (key: string, point: MenuPoint) => void
  /** The words of the filter; when they change, the list starts at the top. */
  readonly terms?: readonly string[]
  /** `beside`: the rows around it, including itself. */
  readonly children: (row: Row, marks: RowMarks, beside: readonly Row[]) => ReactNode
}

/** Presses on buttons and checkboxes of rows leave the focus on the grid, so that its keys keep working. */
function keepFocus(event: MouseEvent<HTMLElement>): void {
  const { target, currentTarget } = event
  if (!(target instanceof Element) || !currentTarget.contains(target)) return
  if (target.closest('button, input') === null) return
  event.preventDefault()
  currentTarget.focus({ preventScroll: true })
}

/** The rows of a list. Only those in view are in the document; the grid itself has the focus. */
export function ListGrid<Row>(props: ListGridProps<Row>) {
  const { ref, list, rows, keyOf, heightOf, aboveHeight = 0, terms, children } = props
  const grid = useRef<HTMLDivElement>(null)
  const cursor = useStore(list.cursor)
  const selected = useStore(list.selected)
  const tall = rowHeights[useSettings()?.density ?? 'normal']

  const view = useRowsInView({
    scroller: grid,
    count: rows.length,
    sizeOf: useCallback(
      (index: number) => {
        const row = rows[index]
        return row === undefined ? tall : heightOf(row, tall)
      },
      [rows, heightOf, tall],
    ),
    overscan: props.overscan,
    head: headHeight,
    cover: aboveHeight,
    likely: 640,
  })
  const { items, top, scrollTo } = view
  const onKeyDown = useListKeys({ ...props, scrollTo, page: Math.floor(pageHeight / tall) })
  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }) }), [])

  const noted = useRef(0)
  useEffect(() => {
    noted.current = top
  }, [top])
  // A filter change starts at the top, then scrolls to the cursor if it is still in the list.
  const firstRow = rows[0]
  useEffect(() => {
    // Checking the noted position is cheap; scrolling makes the browser lay out the page at once.
    if (terms !== undefined && terms.length > 0 && noted.current > 0) grid.current?.scrollTo({ top: 0 })
  }, [terms, firstRow])

  const keyAt = (index: number): string | undefined => {
    const row = rows[index]
    return row === undefined ? undefined : keyOf(row)
  }
  const atCursor =
    cursor === undefined ? undefined : items.find((item) => keyAt(item.index) === cursor)?.index
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    const { target, currentTarget } = event
    if (!(target instanceof Element) || !currentTarget.contains(target)) return
    const place = target.closest('[role="row"]')
    const key = keyAt(Number(place?.id.slice(props.rowId.length + 1)))
    if (key === undefined) return
    event.preventDefault()
    list.cursor.set(key)
    props.onMenu?.(key, { x: event.clientX, y: event.clientY })
  }
  /** From the keyboard, the menu applies to the row with the cursor. */
  const openMenuAtCursor = () => {
    const place = grid.current?.querySelector(`#${props.rowId}-${String(atCursor)}`)?.getBoundingClientRect()
    if (place !== undefined && cursor !== undefined)
      props.onMenu?.(cursor, { x: place.left + 40, y: place.bottom })
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const wantsMenu = event.key === 'ContextMenu' || isKey(event.nativeEvent, 'Shift+F10')
    if (!wantsMenu || props.onMenu === undefined || event.target !== event.currentTarget)
      return onKeyDown(event)
    event.preventDefault()
    openMenuAtCursor()
  }
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={props.columnCount}
      aria-multiselectable="true"
      aria-activedescendant={atCursor === undefined ? undefined : `${props.rowId}-${atCursor}`}
      tabIndex={0}
      data-pane-focus
      className={classNames('list-grid scroll', props.className)}
      onKeyDown={onKey}
      onMouseDown={keepFocus}
      onContextMenu={props.onMenu === undefined ? undefined : openMenu}
    >
      {props.columns}
      {props.above?.({ top, firstInView: view.first })}
      {rows.length === 0 && props.noRows}
      <div className="list-rows" role="rowgroup" style={{ height: view.total }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          const key = keyOf(row)
          const marks =
            key === undefined
              ? { isCursor: false, isSelected: false }
              : { isCursor: key === cursor, isSelected: selected.has(key) }
          return (
            <div
              key={item.index}
              role="row"
              id={`${props.rowId}-${item.index}`}
              aria-rowindex={item.index + 2}
              className="list-place"
              style={{ top: item.start, height: item.size }}
              {...(key === undefined ? {} : { 'aria-selected': marks.isSelected || marks.isCursor })}
            >
              {children(row, marks, besideIn(rows, item.index))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
