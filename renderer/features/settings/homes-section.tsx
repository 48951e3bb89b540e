import type { Output } from '../../../shared/contract/index.ts'
import type { Settings } from '../../../shared/contract/models.ts'
import { useMethod } from '../../app/method-query.ts'
import { Notice } from '../../ui/notice.tsx'
import { RadioSetting } from './section-caption.tsx'
import { SettingsSection } from './settings-section.tsx'
import { useSave } from './use-save-setting.ts'

type Home = Output<'settings.homes'>['homes'][number]

function aboutHome({ profiles, used }: Home): string {
  const count =
    profiles === undefined ? 'Cannot be read' : profiles === 1 ? '1 profile' : `${profiles} profiles`
  return used ? `${count}, in use here` : count
}

/** Under WSL: whether to use the AWS files of Linux or of Windows. Nothing elsewhere. */
export function HomesSection({ settings }: { readonly settings: Settings }) {
  const saving = useSave()
  const { data } = useMethod('settings.homes', {})
  if (data === undefined || data.homes.length === 0) return null
  const options = data.homes.map((home) => ({
    value: home.system === 'linux' ? '' : home.path,
    label: home.system === 'linux' ? `Linux: ${home.path}/.aws` : `Windows: ${home.path}/.aws`,
    about: aboutHome(home),
  }))
  const chosen = settings.windowsHome ?? ''
  const used = data.homes.find((home) => home.used)
  const waits =
    !data.byVariable && used !== undefined && (used.system === 'linux' ? '' : used.path) !== chosen
  return (
    <SettingsSection
      title="Home"
      about="This is Linux on Windows: each has AWS files of its own. Stackpass uses those of one, never both together."
      saving={saving}
    >
      <RadioSetting
        label="AWS files are those of"
        value={chosen}
        options={options}
        onChange={(home) => void saving.save({ windowsHome: home === '' ? null : home })}
      />
      {data.byVariable && (
        <Notice tone="amber">
          AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE is set where Stackpass was started. It goes before
          this choice.
        </Notice>
      )}
      {waits && (
        <Notice tone="amber">
          This page still shows the files of {used.path}. Start Stackpass again to see the others.
        </Notice>
      )}
      {data.homes.map(
        ({ line, path }) =>
          line !== undefined && (
            <p key={path} className="meta text-3">
              A profile of Linux gets its credentials from the Stackpass of {path} by the line{' '}
              <code className="mono">{line} NAME</code>
            </p>
          ),
      )}
    </SettingsSection>
  )
}
