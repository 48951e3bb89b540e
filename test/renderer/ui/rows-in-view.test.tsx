// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useTallRows } from '../../../renderer/features/health/use-tall-rows.ts'
import { useRowsInView, type RowsInView } from '../../../renderer/ui/use-rows-in-view.ts'

const viewHeight = 100
const trueHeights = new Map<string, number>()
let renders = 0
let view: RowsInView | undefined

beforeEach(() => {
  renders = 0
  trueHeights.clear()
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => viewHeight })
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', {
    configurable: true,
    get(this: HTMLElement) {
      return trueHeights.get(this.dataset['index'] ?? '') ?? 20
    },
  })
})
afterEach(cleanup)

/** As a browser does it: at once, and said by an event. */
function scrollable(element: Element): HTMLElement {
  if (!(element instanceof HTMLElement)) throw new Error('not an element of the page')
  const go = (top: number) => {
    element.scrollTop = top
    element.dispatchEvent(new Event('scroll'))
  }
  element.scrollTo = ((to: ScrollToOptions) => go(to.top ?? 0)) as typeof element.scrollTo
  element.scrollBy = ((by: ScrollToOptions) =>
    go(element.scrollTop + (by.top ?? 0))) as typeof element.scrollBy
  return element
}

const tallThird = (index: number) => (index === 2 ? 60 : 20)

function Plain({ count, sizeOf }: { readonly count: number; readonly sizeOf: (index: number) => number }) {
  const scroller = useRef<HTMLDivElement>(null)
  view = useRowsInView({ scroller, count, sizeOf, overscan: 1, head: 10, cover: 5, likely: viewHeight })
  renders += 1
  return <div ref={scroller} className="scroller" />
}

const estimate = () => 20

function Tall({ rows }: { readonly rows: readonly string[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const tall = useTallRows(rows, scroller, estimate)
  view = tall
  return (
    <div ref={scroller} className="scroller">
      {tall.items.map(({ index }) => (
        <p key={index} ref={tall.measure as never} data-index={index} />
      ))}
    </div>
  )
}

const shown = () => view?.items.map(({ index }) => index)
const scrollerOf = (container: HTMLElement) => {
  const element = container.querySelector('.scroller')
  if (element === null) throw new Error('no scroller')
  return scrollable(element)
}

test('rows in view and one on both sides are there, below what sticks at the top', () => {
  const { container } = render(<Plain count={50} sizeOf={tallThird} />)
  // 90 px below the head: 20 + 20 + 50 of 60, and one more.
  expect(shown()).toEqual([0, 1, 2, 3])
  expect(view?.total).toBe(50 * 20 + 40)
  const scroller = scrollerOf(container)
  act(() => scroller.scrollTo({ top: 105 }))
  expect(view?.first).toBe(3)
  expect(shown()).toEqual([2, 3, 4, 5, 6, 7, 8])
  expect(view?.items[0]).toEqual({ index: 2, start: 40, size: 60 })
})

test('renders when other rows come into view, and not for each pixel', () => {
  const { container } = render(<Plain count={50} sizeOf={() => 20} />)
  const scroller = scrollerOf(container)
  act(() => scroller.scrollTo({ top: 401 }))
  const before = renders
  for (const top of [402, 403, 404, 405]) act(() => scroller.scrollTo({ top }))
  expect(renders).toBe(before)
  act(() => scroller.scrollTo({ top: 425 }))
  expect(renders).toBeGreaterThan(before)
})

test('scrolls as little as a row needs to show whole, clear of what covers the first ones', () => {
  const { container } = render(<Plain count={50} sizeOf={tallThird} />)
  const scroller = scrollerOf(container)
  const spy = vi.spyOn(scroller, 'scrollTo')
  view?.scrollTo(1)
  expect(spy).not.toHaveBeenCalled()
  act(() => view?.scrollTo(10))
  // Row 10 ends at 260; with 10 px of head in a view of 100.
  expect(scroller.scrollTop).toBe(260 + 10 - viewHeight)
  act(() => view?.scrollTo(2))
  expect(scroller.scrollTop).toBe(40 - 5)
  act(() => view?.scrollTo(0))
  expect(scroller.scrollTop).toBe(0)
})

test('shows the last rows when the list became shorter than what was scrolled out', () => {
  const sizeOf = () => 20
  const { container, rerender } = render(<Plain count={50} sizeOf={sizeOf} />)
  act(() => scrollerOf(container).scrollTo({ top: 900 }))
  rerender(<Plain count={3} sizeOf={sizeOf} />)
  expect(shown()).toEqual([1, 2])
  rerender(<Plain count={0} sizeOf={sizeOf} />)
  expect(shown()).toEqual([])
  expect(view?.first).toBeUndefined()
})

test('rows that turn out taller above what is looked at do not move it', () => {
  const rows = Array.from({ length: 60 }, (_, at) => `row ${at}`)
  const { container } = render(<Tall rows={rows} />)
  const scroller = scrollerOf(container)
  act(() => scroller.scrollTo({ top: 600 }))
  expect(view?.first).toBe(30)
  // All rows above are twice as tall as was thought: those that are measured now push the others down.
  for (let index = 11; index < 24; index += 1) trueHeights.set(String(index), 40)
  act(() => scroller.scrollTo({ top: 560 }))
  expect(view?.first).toBe(28)
  expect(shown()?.[0]).toBe(22)
  const above = view?.items.filter(({ index }) => index < 24)
  expect(above?.map(({ size }) => size)).toEqual([40, 40])
  expect(scroller.scrollTop).toBe(28 * 20 + 2 * 20)
})

test('a row that was jumped to shows whole, also when it is taller than was thought', () => {
  const rows = Array.from({ length: 60 }, (_, at) => `row ${at}`)
  trueHeights.set('40', 70)
  const { container } = render(<Tall rows={rows} />)
  const scroller = scrollerOf(container)
  act(() => view?.scrollTo(40))
  expect(scroller.scrollTop).toBe(40 * 20 + 70 - viewHeight)
})
