import { join } from 'node:path'
import type { CallOf } from '../../shared/contract/call-of.ts'
import type { Input, MethodName, Output, Reply } from '../../shared/contract/index.ts'
import { inSteps, onlyInTrustedFolders, tellBugs, tellFailures } from '../dispatch/steps.ts'
import { createEventHub } from '../host/event-hub.ts'
import { createIncidentLog } from '../host/incident-log.ts'
import { createIncidentReply } from '../host/incident-reply.ts'
import type { CorePorts } from '../host/ports.ts'
import { createFolderTrust } from '../state/folder-trust.ts'
import { ownRoots, stackpassPaths } from '../state/paths.ts'

/** What the parts of core need that start without createCore. */
export function createQuickBase(ports: CorePorts) {
  const now = ports.now ?? (() => new Date())
  const paths = stackpassPaths(ports.env, ports.platform, ports.homeDir)
  const trust = createFolderTrust(ownRoots(paths))
  const incident = createIncidentReply(createIncidentLog(join(paths.stateDir, 'log', 'incidents.log'), now))
  const events = createEventHub((error) => void incident('events', error))

  /** The handlers as one call, through the steps of the dispatcher that need no schema. */
  function answerWith<Methods extends MethodName>(handlers: {
    readonly [M in Methods]: (input: Input<M>) => Promise<Reply<Output<M>>> | Reply<Output<M>>
  }): CallOf<Methods> {
    const run = inSteps([tellBugs(incident), tellFailures, onlyInTrustedFolders(trust)], async (call) => {
      const handler = handlers[call.method as Methods] as (input: unknown) => Promise<Reply<unknown>>
      return handler(call.input)
    })
    return ((method, input) => run({ method, input })) as CallOf<Methods>
  }
  return { ports, now, paths, events, incident, answerWith }
}
