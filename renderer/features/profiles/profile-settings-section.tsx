import { Fragment } from 'react'
import type { ProfileDetail, SettingView } from '../../../shared/contract/models.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { FilePlace } from '../../ui/marks.tsx'
import { Pair, Section } from '../../ui/panel-section.tsx'
import { isCredential } from './credentials-section.tsx'

/** Breaks long names and paths after colons and slashes, not in the middle of a word. */
function Breakable({ text }: { readonly text: string }) {
  return text.split(/(?<=[:/]+)(?![:/])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

/** Every setting that is not a credential, with its file and line. */
export function SettingsSection({ detail }: { readonly detail: ProfileDetail }) {
  const files = useProfileList()?.files ?? []
  const label = (kind: SettingView['file']) => files.find((file) => file.kind === kind)?.label ?? kind
  const settings = detail.settings.filter((setting) => !isCredential(setting))
  return (
    <Section
      title="Settings"
      end={
        detail.configLine === undefined ? undefined : (
          <FilePlace label={label('config')} line={detail.configLine} />
        )
      }
    >
      {settings.length === 0 && <p className="text-3">Only credentials, no other settings.</p>}
      <dl>
        {settings.map((setting) => (
          <Pair key={setting.key} name={setting.key} mono small>
            <div className="setting-value mono" title={`${label(setting.file)}:${setting.line}`}>
              {setting.value === undefined || setting.value === '' ? (
                <span className="text-3">empty</span>
              ) : (
                <Breakable text={setting.value} />
              )}
              {setting.shadowed !== undefined && (
                <p className="meta text-3">
                  Wins over {setting.shadowed.value ?? 'another value'} in{' '}
                  <FilePlace label={label(setting.shadowed.file)} line={setting.shadowed.line} />
                </p>
              )}
            </div>
            <span className="file-place" title={label(setting.file)}>
              :{setting.line}
              <span className="visually-hidden"> in {label(setting.file)}</span>
            </span>
          </Pair>
        ))}
      </dl>
    </Section>
  )
}
