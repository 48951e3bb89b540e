import type { Prompts } from '../host/prompts.ts'

/** Prompts that remember whether a code was asked for: then a session may have been opened, and its end may have changed. */
export function withNotedCodes(prompts: Prompts): {
  readonly prompts: Prompts
  readonly wereAsked: () => boolean
} {
  let asked = false
  return {
    prompts: {
      ...prompts,
      askMfa(question) {
        asked = true
        return prompts.askMfa(question)
      },
    },
    wereAsked: () => asked,
  }
}
