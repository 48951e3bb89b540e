import type { Prompt } from '../../shared/contract/models.ts'
import { createStore } from '../ui/store.ts'
import { notifyError } from './notify.ts'
import { ask, ownTab } from './transport.ts'

/** What is typed for each question for a code, by its id: the row and the button of its session share it. */
export const typedCodes = createStore<ReadonlyMap<string, string>>(new Map())
/** Only digits, six at most: spaces of a pasted code are left out. */
export function typeCode(promptId: string, text: string): void {
  const digits = text.replace(/\D/g, '').slice(0, 6)
  typedCodes.update((codes) => new Map(codes).set(promptId, digits))
}

/** Whether a question waits for a code that can be sent now. */
export function canSend(prompt: Prompt, code: string | undefined): boolean {
  return prompt.state === 'open' && code?.length === 6
}

/** Sends the code that is typed for a question. The question stays until AWS has taken the code. */
export async function sendCode(prompt: Prompt): Promise<void> {
  const code = typedCodes.get().get(prompt.promptId)
  if (!canSend(prompt, code)) return
  forget(prompt.promptId)
  await answer(prompt.promptId, code)
}

/** Closes a question without an answer: what asked goes on without the code, and says so. */
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

/** `mfa/ana` of `arn:aws:iam::111122223333:mfa/ana`; the serial number of a hardware device as it is. */
export function deviceName(serial: string): string {
  return serial.split(':').at(-1) ?? serial
}

/** The session that a question is about. */
export const sessionOfPrompt = (prompt: Prompt): string => `mfa:${prompt.serial}`

/** Whether the question came out of what this tab or window does. */
export function askedHere({ asker }: Prompt): boolean {
  return asker.kind === 'page' && (asker.tab === undefined || asker.tab === ownTab())
}

/** Who waits for the answer. */
export function askerWords(prompt: Prompt): string {
  const { asker } = prompt
  if (askedHere(prompt)) return 'Asked by this window'
  return asker.kind === 'page' ? 'Asked by another tab' : `Asked by ${asker.program ?? 'a command'}`
}
