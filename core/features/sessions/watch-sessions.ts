import type { AwsFiles } from '../../aws/aws-files.ts'
import { type FileWatch, watchFiles } from '../../files/watch.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import { createMfaStore } from '../../credentials/mfa-store.ts'
import { findLogins } from '../../sessions/login/find-logins.ts'
import { loginCachePath } from '../../sessions/login/login-cache.ts'
import { findSessions } from '../../sessions/find-sessions.ts'
import { createRefusedRenewals } from '../../sessions/refused-renewals.ts'
import { sessionCachePath } from '../../sessions/token-cache.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { createQueue } from '../../state/private-json.ts'
import { mfaUsers } from './mfa-sessions.ts'

export interface SessionWatchContext {
  readonly aws: AwsFiles
  readonly events: EventHub
  readonly ports: CorePorts
  readonly paths: StackpassPaths
}

/** Tells when another program signs in, renews or signs out: the caches of the sessions in the files are watched. */
export function watchSessions({ aws, events, ports, paths }: SessionWatchContext): {
  close(): Promise<void>
} {
  const inTurn = createQueue()
  let watched = ''
  let watch: FileWatch | undefined
  let isClosed = false

  /** Watches the caches of the sessions that the files have now. */
  async function follow(): Promise<void> {
    if (isClosed) return
    const view = await aws.view()
    const place = { env: ports.env, home: ports.homeDir }
    const cached = [
      ...findSessions(view).map(({ cacheKey }) => sessionCachePath(ports.homeDir, cacheKey)),
      ...findLogins(view).map(({ value }) => loginCachePath(value, place)),
      createRefusedRenewals(paths).file,
      ...[...mfaUsers(view).keys()].map(createMfaStore(paths).pathOf),
    ]
    const key = cached.join('\n')
    if (key === watched) return
    watched = key
    await watch?.close()
    const onChange = (): void => events.emit({ type: 'sessionsChanged' })
    watch = isClosed ? undefined : watchFiles(cached, onChange)
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
