import type { CredentialContext } from '../../credentials/types.ts'
import type { MfaQuestion } from '../../host/ports.ts'

type AskMfa = NonNullable<CredentialContext['askMfa']>

/** Asks questions one after another: a person can answer only one at a time. A cancelled run asks no more. */
export function oneQuestionAtATime(askMfa: AskMfa): AskMfa {
  let last: Promise<unknown> = Promise.resolve()
  return (question: MfaQuestion) => {
    const ask = () => (question.signal?.aborted ? undefined : askMfa(question))
    const asked = last.then(ask, ask)
    last = asked
    return asked
  }
}
