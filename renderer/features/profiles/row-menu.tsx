import { useProfileSummary } from '../../app/core-queries.ts'
import { MenuAt } from '../../ui/menu.tsx'
import type { MenuPoint } from '../../ui/menu-point.ts'
import { createStore, useStore } from '../../ui/store.ts'
import { ProfileMenu } from './late-profile-menu.ts'

/** The row whose menu is open, and where. */
export const rowMenu = createStore<{ readonly name: string; readonly point: MenuPoint } | undefined>(
  undefined,
)

/** The menu of a right click on a row: the same as behind the three dots. */
export function RowMenu() {
  const open = useStore(rowMenu)
  const profile = useProfileSummary(open?.name)
  if (open === undefined || profile === undefined) return null
  return (
    <MenuAt point={open.point} onClose={() => rowMenu.set(undefined)}>
      <ProfileMenu profile={profile} />
    </MenuAt>
  )
}
