import type { Call, Input, Reply } from '../../shared/contract/index.ts'
import type { SignIn } from '../../shared/contract/models.ts'
import type { CliContext } from '../context.ts'
import { printError } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { askOnTerminal } from './ask-terminal.ts'

/** Says what the person has to do, on standard error: the code alone in its line, so that it can be compared at a glance. */
function tellHow({ terminal }: CliContext, { name, state, method }: SignIn): void {
  if (state.kind !== 'waiting') return
  const { err, errPaint } = terminal
  const { userCode, address, opened } = state
  if (userCode !== undefined) {
    const spaced = [...safeText(userCode)].join(' ')
    err(`\n    ${errPaint('bold', spaced)}\n\nCompare it with the code that the page of AWS shows.\n`)
  }
  const shown = address === undefined ? '' : safeText(address)
  if (opened) err(`Sign in to ${safeText(name)} in the browser that has opened.\n`)
  else err(`Open this page to sign in to ${safeText(name)}:\n\n    ${shown}\n\n`)
  if (opened && shown !== '') err(`If no browser opened: ${shown}\n`)
  if (userCode !== undefined) err('A code that someone sends you signs them in as you.\n')
  if (method === 'remote')
    err('Sign in there, on any device, and copy the text that it shows. Ctrl-C stops.\n')
  else err('Waiting for you. Ctrl-C stops.\n')
}

/** Asks for the text that the page of AWS shows, until one is taken or the sign-in is over. False: nobody gives one. */
async function askForText(
  context: CliContext,
  call: Call,
  signInId: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const text = await askOnTerminal('Text of the page: ', context.platform, signal)
    if (signal.aborted) return true
    if (typeof text !== 'string') return false
    const taken = await call('sessions.paste', { signInId, text })
    if (taken.ok) return true
    printError(context, taken.error)
  }
}

/** How a sign-in went; `undefined` where the person stopped it. */
export type SignedIn = Reply<SignIn> | undefined

/** Starts a sign-in, says what to do, and waits for its end. */
export async function signInAndWait(
  context: CliContext,
  call: Call,
  input: Input<'sessions.signIn'>,
): Promise<SignedIn> {
  const started = await call('sessions.signIn', input)
  if (!started.ok) return started
  const { signInId } = started.value
  const stop = (): void => void call('sessions.cancel', { signInId })
  process.on('SIGINT', stop)
  try {
    // It may have ended already, by a session of the browser.
    tellHow(context, started.value)
    const isOver = new AbortController()
    const waiting = call('sessions.wait', { signInId }).finally(() => isOver.abort())
    if (started.value.method === 'remote' && started.value.state.kind === 'waiting')
      if (!(await askForText(context, call, signInId, isOver.signal))) stop()
    const ended = await waiting
    if (!ended.ok) return ended
    const { state } = ended.value
    if (state.kind === 'failed') return { ok: false, error: state.error }
    return state.kind === 'done' ? ended : undefined
  } finally {
    process.off('SIGINT', stop)
  }
}
