import { labelOf } from '../readers/same-answers.ts'
import type { ReaderName } from '../readers/types.ts'
import type { SharedFileKind } from '../types.ts'

interface Disagreement {
  readonly name: string
  readonly place?: { readonly file: SharedFileKind; readonly line: number } | undefined
  readonly answers: readonly { readonly tools: readonly ReaderName[]; readonly why: string }[]
}

/** The problem that tools use a profile in different ways, for a list of problems. */
export function toolsDisagree({ name, place, answers }: Disagreement) {
  return {
    ...place,
    code: 'ToolsDisagree',
    severity: 'warning' as const,
    message: `Tools disagree about ${name}`,
    reason: answers.map(({ tools, why }) => `${labelOf(tools)}: ${why}`).join(' '),
    profile: name,
    readers: [] as [],
  }
}
