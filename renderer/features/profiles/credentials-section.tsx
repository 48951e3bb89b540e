import { Copy } from 'lucide-react'
import type { ProfileDetail, SettingView } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { clockTime, duration } from '../../app/format-time.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { HoldToReveal } from '../../ui/hold-to-reveal.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { FilePlace } from '../../ui/marks.tsx'
import { Pair, Section } from '../../ui/panel-section.tsx'
import { copySetting, revealSetting } from './profile-actions.ts'
import { timeLeft } from '../../app/profile-status.ts'

const labels = new Map([
  ['aws_access_key_id', 'Access key ID'],
  ['aws_secret_access_key', 'Secret key'],
  ['aws_session_token', 'Session token'],
  ['aws_security_token', 'Security token'],
])

/** Whether a setting belongs to the credentials part of the panel. */
export function isCredential(setting: SettingView): boolean {
  return labels.has(setting.key) || setting.secret
}

function Credential({ name, setting }: { readonly name: string; readonly setting: SettingView }) {
  const label = labels.get(setting.key) ?? setting.key
  return (
    <Pair name={label}>
      {setting.secret ? (
        <HoldToReveal
          label={label}
          length={setting.length}
          around={setting.shown}
          load={() => revealSetting(name, setting.key)}
        />
      ) : (
        <span className="mono grow truncate" title={setting.value}>
          {setting.value}
        </span>
      )}
      <IconButton
        small
        label={`Copy ${label.toLowerCase()}`}
        onClick={() => void copySetting(name, setting.key)}
      >
        <Copy aria-hidden="true" />
      </IconButton>
    </Pair>
  )
}

/** Keys and token, masked, with the time they have left. */
export function CredentialsSection({ detail }: { readonly detail: ProfileDetail }) {
  const now = useHalfMinute()
  const { summary } = detail
  const file = useProfileList()?.files.find(({ kind }) => kind === 'credentials')
  const credentials = detail.settings.filter(isCredential)
  const left = timeLeft(summary, now)
  if (credentials.length === 0 && left === undefined) return null
  const end = summary.expiresAt ?? summary.verified?.expiresAt
  return (
    <Section
      title="Credentials"
      end={
        summary.sourceProfile !== undefined && credentials.length === 0 ? (
          `from ${summary.sourceProfile}`
        ) : detail.credentialsLine === undefined ? undefined : (
          <FilePlace label={file?.label ?? 'credentials'} line={detail.credentialsLine} />
        )
      }
    >
      <dl>
        {credentials.map((setting) => (
          <Credential key={setting.key} name={summary.name} setting={setting} />
        ))}
        {left !== undefined && end !== undefined && (
          <Pair name="Ends">
            {left <= 0 ? (
              <span>Ended at {clockTime(Date.parse(end))}</span>
            ) : (
              <span>
                {duration(left)} left, at {clockTime(Date.parse(end))}
              </span>
            )}
          </Pair>
        )}
      </dl>
    </Section>
  )
}
