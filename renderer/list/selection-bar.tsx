import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import type { ListState } from './list-state.ts'
import './list.css'

/** Actions for several rows at once; floats over the list while some are selected. */
export function SelectionBar({
  list: { selected },
  label,
  words,
  children,
}: {
  readonly list: ListState
  readonly label: string
  /** How many rows are selected. */
  readonly words: string
  readonly children: ReactNode
}) {
  return (
    <div className="selection-bar overlay-ground" role="toolbar" aria-label={label}>
      <span aria-live="polite">{words} selected</span>
      <span className="bar-line" />
      {children}
      <span className="bar-line" />
      <Button size="small" look="quiet" keys={['Escape']} onClick={() => selected.set(new Set())}>
        Clear
      </Button>
    </div>
  )
}
