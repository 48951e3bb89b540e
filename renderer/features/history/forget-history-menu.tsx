import { ChevronDown } from 'lucide-react'
import type { HistoryEntry } from '../../../shared/contract/models.ts'
import { forgetting } from '../../app/offer-to-forget.ts'
import { Button } from '../../ui/button.tsx'
import { MenuButton, MenuGroup, MenuItem, MenuLine } from '../../ui/menu.tsx'

const day = 24 * 60 * 60_000
const mostFiles = 12

const before = (age: number) => forgetting.set({ before: new Date(Date.now() - age).toISOString() })

/** What can be forgotten: by age, of one file, the keys of one profile, all. Each choice shows what it would forget and asks first. */
export function ForgetMenu({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  const files = new Map(entries.flatMap((entry) => entry.files.map(({ path, label }) => [path, label])))
  return (
    <MenuButton
      trigger={
        <Button>
          Forget <ChevronDown aria-hidden="true" />
        </Button>
      }
    >
      <MenuItem onSelect={() => before(day)}>Older than a day…</MenuItem>
      <MenuItem onSelect={() => before(7 * day)}>Older than a week…</MenuItem>
      <MenuItem onSelect={() => forgetting.set('profile')}>Keys of a profile…</MenuItem>
      {files.size > 0 && (
        <MenuGroup label="Changes of one file">
          {[...files].slice(0, mostFiles).map(([path, label]) => (
            <MenuItem key={path} onSelect={() => forgetting.set({ path })}>
              {label}…
            </MenuItem>
          ))}
        </MenuGroup>
      )}
      <MenuLine />
      <MenuItem bad onSelect={() => forgetting.set({ all: true })}>
        Everything…
      </MenuItem>
    </MenuButton>
  )
}
