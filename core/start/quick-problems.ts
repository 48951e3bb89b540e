import { listHistory } from '../features/history/handlers.ts'
import { createSessionFeature } from '../features/sessions/handlers.ts'
import { createFilesAndHistory } from '../history/files-and-history.ts'
import type { EventHub } from '../host/event-hub.ts'
import type { createIncidentReply } from '../host/incident-reply.ts'
import type { CorePorts } from '../host/ports.ts'
import { quickKnown, type QuickContext } from './quick-known.ts'

interface Context extends QuickContext {
  readonly ports: CorePorts
  readonly now: () => Date
  readonly events: EventHub
  readonly activeName: () => Promise<string | undefined>
}

/** The other handlers of the quick core that an overview needs beside the list. */
export function quickProblems(context: Context, incident: ReturnType<typeof createIncidentReply>) {
  const { paths, now } = context
  const { history } = createFilesAndHistory({ ...paths, maskers: new Map(), now })
  const sessions = createSessionFeature({ ...context, ...quickKnown(context) }, (error) =>
    incident('sign-in', error),
  )
  return {
    'sessions.list': sessions.handlers['sessions.list'],
    'history.list': (input: Parameters<typeof listHistory>[1]) => listHistory(history, input),
  }
}
