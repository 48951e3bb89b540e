import type { Settings } from '../../../shared/contract/models.ts'
import { SwitchLine } from '../../ui/choice-lines.tsx'
import { SettingsSection } from './settings-section.tsx'
import { ShortcutField } from './shortcut-field.tsx'
import { useSave } from './use-save-setting.ts'

/** What only the desktop app can do. */
export function DesktopSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  return (
    <SettingsSection title="Desktop" saving={saving}>
      <ShortcutField value={settings.shortcut} onChange={(shortcut) => void saving.save({ shortcut })} />
      <SwitchLine
        checked={settings.startAtLogin}
        onChange={(startAtLogin) => void saving.save({ startAtLogin })}
      >
        Start at login
      </SwitchLine>
      <SwitchLine
        checked={settings.closeToTray}
        onChange={(closeToTray) => void saving.save({ closeToTray })}
        about="Closing the window keeps the tray menu and the warnings. Quit is in the tray menu."
      >
        Close to the tray
      </SwitchLine>
    </SettingsSection>
  )
}
