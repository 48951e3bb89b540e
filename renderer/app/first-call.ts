import type { Output, Reply } from '../../shared/contract/index.ts'
import { ask } from './transport.ts'

type FirstReply = Promise<Reply<Output<'app.snapshot'>>>

let sent: FirstReply | undefined

/** Sends the one call of first paint, before the rest of the page has loaded. */
export function sendFirstCall(): void {
  sent = ask('app.snapshot', {})
}

/** The answer to the first call, once; after that, and where it was not sent, that of a new one. */
export function takeFirstReply(): FirstReply {
  const reply = sent ?? ask('app.snapshot', {})
  sent = undefined
  return reply
}
