import type { Prompt } from '../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { currentCaller } from './caller.ts'
import type { EventHub } from './event-hub.ts'
import { nextCodeAt, type CorePorts, type MfaAnswer, type MfaQuestion } from './ports.ts'

export interface Prompts {
  /** Asks the user for an MFA code; `undefined` when it was cancelled or timed out. Asked again after a wrong code. */
  askMfa(question: MfaQuestion): Promise<MfaAnswer>
  /** Removes a question that needs no further answer. */
  endMfa(id: string): void
  list(): Prompt[]
  answer(promptId: string, value: string | undefined): Result<Record<never, never>>
  /** Cancels all open questions. */
  close(): void
}

interface Open {
  readonly prompt: Prompt
  /** Absent while a code is checked. */
  readonly settle?: (value: string | undefined) => void
}

const instant = (ms: number) => new Date(ms).toISOString()

/**
 * Questions to the user: through the host where it can ask, otherwise as events that `prompts.answer` resolves. An answered
 * question stays open, for a code that turns out to be wrong, until it is ended.
 */
export function createPrompts(ports: CorePorts, events: EventHub): Prompts {
  const open = new Map<string, Open>()

  function show(entry: Open): void {
    open.set(entry.prompt.promptId, entry)
    events.emit({ type: 'promptOpened', prompt: entry.prompt })
  }

  function end(promptId: string): void {
    const waiting = open.get(promptId)
    if (waiting === undefined) return
    open.delete(promptId)
    waiting.settle?.(undefined)
    events.emit({ type: 'promptClosed', promptId })
  }

  return {
    askMfa(question) {
      if (ports.askMfa !== undefined) return ports.askMfa(question)
      const { id, profile, serial, purpose, serves, endsAt, wrong, signal } = question
      if (signal?.aborted) return Promise.resolve(undefined)
      const prompt: Prompt = {
        promptId: id,
        kind: 'mfa',
        profile,
        serial,
        purpose,
        serves,
        asker: currentCaller() ?? { kind: 'page' },
        endsAt: instant(endsAt),
        state: 'open',
        ...(wrong && {
          wrongAt: instant(wrong.at),
          nextAt: instant(nextCodeAt(wrong.at)),
          sentBefore: wrong.why === 'sent',
        }),
      }
      return new Promise((resolve) => {
        const onAbort = (): void => end(id)
        const timer = setTimeout(onAbort, Math.max(0, endsAt - Date.now()))
        timer.unref()
        signal?.addEventListener('abort', onAbort, { once: true })
        show({
          prompt,
          settle: (value) => {
            clearTimeout(timer)
            signal?.removeEventListener('abort', onAbort)
            resolve(value)
          },
        })
      })
    },
    endMfa: end,
    list: () => [...open.values()].map((entry) => entry.prompt),
    answer(promptId, value) {
      const waiting = open.get(promptId)
      if (waiting?.settle === undefined) {
        return fail('PromptNotFound', 'This question is no longer open.', {
          reason: 'It was answered or cancelled, or its time ran out.',
          remedy: 'Repeat the action that asked for it.',
        })
      }
      if (value === undefined) end(promptId)
      else {
        show({ prompt: { ...waiting.prompt, state: 'checking' } })
        waiting.settle(value)
      }
      return ok({})
    },
    close() {
      for (const promptId of [...open.keys()]) end(promptId)
    },
  }
}
