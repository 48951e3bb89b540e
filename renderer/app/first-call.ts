import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Output, Reply } from '../../shared/contract/index.ts'
import { ask, currentHostLink } from './transport.ts'

interface FirstCall {
  readonly reply: Promise<Reply<Output<'app.snapshot'>>>
  /** Events since the call was sent. */
  readonly heard: readonly CoreEvent[]
  /** What changed since the call was sent; stops listening. */
  changed(): readonly CoreEvent['type'][]
}

let sent: FirstCall | undefined

function send(): FirstCall {
  const heard: CoreEvent[] = []
  const stop = currentHostLink().onEvent((event) => heard.push(event))
  return {
    heard,
    reply: ask('app.snapshot', {}),
    changed() {
      stop()
      return heard.map(({ type }) => type)
    },
  }
}

/** Sends the call for first paint before the rest of the page has loaded, and starts listening before that. */
export function sendFirstCall(): void {
  sent = send()
}

/** Events that arrived before the code that handles them was loaded. */
export function heardSoFar(): readonly CoreEvent[] {
  return sent?.heard ?? []
}

/** The first call, once; afterwards, or if it was not sent, a new one. */
export function takeFirstCall(): FirstCall {
  const first = sent ?? send()
  sent = undefined
  return first
}
