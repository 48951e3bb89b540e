import { fail, ok, type CodedError, type Result } from '../../shared/result.ts'
import type { Call } from '../../shared/contract/index.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../open-core.ts'
import { confirm } from '../output/confirm-plan.ts'
import { printError } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { askHiddenOnTerminal } from './ask-hidden.ts'

const mostTries = 3

const nobody = fail('ConfirmationNeeded', 'The vault stays locked.', {
  reason: 'There is no terminal to ask in.',
  remedy: 'Run `stackpass unlock` in a terminal, or unlock it in the app.',
})
const left = fail('ConfirmationNeeded', 'The vault stays locked.', {
  reason: 'It was not unlocked.',
  remedy: 'Run `stackpass unlock` when you want to.',
})

async function newPassphrase(context: CliContext): Promise<Result<string>> {
  const ask = (question: string) => askHiddenOnTerminal(question, context.platform)
  const first = await ask('Choose a passphrase for the encrypted file (without it the keys are lost): ')
  if (first === null) return nobody
  if (!first) return left
  const again = await ask('Repeat the passphrase: ')
  if (!again) return left
  return first === again
    ? ok(first)
    : fail('InvalidValue', 'The two passphrases differ.', {
        reason: 'You type it twice because nothing else opens the file.',
        remedy: 'Try again.',
      })
}

async function create(context: CliContext, call: Call): Promise<Result<unknown>> {
  const passphrase = await newPassphrase(context)
  return passphrase.ok ? call('vault.unlock', { passphrase: passphrase.value, isNew: true }) : passphrase
}

/**
 * Unlocks the vault on the controlling terminal: with the passphrase of the encrypted file if there is one (`isNew`: the user
 * chooses it now), else with a yes. Errors: ConfirmationNeeded without a terminal or an answer, PassphraseWrong after three tries.
 */
export async function unlockOnTerminal(
  context: CliContext,
  call: Call,
  { isNew = false, who }: { readonly isNew?: boolean; readonly who?: string } = {},
): Promise<Result<unknown>> {
  if (isNew) return create(context, call)
  const status = await call('vault.status', {})
  if (!status.ok) return status
  const asks = who === undefined ? '' : `${safeText(who)} asks for a key from the vault.\n`
  if (!status.value.fileSetUp) {
    const answer = await confirm(context, `${asks}Unlock the vault?`)
    if (answer === undefined) return nobody
    return answer ? call('vault.unlock', {}) : left
  }
  for (let tries = 1; ; tries += 1) {
    const passphrase = await askHiddenOnTerminal(`${asks}Passphrase of the vault: `, context.platform)
    if (passphrase === null) return nobody
    if (!passphrase) return left
    const opened = await call('vault.unlock', { passphrase })
    if (opened.ok || opened.error.code !== 'PassphraseWrong' || tries === mostTries) return opened
    printError(context, opened.error)
  }
}

/** Unlocks the vault for a refused command, if a person is there. True when the command can be tried again. */
export async function unlockHere(context: CliContext, { details }: CodedError): Promise<boolean> {
  const { callingProgram } = await import('./calling-program.ts')
  const who = await callingProgram(context.platform)
  const opened = await withCore(context, (call) =>
    unlockOnTerminal(context, call, {
      isNew: details?.['isNew'] === true,
      ...(who !== undefined && { who }),
    }),
  )
  // Without a terminal, the refusal itself says what to do.
  if (!opened.ok && opened.error.code !== 'ConfirmationNeeded') printError(context, opened.error)
  return opened.ok
}
