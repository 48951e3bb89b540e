import type { LedgerEntry } from './types.ts'

const refusals: ReadonlyMap<string, string> = new Map([
  ['denied', 'Refused'],
  ['never', 'Never'],
  ['no-answer', 'No answer'],
  ['no-surface', 'Nobody to ask'],
  ['busy', 'Refused, busy'],
  ['lease-ended', 'Lease ended'],
  ['not-leased', 'Not in its lease'],
])
const rules: ReadonlyMap<string, string> = new Map([
  ['open', 'Open'],
  ['asked-once', 'Asked, once'],
  ['asked-tree', 'This run'],
  ['asked-hour', 'Within 1 h'],
  ['standing', 'Always'],
  ['lease', 'Lease'],
  ['you', 'You'],
])

interface Answered {
  readonly verdict: LedgerEntry['verdict']
  readonly by: string
  readonly from: LedgerEntry['from']
}

/** How an entry was answered, in a word or two. */
export function handOutWords({ verdict, by, from }: Answered): string {
  if (verdict !== 'given') return refusals.get(by) ?? 'Refused'
  const rule = rules.get(by) ?? by
  return from === 'cached' ? `${rule}, cached` : rule
}

type State =
  | { readonly kind: 'empty' }
  | { readonly kind: 'whole'; readonly torn: number; readonly earlierLeft: boolean }
  | { readonly kind: 'broken'; readonly number: number }
  | { readonly kind: 'cut'; readonly from: number; readonly to: number }
  | { readonly kind: 'foreign'; readonly reason: string }

const grouped = (count: number): string => count.toLocaleString('en-US')

/** Whether the log is what was written, as a sentence. `since` is a time for people to read. */
export function ledgerStateWords(state: State, total: number, since: string | undefined): string {
  switch (state.kind) {
    case 'empty':
      return 'The log is empty: no credentials have been handed out yet.'
    case 'whole': {
      const torn = state.torn === 0 ? '' : ` ${state.torn} more were not written completely.`
      const entries = total === 1 ? '1 entry' : `${grouped(total)} entries`
      return `The log is complete: ${entries}${since === undefined ? '' : ` since ${since}`}, none changed or missing.${torn}`
    }
    case 'broken':
      return `Entry ${grouped(state.number)} was changed or removed. Later entries cannot be trusted.`
    case 'cut':
      return state.from === state.to
        ? `The newest entry, ${grouped(state.to)}, is missing: it was removed, or lost in a power cut.`
        : `The newest entries, ${grouped(state.from)} to ${grouped(state.to)}, are missing: they were removed, or lost in a power cut.`
    case 'foreign':
      return `The log cannot be trusted. ${state.reason}`
  }
}
