import { Sheet, SheetTitle } from '../../ui/sheet.tsx'
import { DetailPanel } from './profile-detail-panel.tsx'
import { sheetOpen } from './profile-list-state.ts'

/** The panel as a sheet over the list, if there is no room next to it. */
export function DetailSheet({ name }: { readonly name: string }) {
  return (
    <Sheet
      side="right"
      initialFocus={() => document.querySelector<HTMLElement>('.side-sheet .button.primary')}
      open
      onClose={() => sheetOpen.set(false)}
    >
      <SheetTitle hidden>{name}</SheetTitle>
      <DetailPanel />
    </Sheet>
  )
}
