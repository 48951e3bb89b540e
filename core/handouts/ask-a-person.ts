import type { CorePorts } from '../host/ports.ts'
import type { AskHandOut } from './ask-for-hand-out.ts'
import { askInTurn } from './ask-in-turn.ts'
import type { RulesContext } from './rules.ts'
import { askRunningApp } from './surface-client.ts'

/** Asks where a person is: in the running app or `serve`, otherwise where this process can ask, otherwise nowhere. */
export function createHandOutAsker(
  { host, askPerson }: Pick<CorePorts, 'host' | 'askPerson'>,
  context: RulesContext,
): AskHandOut {
  return async (question) => {
    if (host === 'cli') {
      const there = await askRunningApp(context.paths.stateDir, question)
      if (there.kind !== 'nobody') return there
    }
    if (askPerson === undefined) return { kind: 'nobody' }
    return askInTurn(context, question, host === 'desktop' ? 'desktop' : 'terminal', askPerson)
  }
}
