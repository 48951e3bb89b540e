import type { ReactNode } from 'react'
import { Sheet, SheetTitle } from '../../ui/sheet.tsx'
import { panelOpen } from './session-list-state.ts'

/** The panel of a session over the list, if there is no room next to it. A sign-in continues when it closes. */
export function SessionSheet({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Sheet side="right" open onClose={() => panelOpen.set(false)}>
      <SheetTitle hidden>{name}</SheetTitle>
      {children}
    </Sheet>
  )
}
