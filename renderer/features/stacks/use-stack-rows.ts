import { useMemo } from 'react'
import type { StackList } from '../../../shared/contract/models.ts'
import { useStore } from '../../ui/store.ts'
import { sourceFilter, stackFilter, stackTab } from './stack-list-state.ts'
import { countStacks, stackRows, type StackCounts, type StackRow } from './stack-rows.ts'

export interface StackRowsModel {
  readonly rows: readonly StackRow[]
  readonly counts: StackCounts
  readonly shown: number
}

/** The rows that match the filters, and the counts of all. */
export function useStackRows(list: StackList): StackRowsModel {
  const tab = useStore(stackTab)
  const from = useStore(sourceFilter)
  const text = useStore(stackFilter)
  const counts = useMemo(() => countStacks(list), [list])
  return useMemo(() => {
    const rows = stackRows(list, { tab, from, text })
    return { rows, counts, shown: rows.filter((row) => row.type === 'stack').length }
  }, [list, counts, tab, from, text])
}
