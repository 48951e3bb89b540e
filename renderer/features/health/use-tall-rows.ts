import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
  type RefCallback,
  type RefObject,
} from 'react'
import { useRowsInView, type RowsInView } from '../../ui/use-rows-in-view.ts'

export interface TallRows extends RowsInView {
  /** The ref of each row; `data-index` says which one it is. */
  readonly measure: RefCallback<HTMLDivElement>
}

/** Rows of unequal height of which only those in view are in the document; each is measured when it comes into view. */
export function useTallRows<T>(
  rows: readonly T[],
  scroller: RefObject<HTMLDivElement | null>,
  estimate: (row: T) => number,
): TallRows {
  const [measured] = useState(() => new Map<number, number>())
  const [sizes, noteSizes] = useReducer((count: number) => count + 1, 0)
  const sizeOf = useCallback(
    (index: number) => {
      const row = rows[index]
      // `sizes` makes another function of it when a row was measured.
      return row === undefined || sizes < 0 ? 0 : (measured.get(index) ?? estimate(row))
    },
    [rows, estimate, measured, sizes],
  )
  const note = useCallback(
    (row: HTMLElement) => {
      const index = Number(row.dataset['index'])
      const height = row.offsetHeight
      // Rows of a list that is hidden in a narrow window have no height; taking that for true would move the list.
      if (height === 0 || measured.get(index) === height) return
      measured.set(index, height)
      noteSizes()
    },
    [measured],
  )
  const [resizes] = useState(
    () =>
      new ResizeObserver((entries) => {
        for (const { target } of entries) if (target instanceof HTMLElement) note(target)
      }),
  )
  useEffect(() => () => resizes.disconnect(), [resizes])
  const measure = useCallback(
    (row: HTMLDivElement | null) => {
      if (row === null) return undefined
      note(row)
      resizes.observe(row)
      return () => resizes.unobserve(row)
    },
    [note, resizes],
  )

  const view = useRowsInView({ scroller, count: rows.length, sizeOf, overscan: 6, same: rows, likely: 640 })
  const { scrollTo } = view
  const wanted = useRef<number>(undefined)
  // A row that was jumped to shows whole, also when it is taller than was thought.
  useLayoutEffect(() => {
    if (wanted.current === undefined || !measured.has(wanted.current)) return
    scrollTo(wanted.current)
    wanted.current = undefined
  }, [scrollTo, measured])
  return {
    ...view,
    measure,
    scrollTo: (index) => {
      wanted.current = measured.has(index) ? undefined : index
      scrollTo(index)
    },
  }
}
