import { join } from 'node:path'
import type { Input, MethodName, Output, Reply } from '../shared/contract/index.ts'
import { createEventHub } from './event-hub.ts'
import { FileFailure } from './files/file-errors.ts'
import { createIncidentLog } from './incident-log.ts'
import { createIncidentReply } from './incident-reply.ts'
import { ownRoots, stackpassPaths } from './paths/paths.ts'
import type { CorePorts } from './ports.ts'
import { createFolderTrust } from './state/folder-trust.ts'

/** Some methods of the contract. Like `dispatch`, for callers that build valid input themselves. Never throws. */
export type CallOf<Methods extends MethodName> = <M extends Methods>(
  method: M,
  input: Input<M>,
) => Promise<Reply<Output<M>>>

/** What the parts of core stand on that start without createCore. */
export function createQuickBase(ports: CorePorts) {
  const now = ports.now ?? (() => new Date())
  const paths = stackpassPaths(ports.env, ports.platform, ports.homeDir)
  const trust = createFolderTrust(ownRoots(paths))
  const incident = createIncidentReply(createIncidentLog(join(paths.stateDir, 'log', 'incidents.log'), now))
  const events = createEventHub((error) => void incident('events', error))

  /** The handlers as one call; a file that failed is told, and what else they throw becomes an incident. Nothing is done with
   * folders that others can write to. */
  function answerWith<Methods extends MethodName>(handlers: {
    readonly [M in Methods]: (input: Input<M>) => Promise<Reply<Output<M>>> | Reply<Output<M>>
  }): CallOf<Methods> {
    return async (method, input) => {
      try {
        const trusted = trust.check()
        return trusted.ok ? await handlers[method](input) : trusted
      } catch (error) {
        if (error instanceof FileFailure) return { ok: false, error: error.coded }
        return incident(method, error)
      }
    }
  }
  return { ports, now, paths, events, incident, answerWith }
}
