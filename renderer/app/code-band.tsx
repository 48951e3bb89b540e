import type { Prompt } from '../../shared/contract/models.ts'
import { plural } from '../ui/plural.ts'
import { CodeQuestion } from './code-question.tsx'

/** The oldest question for a code, above every screen that does not show questions in place. It covers nothing. */
export function CodeBand({ prompts }: { readonly prompts: readonly Prompt[] }) {
  const [first, ...others] = prompts
  if (first === undefined) return null
  return (
    <section className="code-band" data-pane aria-label="A code is asked for">
      <CodeQuestion key={first.promptId} prompt={first} withButton />
      {others.length > 0 && (
        <p className="code-band-more meta text-3">{plural(others.length, 'more question')} after this one</p>
      )}
    </section>
  )
}
