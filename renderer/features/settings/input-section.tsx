import type { Settings } from '../../../shared/contract/models.ts'
import { SwitchLine } from '../../ui/choice-lines.tsx'
import { Caption, RadioSetting } from './section-caption.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'

const modes = [
  { value: 'hold', label: 'Hold to reveal', about: 'Shown while you hold the pointer or Space' },
  { value: 'press', label: 'Press to reveal', about: 'One press shows it, ten seconds later it is hidden' },
] as const

export function InputSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  return (
    <SettingsSection
      title="Secrets and keys"
      about="How secrets are shown, and what the keyboard does."
      saving={saving}
    >
      <RadioSetting
        label="Secrets"
        value={settings.revealMode}
        options={modes}
        onChange={(revealMode) => void saving.save({ revealMode })}
      />
      <Caption title="Keyboard">
        <SwitchLine
          checked={settings.singleLetterKeys}
          onChange={(singleLetterKeys) => void saving.save({ singleLetterKeys })}
          about="E edits, V verifies, T opens a terminal, S stars and D duplicates while a list has the focus. When this is off, letters filter the list; the same actions have keys with Ctrl."
        >
          Single-letter keys
        </SwitchLine>
      </Caption>
    </SettingsSection>
  )
}
