import type { Output } from '../../shared/contract/index.ts'
import type { Colour } from '../terminal/paint.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell, type TableLayout } from '../terminal/table.ts'

type Item = Output<'organisations.plan'>['items'][number]

/** More rows are counted, not shown: the diff has the lines. */
const rowsAtMost = 200

const columns = [
  { title: '', least: 7 },
  { title: 'Profile', least: 16 },
  { title: 'Account', least: 8 },
  { title: 'ID', least: 12 },
  { title: 'Role', least: 8 },
  { title: 'Note', least: 10 },
]

const colours: Partial<Record<Item['state'], Colour>> = {
  new: 'green',
  taken: 'yellow',
  renamed: 'yellow',
  removed: 'red',
}

function noteOf({ state, from, why }: Item): string {
  const was = state === 'renamed' && from !== undefined ? `was ${from}` : ''
  return [was, why ?? ''].filter((part) => part !== '').join('. ')
}

function rowOf(item: Item): Cell[] {
  const colour = colours[item.state]
  const state = item.state === 'taken' ? 'new' : item.state
  return [
    colour === undefined ? state : { text: state, colour },
    safeText(item.name),
    safeText(item.accountName ?? ''),
    safeText(item.accountId),
    safeText(item.roleName),
    safeText(noteOf(item)),
  ]
}

/** `31 new, 2 renamed, 7 kept` */
export function countItems(items: readonly Item[]): string {
  const words = [
    ['new', 'new'],
    ['taken', 'new with an ending'],
    ['renamed', 'renamed'],
    ['removed', 'removed'],
    ['stays', 'whose role is gone'],
    ['kept', 'kept'],
    ['left', 'not chosen'],
  ] as const
  return words
    .flatMap(([state, word]) => {
      const count = items.filter((item) => item.state === state).length
      return count === 0 ? [] : [`${count} ${word}`]
    })
    .join(', ')
}

/** What changes as a table, and the rest as counts. */
export function formatPopulate(items: readonly Item[], layout: TableLayout): string {
  const changing = items.filter(({ state }) => state !== 'kept' && state !== 'left')
  const shown = changing.slice(0, rowsAtMost)
  const more = changing.length - shown.length
  const table = shown.length === 0 ? '' : formatTable(columns, shown.map(rowOf), layout)
  return `${table}${more > 0 ? `… and ${more} more\n` : ''}${items.length === 0 ? '' : `${countItems(items)}\n`}`
}
