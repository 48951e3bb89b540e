import { production } from './connect-state.ts'

/** In pixels. */
export const rowHeight = 33
export const headHeight = 41
export const accountWidth = 324
export const roleWidth = 176

/** The id of a cell by its position: 0 stands for the headings and the accounts. */
export const cellId = (row: number, column: number): string => `connect-cell-${row}-${column}`

export const toggleProduction = (id: string): void =>
  production.update((set) => {
    const next = new Set(set)
    if (!next.delete(id)) next.add(id)
    return next
  })
