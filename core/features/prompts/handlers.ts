import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { ok } from '../../../shared/result.ts'
import type { Prompts } from '../../host/prompts.ts'

export function createPromptHandlers(context: { readonly prompts: Prompts }): HandlersOf<'prompts'> {
  return {
    'prompts.list': () => ok({ prompts: context.prompts.list() }),
    'prompts.answer': ({ promptId, value }) => context.prompts.answer(promptId, value),
  }
}
