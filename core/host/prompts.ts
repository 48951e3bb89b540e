import { randomUUID } from 'node:crypto'
import type { Prompt } from '../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { EventHub } from './event-hub.ts'
import type { CorePorts, MfaAnswer, MfaQuestion } from './ports.ts'

const patienceMs = 5 * 60_000

export interface Prompts {
  /** Asks the user for an MFA code; `undefined` when it was cancelled or nobody answered within five minutes. */
  askMfa(question: MfaQuestion): Promise<MfaAnswer>
  list(): Prompt[]
  answer(promptId: string, value: string | undefined): Result<Record<never, never>>
  /** Cancels all that is open. */
  close(): void
}

/** Questions to the user: through the host where it can ask, else as events that `prompts.answer` resolves. */
export function createPrompts(ports: CorePorts, events: EventHub): Prompts {
  const open = new Map<string, { prompt: Prompt; settle: (value: string | undefined) => void }>()

  function settle(promptId: string, value: string | undefined): boolean {
    const waiting = open.get(promptId)
    if (waiting === undefined) return false
    open.delete(promptId)
    waiting.settle(value)
    events.emit({ type: 'promptClosed', promptId })
    return true
  }

  return {
    askMfa(question) {
      if (ports.askMfa !== undefined) return ports.askMfa(question)
      const prompt: Prompt = { promptId: randomUUID(), kind: 'mfa', ...question }
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(prompt.promptId, undefined), patienceMs)
        timer.unref()
        open.set(prompt.promptId, {
          prompt,
          settle: (value) => {
            clearTimeout(timer)
            resolve(value)
          },
        })
        events.emit({ type: 'promptOpened', prompt })
      })
    },
    list: () => [...open.values()].map((entry) => entry.prompt),
    answer(promptId, value) {
      if (settle(promptId, value)) return ok({})
      return fail('PromptNotFound', 'This question is no longer open.', {
        reason: 'It was answered, cancelled, or waited for more than five minutes.',
        remedy: 'Start the check again.',
      })
    },
    close() {
      for (const promptId of [...open.keys()]) settle(promptId, undefined)
    },
  }
}
