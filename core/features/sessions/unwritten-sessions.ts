import type { AwsView } from '../../aws/aws-files.ts'
import { findSessions, type FoundSession, usualScopes } from '../../sessions/find-sessions.ts'
import type { NewSession } from '../../sessions/new-session.ts'

/** Sessions that this process signed in to before they are in the config file. */
export interface UnwrittenSessions {
  add(session: NewSession): FoundSession
  /** Those that are still not in the files. */
  beside(view: AwsView): readonly FoundSession[]
}

export function createUnwrittenSessions(): UnwrittenSessions {
  const sessions = new Map<string, FoundSession>()
  return {
    add({ name, startUrl, region }) {
      const session: FoundSession = {
        id: `sso:${name}`,
        kind: 'identity-center',
        name,
        cacheKey: name,
        startUrl,
        region,
        scopes: [usualScopes],
        profiles: [],
      }
      sessions.set(session.id, session)
      return session
    },
    beside(view) {
      for (const { id } of findSessions(view)) sessions.delete(id)
      return [...sessions.values()]
    },
  }
}
