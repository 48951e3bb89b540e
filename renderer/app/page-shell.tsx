import { late } from '../ui/late-part.tsx'
import { LayerBoundary } from '../ui/layer-boundary.tsx'
import { useStore } from '../ui/store.ts'
import { ConnectionNotice } from './connection-notice.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { allFeatures, hasScreen } from './feature-registry.ts'
import { FileBanner } from './file-banner.tsx'
import { Header } from './page-header.tsx'
import { Navigation } from './navigation-bar.tsx'
import { usePlace } from './navigation.ts'
import { OpenOverlay } from './open-overlay.tsx'
import { closeAnyOverlay, useOpenOverlay } from './overlays.ts'
import { usePrompts } from './core-queries.ts'
import { openReview, useOpenReview } from './open-review.ts'
import { tellNotLoaded } from './tell-not-loaded.ts'
import { useGlobalKeys } from './use-global-keys.ts'
import { confirmUse } from './activate-profile.ts'

const ConfirmUse = late(
  () => import('./confirm-use.tsx'),
  (module) => module.ConfirmUse,
)
const PromptDialog = late(
  () => import('./prompt-dialog.tsx'),
  (module) => module.PromptDialog,
)

function closeFailedOverlay(error: Error): void {
  closeAnyOverlay()
  tellNotLoaded(error)
}

/** Header, navigation, the screen of the current place, and what lies over it. */
export function Shell() {
  const place = usePlace()
  const view = hasScreen(place.view) ? place.view : 'profiles'
  const Screen = allFeatures().find((feature) => feature.id === view)?.screen
  const ReviewSheet = allFeatures().find((feature) => feature.reviewSheet !== undefined)?.reviewSheet
  const reviewing = useOpenReview() !== undefined
  const confirming = useStore(confirmUse)
  const prompt = usePrompts()[0]
  useGlobalKeys()
  return (
    <>
      <div className="shell">
        <Header />
        <Navigation view={view} />
        <main className="main" id="main">
          <ConnectionNotice />
          <FileBanner />
          <div className="main-screen">
            <ErrorBoundary key={view}>{Screen !== undefined && <Screen />}</ErrorBoundary>
          </div>
        </main>
      </div>
      <LayerBoundary again={useOpenOverlay()} onFailure={closeFailedOverlay}>
        <OpenOverlay />
      </LayerBoundary>
      <LayerBoundary
        again={reviewing}
        onFailure={(error) => {
          openReview.set(undefined)
          tellNotLoaded(error)
        }}
      >
        {reviewing && ReviewSheet !== undefined && <ReviewSheet />}
      </LayerBoundary>
      <LayerBoundary
        again={confirming}
        onFailure={(error) => {
          confirmUse.set(undefined)
          tellNotLoaded(error)
        }}
      >
        {confirming !== undefined && <ConfirmUse doubt={confirming} />}
      </LayerBoundary>
      <ErrorBoundary>
        {prompt !== undefined && <PromptDialog key={prompt.promptId} prompt={prompt} />}
      </ErrorBoundary>
    </>
  )
}
