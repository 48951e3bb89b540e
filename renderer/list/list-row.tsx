import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names.ts'
import { toggled, type ListState } from './list-state.ts'
import './list.css'

export interface RowMarks {
  readonly isCursor: boolean
  readonly isSelected: boolean
}

/** A row that the cursor can be on: a click moves the cursor there, and with Ctrl or Command also selects. */
export function ListRow({
  list: { cursor, selected },
  rowKey,
  className,
  isCursor,
  isSelected,
  onPlainClick,
  onDoubleClick,
  children,
}: RowMarks & {
  readonly list: ListState
  readonly rowKey: string
  readonly className: string
  readonly onPlainClick?: () => void
  readonly onDoubleClick?: () => void
  readonly children: ReactNode
}) {
  return (
    <div
      className={classNames('list-row', className, isCursor && 'cursor', isSelected && 'selected')}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) selected.update((set) => toggled(set, rowKey))
        else onPlainClick?.()
        cursor.set(rowKey)
      }}
      onDoubleClick={onDoubleClick}
    >
      {children}
    </div>
  )
}
