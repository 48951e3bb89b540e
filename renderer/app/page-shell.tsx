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
import { useFocusHome } from './use-focus-home.ts'
import { useGlobalKeys } from './use-global-keys.ts'
import { askedHere } from './code-prompts.ts'
import { confirmUse } from './activate-profile.ts'

const ConfirmUse = late(
  () => import('./confirm-use.tsx'),
  (module) => module.ConfirmUse,
)
const CodeBand = late(
  () => import('./code-band.tsx'),
  (module) => module.CodeBand,
)

function closeFailedOverlay(error: Error): void {
  closeAnyOverlay()
  tellNotLoaded(error)
}

/** Header, navigation, the current screen, and the layers above it. */
export function Shell() {
  const place = usePlace()
  const view = hasScreen(place.view) ? place.view : 'profiles'
  const Screen = allFeatures().find((feature) => feature.id === view)?.screen
  const ReviewSheet = allFeatures().find((feature) => feature.reviewSheet !== undefined)?.reviewSheet
  const reviewing = useOpenReview() !== undefined
  const confirming = useStore(confirmUse)
  const prompts = usePrompts().filter((prompt) => prompt.asker.kind !== 'page' || askedHere(prompt))
  useGlobalKeys()
  useFocusHome()
  return (
    <>
      <div className="shell">
        <Header />
        <Navigation view={view} />
        <main className="main" id="main">
          <ConnectionNotice />
          <FileBanner />
          {prompts.length > 0 && view !== 'sessions' && (
            <LayerBoundary again={prompts} onFailure={tellNotLoaded}>
              <CodeBand prompts={prompts} />
            </LayerBoundary>
          )}
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
    </>
  )
}
