import type { Settings } from '../../../shared/contract/models.ts'
import { RadioSetting } from './section-caption.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const
const densities = [
  { value: 'normal', label: 'Normal rows' },
  { value: 'compact', label: 'Compact rows', about: 'More profiles in view' },
] as const

export function AppearanceSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  return (
    <SettingsSection title="Appearance" saving={saving}>
      <div className="settings-columns">
        <RadioSetting
          label="Theme"
          value={settings.theme}
          options={themes}
          onChange={(theme) => void saving.save({ theme })}
        />
        <RadioSetting
          label="Density"
          value={settings.density}
          options={densities}
          onChange={(density) => void saving.save({ density })}
        />
      </div>
    </SettingsSection>
  )
}
