import type { ReactNode } from 'react'
import { Sheet, SheetTitle } from '../../../ui/sheet.tsx'
import { namesOpen } from './connect-state.ts'

/** The names over the table, if there is no room next to it. */
export function NamesSheet({ children }: { readonly children: ReactNode }) {
  return (
    <Sheet side="right" open onClose={() => namesOpen.set(false)}>
      <SheetTitle hidden>Names</SheetTitle>
      {children}
    </Sheet>
  )
}
