import type { Prompt } from '../../shared/contract/models.ts'
import { createStore } from '../ui/store.ts'
import { notifyError } from './notify.ts'
import { ask, ownTab } from './transport.ts'

/** The typed code for each question, by its id: the row and the button of its session share it. */
export const typedCodes = createStore<ReadonlyMap<string, string>>(new Map())
/** Keeps only digits, at most six: removes spaces from a pasted code. */
export function typeCode(promptId: string, text: string): void {
  const digits = text.replace(/\D/g, '').slice(0, 6)
  typedCodes.update((codes) => new Map(codes).set(promptId, digits))
}

/** Whether a question waits for a code that can be sent now. */
export function canSend(prompt: Prompt, code: string | undefined): boolean {
  return prompt.state === 'open' && code?.length === 6
}

/** Sends the code typed for a question. The question stays until AWS accepts the code. */
export async function sendCode(prompt: Prompt): Promise<void> {
  const code = typedCodes.get().get(prompt.promptId)
  if (!canSend(prompt, code)) return
  forget(prompt.promptId)
  await answer(prompt.promptId, code)
}

/** Closes a question without an answer: the asking operation continues without the code and reports that. */
export async function leavePrompt(prompt: Prompt): Promise<void> {
  forget(prompt.promptId)
  await answer(prompt.promptId, undefined)
}

const forget = (promptId: string): void =>
  typedCodes.update((codes) => new Map([...codes].filter(([id]) => id !== promptId)))

async function answer(promptId: string, value: string | undefined): Promise<void> {
  const reply = await ask('prompts.answer', { promptId, ...(value === undefined ? {} : { value }) })
  if (!reply.ok && reply.error.code !== 'PromptNotFound') notifyError(reply.error)
}

/** `mfa/ana` of `arn:aws:iam::111122223333:mfa/ana`; the serial number of a hardware device unchanged. */
export function deviceName(serial: string): string {
  return serial.split(':').at(-1) ?? serial
}

/** The session that a question is about. */
export const sessionOfPrompt = (prompt: Prompt): string => `mfa:${prompt.serial}`

/** Whether this tab or window caused the question. */
export function askedHere({ asker }: Prompt): boolean {
  return asker.kind === 'page' && (asker.tab === undefined || asker.tab === ownTab())
}

/** Who waits for the answer. */
export function askerWords(prompt: Prompt): string {
  const { asker } = prompt
  if (askedHere(prompt)) return 'Asked by this window'
  return asker.kind === 'page' ? 'Asked by another tab' : `Asked by ${asker.program ?? 'a command'}`
}
