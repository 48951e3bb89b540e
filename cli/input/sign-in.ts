import type { Call, Input, Reply } from '../../shared/contract/index.ts'
import type { SignIn } from '../../shared/contract/models.ts'
import type { CliContext } from '../context.ts'
import { printError } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { askOnTerminal } from './ask-terminal.ts'

/** Prints to standard error what the person has to do; the code is on its own line, so that it is easy to compare. */
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

/** Asks for the text that the AWS page shows, until one is accepted or the sign-in ends. False: nobody gives one. */
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

/** The result of a sign-in; `undefined` if the person stopped it. */
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
    // A session in the browser may have completed it already.
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
