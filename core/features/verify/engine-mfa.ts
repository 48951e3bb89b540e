import type { CredentialContext } from '../../credentials/types.ts'
import type { MfaQuestion } from '../../host/ports.ts'

type AskMfa = NonNullable<CredentialContext['askMfa']>

/** Puts questions one after the other: a person can answer only one. A cancelled run asks no further. */
export function oneQuestionAtATime(askMfa: AskMfa): AskMfa {
  let last: Promise<unknown> = Promise.resolve()
  return (question: MfaQuestion) => {
    const ask = () => (question.signal?.aborted ? undefined : askMfa(question))
    const asked = last.then(ask, ask)
    last = asked
    return asked
  }
}
