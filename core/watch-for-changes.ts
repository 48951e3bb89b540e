import type { CoreContext } from './context.ts'
import { watchFiles } from './files/watch.ts'

/** Turns changes of the shared files and of files of our own, by this process or another, into events. */
export function watchForChanges(context: Pick<CoreContext, 'aws' | 'paths' | 'events' | 'ports'>): {
  close(): Promise<void>
} {
  const { aws, paths, events, ports } = context
  const watch = watchFiles(
    [aws.paths.config, aws.paths.credentials, paths.settingsFile, paths.activeStateFile, paths.verifiedFile],
    (changed) => {
      if (changed.includes(paths.settingsFile)) events.emit({ type: 'settingsChanged' })
      if (changed.includes(paths.activeStateFile)) events.emit({ type: 'activeChanged' })
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
          remedy: 'Reload the page after you changed a file elsewhere.',
        }),
    },
  )
  return { close: () => watch.close() }
}
