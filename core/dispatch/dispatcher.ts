import type { Handlers } from '../../shared/contract/handlers.ts'
import { contract, type MethodName, type Reply } from '../../shared/contract/index.ts'
import { fail, type Result } from '../../shared/result.ts'
import { createIncidentReply } from '../host/incident-reply.ts'
import type { Incident } from '../host/ports.ts'
import type { FolderTrust } from '../state/folder-trust.ts'
import { checkInput, checkOutput } from './check-shapes.ts'
import { redactReply } from './redact-reply.ts'
import { inSteps, onlyInTrustedFolders, tellBugs, tellFailures, type Step } from './steps.ts'

export type Dispatch = (method: string, input: unknown) => Promise<Reply<unknown>>

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(contract, name)
}

/** A command may change something and is refused once core closes; a query changes nothing and may still be answered. */
function commandsWhileOpen(isClosing: () => boolean): Step {
  return async (call, next) =>
    contract[call.method].kind === 'command' && isClosing()
      ? fail('Closing', 'Stackpass is closing. Nothing was changed.', {
          reason: 'A request that runs while it closes could be left half done.',
          remedy: 'Start Stackpass again and repeat what you did.',
        })
      : next(call)
}

/** The last step for every answer; see redact-reply.ts. */
const redact: Step = async (call, next) => redactReply(call.method, await next(call))

/**
 * Takes a name and an input through the steps below to its handler. Never throws: expected errors are values, a failed file
 * becomes its error, and a bug becomes `Internal` with an incident id whose details go to `onIncident` only.
 */
export function createDispatcher(
  handlers: Handlers,
  onIncident: (incident: Incident) => void,
  guard: { readonly trust?: FolderTrust; readonly isClosing?: () => boolean } = {},
): Dispatch {
  const { trust, isClosing } = guard
  const run = inSteps(
    [
      tellBugs(createIncidentReply(onIncident)),
      redact,
      tellFailures,
      checkInput,
      ...(isClosing === undefined ? [] : [commandsWhileOpen(isClosing)]),
      ...(trust === undefined ? [] : [onlyInTrustedFolders(trust)]),
      checkOutput,
    ],
    async ({ method, input }) => {
      const handler = handlers[method] as (value: unknown) => Promise<Result<unknown>> | Result<unknown>
      return handler(input)
    },
  )
  return async (method, input) =>
    isMethod(method)
      ? run({ method, input })
      : fail('UnknownMethod', `There is no method called "${method}".`, {
          reason: 'The contract of this version does not have it.',
          remedy: 'Run `stackpass call --help` for the list.',
        })
}
