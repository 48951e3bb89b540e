import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Output, Reply } from '../../shared/contract/index.ts'
import { ask, currentHostLink } from './transport.ts'

interface FirstCall {
  readonly reply: Promise<Reply<Output<'app.snapshot'>>>
  /** What was told since the call was sent. */
  readonly heard: readonly CoreEvent[]
  /** What changed since the call was sent; ends the listening. */
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

/** Sends the one call of first paint, before the rest of the page has loaded, and listens from before it on. */
export function sendFirstCall(): void {
  sent = send()
}

/** What the host told before the code was there that acts on it. */
export function heardSoFar(): readonly CoreEvent[] {
  return sent?.heard ?? []
}

/** The first call, once; after that, and where it was not sent, a new one. */
export function takeFirstCall(): FirstCall {
  const first = sent ?? send()
  sent = undefined
  return first
}
