import { expect } from 'vitest'
import type { AskPerson } from '../../../core/handouts/ask-in-turn.ts'
import type { HandOutQuestion, PersonAnswer } from '../../../core/host/ports.ts'
import type { CallerProcess } from '../../../shared/domain/handouts/types.ts'
import { until } from '../../patience.ts'

/** A program that asks. */
export const terraform: CallerProcess = {
  pid: 40,
  name: 'terraform',
  part: 'program',
  executable: '/opt/terraform',
  startedAt: '400',
}
export const question = (more: Partial<HandOutQuestion> = {}): HandOutQuestion => ({
  profile: 'prod',
  way: 'credentials',
  caller: { known: true, tree: [terraform] },
  production: true,
  inVault: false,
  limitMs: 60_000,
  ...more,
})
/** Asked by another program. */
export const by = (name: string, pid: number): HandOutQuestion =>
  question({
    caller: {
      known: true,
      tree: [{ ...terraform, pid, name, executable: `/opt/${name}`, startedAt: String(pid) }],
    },
  })

/** A person who answers when the test says so. */
export function person() {
  const asked: HandOutQuestion[] = []
  let open = 0
  let most = 0
  const waiting: ((answer: PersonAnswer) => void)[] = []
  const ask: AskPerson = async (one, signal) => {
    asked.push(one)
    most = Math.max(most, (open += 1))
    try {
      return await new Promise<PersonAnswer>((resolve) => {
        waiting.push(resolve)
        signal.addEventListener('abort', () => resolve({ kind: 'no' }), { once: true })
      })
    } finally {
      open -= 1
    }
  }
  return {
    ask,
    asked,
    most: () => most,
    sayLast: (kind: PersonAnswer['kind']) => waiting.at(-1)!({ kind }),
    async say(kind: PersonAnswer['kind']) {
      await until(() => expect(waiting.length).toBeGreaterThan(0))
      waiting.shift()!({ kind })
    },
  }
}
