import type { AwsFiles } from '../../aws/aws-files.ts'
import { type FileWatch, watchFiles } from '../../files/watch.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import { findSessions } from '../../sessions/find-sessions.ts'
import { sessionCachePath } from '../../sessions/token-cache.ts'
import { createQueue } from '../../state/private-json.ts'

export interface SessionWatchContext {
  readonly aws: AwsFiles
  readonly events: EventHub
  readonly ports: CorePorts
}

/** Tells when another program signs in, renews or signs out: the caches of the sessions in the files are watched. */
export function watchSessions({ aws, events, ports }: SessionWatchContext): { close(): Promise<void> } {
  const inTurn = createQueue()
  let watched = ''
  let watch: FileWatch | undefined
  let isClosed = false

  /** Watches the caches of the sessions that the files have now. */
  async function follow(): Promise<void> {
    if (isClosed) return
    const paths = findSessions(await aws.view()).map(({ cacheKey }) =>
      sessionCachePath(ports.homeDir, cacheKey),
    )
    const key = paths.join('\n')
    if (key === watched) return
    watched = key
    await watch?.close()
    const onChange = (): void => events.emit({ type: 'sessionsChanged' })
    watch = paths.length === 0 || isClosed ? undefined : watchFiles(paths, onChange)
  }

  const refresh = (): void => void inTurn(follow)
  const unsubscribe = events.subscribe(({ type }) => {
    if (type === 'filesChanged') refresh()
  })
  refresh()
  return {
    async close() {
      isClosed = true
      unsubscribe()
      await inTurn(() => Promise.resolve())
      await watch?.close()
    },
  }
}
