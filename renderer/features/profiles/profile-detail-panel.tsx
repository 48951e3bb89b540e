import { useProfileDetail, useProfileSummary } from '../../app/core-queries.ts'
import { tellNotLoaded } from '../../app/tell-not-loaded.ts'
import { codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { late } from '../../ui/late-part.tsx'
import { LayerBoundary } from '../../ui/layer-boundary.tsx'
import { Skeleton } from '../../ui/marks.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useStore } from '../../ui/store.ts'
import { useKeysAtRest } from '../../ui/use-at-rest.ts'
import { DetailFoot } from './profile-detail-foot.tsx'
import { DetailHead } from './profile-detail-head.tsx'
import { DetailSections } from './profile-detail-sections.tsx'
import { ManagedNotices } from './managed-notices.tsx'
import { drafts } from './profile-drafts.ts'
import { cursor } from './profile-list-state.ts'
import { VerifyFailure } from './verify-failure.tsx'
import './profile-detail.css'

// With its field controls it is a large part of the page that first paint does not need.
const EditForm = late(
  () => import('./profile-form.tsx'),
  (module) => module.EditForm,
)

/** The profile under the cursor: its details, or its form while it has a draft. */
export function DetailPanel() {
  const name = useStore(cursor)
  const summary = useProfileSummary(name)
  const hasDraft = useStore(drafts).has(name ?? '')
  if (name === undefined || (summary === undefined && !hasDraft)) {
    return <p className="section text-3">Choose a profile to see where each of its settings comes from.</p>
  }
  if (hasDraft) {
    return (
      <LayerBoundary
        key={name}
        onFailure={(error) => {
          if (drafts.get().get(name)?.values.size === 0) drafts.drop(name)
          tellNotLoaded(error)
        }}
      >
        <EditForm name={name} />
      </LayerBoundary>
    )
  }
  return <Read key={name} name={name} />
}

/** Shorter than a glance away from the list; longer than painting a typed letter takes. Milliseconds. */
const pause = 80

function Read({ name }: { readonly name: string }) {
  const summary = useProfileSummary(name)
  const atRest = useKeysAtRest(pause)
  const detail = useProfileDetail(name, atRest)
  if (summary === undefined) return null
  return (
    <>
      <div className="panel-body" tabIndex={-1}>
        <DetailHead profile={summary} />
        <VerifyFailure profile={summary} />
        {atRest && detail.data !== undefined ? (
          <>
            <ManagedNotices detail={detail.data} />
            <DetailSections detail={detail.data} />
          </>
        ) : detail.error !== null ? (
          <div className="detail-notices">
            <Notice
              tone="red"
              strong={codedError(detail.error).message}
              actions={
                <Button size="tiny" onClick={() => void detail.refetch()}>
                  Try again
                </Button>
              }
            >
              {codedError(detail.error).reason}
            </Notice>
          </div>
        ) : (
          <div className="skeleton-list" aria-busy="true">
            <Skeleton width={160} />
            <Skeleton width={200} />
            <Skeleton width={120} />
          </div>
        )}
      </div>
      <DetailFoot name={name} />
    </>
  )
}
