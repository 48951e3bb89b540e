import type { FileStatus, Snapshot } from '../../../shared/contract/models.ts'
import { clockTime } from '../../app/format-time.ts'
import { navigate } from '../../app/navigation.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { Pair } from '../../ui/panel-section.tsx'
import { SettingsSection } from './settings-section.tsx'

const states = { present: 'Read', missing: 'Not there yet', unreadable: 'Cannot be read' }

function words(file: FileStatus): string {
  if (file.state !== 'present') return states[file.state]
  return [
    `read at ${clockTime(Date.parse(file.readAt))}`,
    file.mode === undefined ? undefined : `mode ${file.mode}`,
    file.bytes === undefined ? undefined : `${file.bytes.toLocaleString('en')} bytes`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}

const hosts = { desktop: 'Desktop app', loopback: 'In the browser', cli: 'Command line' }

/** Where Stackpass keeps its files, and its version. */
export function AboutSection({ snapshot }: { readonly snapshot: Snapshot | undefined }) {
  const files = useProfileList()?.files ?? []
  return (
    <>
      <SettingsSection
        title="Files"
        about={
          <>
            Your AWS files are the only place where profiles are kept. Backups of what Stackpass changed are
            in{' '}
            <button type="button" className="link" onClick={() => navigate('history')}>
              History
            </button>
            .
          </>
        }
      >
        <dl>
          {files.map((file) => (
            <Pair key={file.kind} name={file.kind}>
              <span className="settings-file">
                <span className="mono wrap-anywhere">{file.path}</span>
                <span className="meta text-3">{words(file)}</span>
              </span>
            </Pair>
          ))}
        </dl>
      </SettingsSection>
      {snapshot !== undefined && (
        <SettingsSection title="About">
          <dl>
            <Pair name="Version">Stackpass {snapshot.version}</Pair>
            <Pair name="Runs as">
              {hosts[snapshot.host]}, {snapshot.platform}
            </Pair>
          </dl>
        </SettingsSection>
      )}
    </>
  )
}
