import type { ReactNode } from 'react'
import { Sheet, SheetTitle } from '../../../ui/sheet.tsx'
import { agentPanelOpen } from './agents-state.ts'

/** The panel of the leases over their list, if there is no room next to it. */
export function AgentSheet({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Sheet side="right" open onClose={() => agentPanelOpen.set(false)}>
      <SheetTitle hidden>{name}</SheetTitle>
      {children}
    </Sheet>
  )
}
