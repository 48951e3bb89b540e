// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createQueryClient } from '../../../renderer/app/query-client.ts'
import { setHostLink } from '../../../renderer/app/transport.ts'
import { createListState, type ListState } from '../../../renderer/list/list-state.ts'
import type { ListKeyActions } from '../../../renderer/list/use-list-keys.ts'
import { useListKeys } from '../../../renderer/list/use-list-keys.ts'
import { createFakeHostLink } from '../fake-host-link.ts'

/** Rows that begin with `#` are headings. */
const keyOf = (row: string) => (row.startsWith('#') ? undefined : row)

let list: ListState
let done: string[]
let scrolled: number[]

function Rows({ rows, blocked = false }: { readonly rows: readonly string[]; readonly blocked?: boolean }) {
  const onKeyDown = useListKeys({
    list,
    rows,
    keyOf,
    scrollTo: (index) => scrolled.push(index),
    focusFilter: () => done.push('filter'),
    page: 3,
    isBlocked: () => blocked,
    actions: ({ withCursor, withChosen }): ListKeyActions => ({
      keys: [['Enter', () => withCursor((key) => done.push(`open ${key}`))]],
      letters: [['v', () => withChosen((keys) => done.push(`letter ${keys.join(' ')}`))]],
      combinations: [
        ['Mod+Shift+V', () => withChosen((keys) => done.push(`verify ${keys.join(' ')}`))],
        ['Mod+Shift+C', () => withCursor((key) => done.push(`copy ${key}`))],
      ],
    }),
  })
  return <div role="grid" tabIndex={0} onKeyDown={onKeyDown} />
}

function show(rows: readonly string[], blocked = false): void {
  cleanup()
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Rows rows={rows} blocked={blocked} />
    </QueryClientProvider>,
  )
}

function press(...keys: (string | KeyboardEventInit)[]): void {
  for (const key of keys) fireEvent.keyDown(screen.getByRole('grid'), typeof key === 'string' ? { key } : key)
}

beforeEach(() => {
  setHostLink(createFakeHostLink())
  list = createListState()
  done = []
  scrolled = []
})
afterEach(cleanup)

const verify = { key: 'V', ctrlKey: true, shiftKey: true }

describe('the keys of a list', () => {
  it('act on the row under the cursor, and never on one that a filter hides', () => {
    list.cursor.set('b')
    show(['#', 'a', 'b'])
    press('Enter', verify, { key: 'c', ctrlKey: true, shiftKey: true })
    expect(done).toEqual(['open b', 'verify b', 'copy b'])
    done = []
    show(['#', 'a'])
    press('Enter', verify, ' ', { key: 'c', ctrlKey: true, shiftKey: true })
    expect([done, [...list.selected.get()]]).toEqual([[], []])
  })

  it('act on what is selected, and take all that is shown', () => {
    show(['#', 'a', 'b', '#', 'c'])
    press({ key: 'a', ctrlKey: true }, verify)
    expect(done).toEqual(['verify a b c'])
    press('Escape')
    expect(list.selected.get().size).toBe(0)
    list.cursor.set('c')
    press(' ', verify)
    expect(done).toEqual(['verify a b c', 'verify c'])
  })

  it('move over headings, and stay on a row at both ends', () => {
    show(['#', 'a', '#', 'b', 'c', '#'])
    press('ArrowDown')
    expect(list.cursor.get()).toBe('a')
    // The heading above the first row comes into view with it.
    expect(scrolled).toEqual([0])
    press('ArrowDown')
    expect(list.cursor.get()).toBe('b')
    press('PageDown')
    expect(list.cursor.get()).toBe('c')
    press('ArrowDown')
    expect(list.cursor.get()).toBe('c')
    press('PageUp', 'PageUp')
    expect(list.cursor.get()).toBe('a')
    press('End')
    expect(list.cursor.get()).toBe('c')
    press('Home')
    expect(list.cursor.get()).toBe('a')
  })

  it('filter with letters, which go to the filter with the first of them', () => {
    list.cursor.set('a')
    show(['a', 'b'])
    press('/', '?')
    expect(done).toEqual(['filter'])
    expect(list.filterText.get()).toBe('')
    press('v')
    expect(done).toEqual(['filter', 'filter'])
    expect(list.filterText.get()).toBe('v')
  })

  it('select what Shift with an arrow passes, headings left out', () => {
    list.cursor.set('a')
    show(['#', 'a', '#', 'b', 'c'])
    press({ key: 'ArrowDown', shiftKey: true })
    expect([...list.selected.get()]).toEqual(['a', 'b'])
    press({ key: 'End', shiftKey: true })
    expect([...list.selected.get()]).toEqual(['a', 'b', 'c'])
    expect(list.cursor.get()).toBe('c')
  })

  it('do nothing while something else has the keys', () => {
    list.cursor.set('a')
    show(['a'], true)
    press('Enter', 'v', '/')
    expect(done).toEqual([])
  })
})
