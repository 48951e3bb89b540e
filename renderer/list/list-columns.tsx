import type { ReactNode } from 'react'
import './list.css'

/** The row of column headings, which stays at the top. */
export function ListColumns({ children }: { readonly children: ReactNode }) {
  return (
    <div role="rowgroup" className="columns-place">
      <div role="row" aria-rowindex={1} className="list-columns">
        {children}
      </div>
    </div>
  )
}
