import type { AwsFiles } from '../aws/aws-files.ts'
import { watchFiles } from '../files/watch.ts'
import { ledgerFiles } from '../handouts/ledger-files.ts'
import { rulesFile } from '../handouts/rules.ts'
import type { EventHub } from '../host/event-hub.ts'
import type { CorePorts } from '../host/ports.ts'
import { leasesChangedFile } from '../leases/lease-files.ts'
import type { StackpassPaths } from '../state/paths.ts'

/** What to watch, and whom to tell. */
export interface WatchContext {
  readonly aws: AwsFiles
  readonly paths: StackpassPaths
  readonly events: EventHub
  readonly ports: CorePorts
}

/** Turns changes of the shared files and of our own files, by this process or another, into events. */
export function watchForChanges(context: WatchContext): {
  close(): Promise<void>
} {
  const { aws, paths, events, ports } = context
  const ledger = ledgerFiles(paths.stateDir)
  const watch = watchFiles(
    [
      aws.paths.config,
      aws.paths.credentials,
      paths.settingsFile,
      paths.activeStateFile,
      paths.verifiedFile,
      paths.accountNamesFile,
      ledger.head,
      rulesFile(paths.stateDir),
      leasesChangedFile(paths.stateDir),
    ],
    (changed) => {
      if (changed.includes(paths.settingsFile)) events.emit({ type: 'settingsChanged' })
      if (changed.includes(paths.activeStateFile)) events.emit({ type: 'activeChanged' })
      if (changed.includes(paths.accountNamesFile)) events.emit({ type: 'accountsChanged' })
      if (changed.includes(ledger.head) || changed.includes(rulesFile(paths.stateDir)))
        events.emit({ type: 'handoutsChanged' })
      if (changed.includes(leasesChangedFile(paths.stateDir))) events.emit({ type: 'leasesChanged' })
      if (changed.includes(paths.verifiedFile)) events.emit({ type: 'verifiedChanged' })
      if (changed.includes(aws.paths.config) || changed.includes(aws.paths.credentials))
        events.emit({ type: 'filesChanged' })
    },
    {
      onError: (error) =>
        ports.onNotice?.({
          code: 'FileUnreadable',
          message: 'Changes by other programs may not show at once.',
          reason: error instanceof Error ? error.message : String(error),
          remedy: 'Reload the page after you change a file elsewhere.',
        }),
    },
  )
  return { close: () => watch.close() }
}
