import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, type RefObject } from 'react'

/** Rows of unequal height of which only those in view are in the document; each is measured when it comes into view. */
export function useTallRows<T>(
  rows: readonly T[],
  scroller: RefObject<HTMLDivElement | null>,
  estimate: (row: T) => number,
): Virtualizer<HTMLDivElement, HTMLDivElement> {
  // Its functions are used in the lists of this folder only.
  // eslint-disable-next-line react-hooks/incompatible-library
  return useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(
      (index: number) => {
        const row = rows[index]
        return row === undefined ? 0 : estimate(row)
      },
      [rows, estimate],
    ),
    // Rows of a list that is hidden in a narrow window have no height; taking that for true would move the list.
    measureElement: (element, _entry, instance) =>
      element.offsetHeight || instance.options.estimateSize(instance.indexFromElement(element)),
    overscan: 6,
    initialRect: { width: 640, height: 640 },
    useFlushSync: false,
  })
}
