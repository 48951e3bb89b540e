import type { ReactNode } from 'react'
import { Sheet, SheetTitle } from '../../ui/sheet.tsx'
import { panelOpen } from './session-list-state.ts'

/** The panel of a session over the list, where there is no room beside it. A sign-in goes on when it is closed. */
export function SessionSheet({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Sheet side="right" open onClose={() => panelOpen.set(false)}>
      <SheetTitle hidden>{name}</SheetTitle>
      {children}
    </Sheet>
  )
}
