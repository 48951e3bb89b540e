import { ok } from '../../../shared/result.ts'
import type { CoreContext } from '../../context.ts'
import type { HandlersOf } from '../../handlers.ts'

export function createPromptHandlers(context: CoreContext): HandlersOf<'prompts'> {
  return {
    'prompts.list': () => ok({ prompts: context.prompts.list() }),
    'prompts.answer': ({ promptId, value }) => context.prompts.answer(promptId, value),
  }
}
