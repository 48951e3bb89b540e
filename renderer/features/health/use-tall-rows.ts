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
  /** The ref for each row; `data-index` holds the row's index. */
  readonly measure: RefCallback<HTMLDivElement>
}

/** Rows of different heights; only rows in view are in the document, and each is measured when it comes into view. */
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
      // `sizes` is a dependency so that the function changes after a row was measured.
      return row === undefined || sizes < 0 ? 0 : (measured.get(index) ?? estimate(row))
    },
    [rows, estimate, measured, sizes],
  )
  const note = useCallback(
    (row: HTMLElement) => {
      const index = Number(row.dataset['index'])
      const height = row.offsetHeight
      // Rows of a list that is hidden in a narrow window have no height; using that would move the list.
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
  // Show the whole row after a jump, even if it is taller than estimated.
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
