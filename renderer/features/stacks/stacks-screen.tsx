import { usePlace } from '../../app/navigation.ts'
import { codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/marks.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { EmptyStacks } from './empty-stacks.tsx'
import { StackListScreen } from './stack-list-screen.tsx'
import { useStackList } from './stack-queries.ts'
import { idOfKey } from './stack-key.ts'
import './stacks.css'
import { late } from '../../ui/late-part.tsx'

const StackDetailScreen = late(
  () => import('./stack-detail-screen.tsx'),
  (module) => module.StackDetailScreen,
)

function ListOrEmpty() {
  const { data: list, error, refetch } = useStackList()
  if (list === undefined && error !== null) {
    const { message, reason, remedy } = codedError(error)
    return (
      <PageState
        tone="red"
        title="The stacks cannot be listed"
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        <p>{[message, reason, remedy].filter((part) => part !== undefined).join(' ')}</p>
      </PageState>
    )
  }
  if (list === undefined) {
    return (
      <div className="skeleton-list" aria-busy="true">
        <Skeleton width={160} />
        <Skeleton width={240} />
        <Skeleton width={200} />
      </div>
    )
  }
  return list.projects.length === 0 ? <EmptyStacks list={list} /> : <StackListScreen list={list} />
}

/** The list of stacks, or the stack that the place names. */
export function StacksScreen() {
  const place = usePlace()
  const id = place.view === 'stacks' && place.item !== undefined ? idOfKey(place.item) : undefined
  if (id === undefined) return <ListOrEmpty />
  return <StackDetailScreen key={place.item} id={id} />
}
