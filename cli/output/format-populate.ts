import type { Output } from '../../shared/contract/index.ts'
import type { Colour } from '../terminal/paint.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell, type TableLayout } from '../terminal/table.ts'

type Item = Output<'organisations.plan'>['items'][number]

/** Further rows are only counted: the diff has the lines. */
const rowsAtMost = 200
const notesAtMost = 40

const columns = [
  { title: '', least: 7 },
  { title: 'Profile', least: 28 },
  { title: 'Was', least: 12 },
  { title: 'Account', least: 8 },
  { title: 'ID', least: 12 },
  { title: 'Role', least: 8 },
]

const colours: Partial<Record<Item['state'], Colour>> = {
  new: 'green',
  taken: 'yellow',
  renamed: 'yellow',
  removed: 'red',
}

function rowOf(item: Item): Cell[] {
  const colour = colours[item.state]
  const state = item.state === 'taken' ? 'new' : item.state
  return [
    colour === undefined ? state : { text: state, colour },
    safeText(item.name),
    safeText(item.from ?? ''),
    safeText(item.accountName ?? ''),
    safeText(item.accountId),
    safeText(item.roleName),
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

/** Why names have a suffix and profiles stay, on separate lines: a column would not fit into 80 columns. */
function notesOf(items: readonly Item[]): string {
  const noted = items.filter(({ state, why }) => why !== undefined && state !== 'removed')
  const more = noted.length - notesAtMost
  const lines = noted
    .slice(0, notesAtMost)
    .map(({ name, why = '' }) => `  ${safeText(name)}: ${safeText(why)}\n`)
  return lines.join('') + (more > 0 ? `  … and ${more} more with a reason\n` : '')
}

/** The changes as a table, and the rest as counts. */
export function formatPopulate(items: readonly Item[], layout: TableLayout): string {
  const changing = items.filter(({ state }) => state !== 'kept' && state !== 'left')
  const shown = changing.slice(0, rowsAtMost)
  const more = changing.length - shown.length
  const table = shown.length === 0 ? '' : formatTable(columns, shown.map(rowOf), layout)
  return `${table}${more > 0 ? `… and ${more} more\n` : ''}${notesOf(changing)}${items.length === 0 ? '' : `${countItems(items)}\n`}`
}
