import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'

/** A row (or column) that is in the document, with its distance from the first one. */
export interface PlacedRow {
  readonly index: number
  readonly start: number
  readonly size: number
}

/** The part of a list in view. Pixels count from the start of its first row. */
export interface RowsInView {
  /** The rows in view and a few on both sides. */
  readonly items: readonly PlacedRow[]
  /** The first visible row. */
  readonly first: number | undefined
  /** What is scrolled out. Updated when other rows come into view. */
  readonly top: number
  /** The height of all rows. */
  readonly total: number
  /** Scrolls as little as possible to show the row. */
  scrollTo(index: number): void
}

interface RowsInViewInput {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  /** The same function until a size changes. */
  readonly sizeOf: (index: number) => number
  /** How many rows to keep ready on both sides. */
  readonly overscan: number
  /** The height of what is sticky at the start of the scroller and takes room before the first row. */
  readonly head?: number
  /** The height of what may cover the first rows below that. */
  readonly cover?: number
  /** The rows are side by side: they are columns. */
  readonly across?: boolean
  /** The same value while only the sizes of the same rows become known; then the view stays in place. */
  readonly same?: unknown
  /** The length of the view before it is in the document. */
  readonly likely: number
}

/** The start of the view, as pixels into a row; relative to a row, because sizes of earlier rows may become known later. */
interface Part {
  readonly row: number
  readonly into: number
  readonly length: number
}

/** The row at this pixel: the last one that begins at or before it. */
function rowAt(starts: Float64Array, pixel: number): number {
  let [low, high] = [0, Math.max(0, starts.length - 2)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= pixel) low = middle
    else high = middle - 1
  }
  return low
}

/** The element of a ref, which may come and go after the first render. */
function useElement(ref: RefObject<HTMLElement | null>): HTMLElement | null {
  const [element, setElement] = useState<HTMLElement | null>(null)
  // Nothing signals when a ref is filled. The same element again causes no render.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => setElement(ref.current))
  return element
}

/** Which rows of a long list are in view, so that only those are in the document. Renders when that changes. */
export function useRowsInView(input: RowsInViewInput): RowsInView {
  const { scroller, count, sizeOf, overscan, head = 0, cover = 0, across = false, same, likely } = input
  const starts = useMemo(() => {
    const places = new Float64Array(count + 1)
    for (let index = 0; index < count; index += 1) places[index + 1] = (places[index] ?? 0) + sizeOf(index)
    return places
  }, [count, sizeOf])
  const [part, setPart] = useState<Part>({ row: 0, into: 0, length: likely })
  const rangeOf = useCallback(
    ({ row, into, length }: Part) => {
      const first = Math.max(0, Math.min(row, count - 1))
      const top = (starts[first] ?? 0) + into
      // A row that begins where the view ends is not visible.
      return { first, top, last: rowAt(starts, Math.max(top, top + length - head - 1)) }
    },
    [starts, count, head],
  )

  const element = useElement(scroller)
  const before = useRef({ same, starts })
  useLayoutEffect(() => {
    if (element === null) return undefined
    const was = before.current
    before.current = { same, starts }
    if (same !== undefined && was.same === same && was.starts !== starts) {
      const row = rowAt(was.starts, element.scrollTop)
      const moved = (starts[row] ?? 0) - (was.starts[row] ?? 0)
      if (moved !== 0) element.scrollBy({ top: moved })
    }
    const look = (): void => {
      const offset = across ? element.scrollLeft : element.scrollTop
      const row = rowAt(starts, offset)
      const length = across ? element.clientWidth : element.clientHeight
      const next = { row, into: offset - (starts[row] ?? 0), length }
      setPart((old) => {
        const [had, has] = [rangeOf(old), rangeOf(next)]
        const isSame = had.first === has.first && had.last === has.last && had.top > 0 === has.top > 0
        return isSame ? old : next
      })
    }
    look()
    const resizes = new ResizeObserver(look)
    resizes.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      resizes.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [element, across, starts, rangeOf, same])

  const scrollTo = useCallback(
    (index: number) => {
      const [from, to] = [starts[index], starts[index + 1]]
      const view = scroller.current
      if (view === null || from === undefined || to === undefined) return
      const offset = across ? view.scrollLeft : view.scrollTop
      const length = across ? view.clientWidth : view.clientHeight
      const lowest = Math.max(offset, to + head - length)
      const next = Math.max(0, Math.min(lowest, from - cover))
      if (next !== offset) view.scrollTo(across ? { left: next } : { top: next })
    },
    [scroller, starts, head, cover, across],
  )

  const { first, last, top } = rangeOf(part)
  const items = useMemo(() => {
    const [from, to] = [Math.max(0, first - overscan), Math.min(count - 1, last + overscan)]
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, at): PlacedRow => {
      const [start = 0, end = 0] = [starts[from + at], starts[from + at + 1]]
      return { index: from + at, start, size: end - start }
    })
  }, [first, last, overscan, count, starts])
  return {
    items,
    first: count === 0 ? undefined : first,
    top,
    total: starts[count] ?? 0,
    scrollTo,
  }
}
