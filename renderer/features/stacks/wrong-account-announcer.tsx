import type { StackList } from '../../../shared/contract/models.ts'
import { isWrong } from './stack-rows.ts'

const namedAtMost = 2

/**
 * Announces stacks in a wrong account to screen readers at once. One place for all: the rows themselves come and go while
 * the list scrolls and would be announced repeatedly.
 */
export function WrongAnnouncer({ list }: { readonly list: StackList }) {
  const wrong = list.projects.flatMap((project) =>
    project.stacks.filter(isWrong).map((stack) => ({ stack, project: project.name })),
  )
  const named = wrong.slice(0, namedAtMost).map(({ stack, project }) => {
    const { account } = stack
    return `${project} ${stack.stack} would run in ${account?.alias ?? ''} ${account?.id ?? 'another account'}`
  })
  const more = wrong.length - named.length
  return (
    <div role="alert" className="visually-hidden">
      {wrong.length > 0 && `Wrong account. ${named.join('. ')}${more > 0 ? `, and ${more} more` : ''}.`}
    </div>
  )
}
