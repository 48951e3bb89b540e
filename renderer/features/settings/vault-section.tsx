import type { Settings } from '../../../shared/contract/models.ts'
import { lockVault, lockWords, unlockVault, useVault } from '../../app/vault.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'

const never = 'never'
const choices: readonly number[] = [5, 15, 60, 240, 480]

/** When the vault locks, and buttons to lock and unlock it. */
export function VaultSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  const status = useVault()
  const { vaultIdleMinutes: minutes } = settings
  const known =
    minutes === null || choices.includes(minutes) ? choices : [...choices, minutes].sort((a, b) => a - b)
  return (
    <SettingsSection
      title="Vault"
      about="Where keys are kept that no plain file holds. The app locks it with the screen and on suspend."
      saving={saving}
    >
      <SelectField
        label="Lock after"
        value={minutes === null ? never : String(minutes)}
        options={[
          ...known.map((one) => ({ value: String(one), label: `${one} min without use` })),
          { value: never, label: 'No time without use' },
        ]}
        onChange={(value) => void saving.save({ vaultIdleMinutes: value === never ? null : Number(value) })}
      />
      {status !== undefined && (
        <p className="settings-vault text-2">
          {lockWords(status)}{' '}
          <Button
            size="small"
            onClick={() => void (status.locked === undefined ? lockVault() : unlockVault(status))}
          >
            {status.locked === undefined ? 'Lock now' : 'Unlock'}
          </Button>
        </p>
      )}
    </SettingsSection>
  )
}
