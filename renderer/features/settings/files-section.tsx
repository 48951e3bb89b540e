import type { Settings } from '../../../shared/contract/models.ts'
import { RadioSetting } from './section-caption.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'

const ways = [
  {
    value: 'needed',
    label: 'Replace the file, or write in place if that is impossible',
    about:
      'In place: files mounted on their own, hard links, folders without room for a new file. The review says so',
  },
  {
    value: 'always',
    label: 'Always in place',
    about: 'For files that containers mount on their own: they go on seeing them. A write is not atomic',
  },
  { value: 'never', label: 'Never in place', about: 'What cannot be replaced as a whole is not written' },
] as const satisfies readonly { readonly value: Settings['writeInPlace']; label: string; about: string }[]

/** How the user's files are written. */
export function FilesSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  return (
    <SettingsSection title="Writing" about="How your AWS and stack files are written." saving={saving}>
      <RadioSetting
        label="A change is written by"
        value={settings.writeInPlace}
        options={ways}
        onChange={(writeInPlace) => void saving.save({ writeInPlace })}
      />
    </SettingsSection>
  )
}
