import type { Settings } from '../../../shared/contract/models.ts'
import { RadioSetting } from './section-caption.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'

const tools = [
  { value: 'awsCli', label: 'AWS CLI', about: 'And boto3' },
  { value: 'jsSdk', label: 'JS SDK', about: 'Node programs, the CDK' },
  { value: 'goSdk', label: 'Go SDK', about: 'Programs on aws-sdk-go-v2' },
  { value: 'pulumi', label: 'Pulumi', about: 'Its AWS provider; Terraform takes the same credentials' },
] as const satisfies readonly { readonly value: Settings['statusReader']; label: string; about: string }[]

/** The tool that the list's status is for. */
export function ToolsSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  return (
    <SettingsSection
      title="Tools"
      about="Tools do not all take the same credentials of a profile."
      saving={saving}
    >
      <RadioSetting
        label="The status of a profile is for"
        value={settings.statusReader}
        options={tools}
        onChange={(statusReader) => void saving.save({ statusReader })}
      />
    </SettingsSection>
  )
}
