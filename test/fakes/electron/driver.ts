import { records } from './records.ts'
import type { StandInElectron } from './index.ts'

export interface DriverRequest {
  readonly id: number
  /** Text of an async function of ({electron, records}, argument). */
  readonly code: string
  readonly argument: unknown
}

export type DriverReply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly failed: string }

/** Lets the process that started the app run functions inside it, as Playwright's `electronApp.evaluate` does. */
export function listenForDriver(electron: StandInElectron): void {
  if (process.send === undefined) return
  const answer = (reply: DriverReply) => process.send?.(reply)
  process.on('message', (request: DriverRequest) => {
    // The text comes from our own tests over the pipe that they opened. tsx wraps named functions into `__name`.
    const make = new Function('__name', `return (${request.code})`) as (name: unknown) => unknown
    const run = make((named: unknown) => named) as (tools: object, argument: unknown) => unknown
    Promise.resolve()
      .then(() => run({ electron, records }, request.argument))
      .then(
        (value) => answer({ id: request.id, value }),
        (error: unknown) =>
          answer({ id: request.id, failed: error instanceof Error ? (error.stack ?? '') : String(error) }),
      )
  })
  process.on('disconnect', () => electron.app.exit(1))
}
