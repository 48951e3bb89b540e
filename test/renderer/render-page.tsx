import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { cleanup, configure, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect } from 'vitest'
import { App } from '../../renderer/app/app.tsx'
import { followEvents } from '../../renderer/app/follow-events.ts'
import { registerFeatures } from '../../renderer/app/feature-registry.ts'
import type { Feature } from '../../renderer/app/feature.ts'
import { groupFilter } from '../../renderer/app/profile-groups.ts'
import { loadParts } from '../../renderer/app/load-parts.ts'
import { place } from '../../renderer/app/navigation.ts'
import { closeOverlay } from '../../renderer/app/overlays.ts'
import { createQueryClient } from '../../renderer/app/query-client.ts'
import { openReview } from '../../renderer/app/open-review.ts'
import { waitingToasts } from '../../renderer/app/notify.ts'
import { setHostLink } from '../../renderer/app/transport.ts'
import { confirmUse } from '../../renderer/app/activate-profile.ts'
import { feature as palette } from '../../renderer/features/palette/palette-feature.tsx'
import { bulkForm } from '../../renderer/features/profiles/bulk-form.ts'
import { profileDialog } from '../../renderer/features/profiles/open-profile-dialog.ts'
import { drafts } from '../../renderer/features/profiles/profile-drafts.ts'
import {
  clearFilters,
  cursor,
  groupByAccount,
  selected,
} from '../../renderer/features/profiles/profile-list-state.ts'
import { feature as profiles } from '../../renderer/features/profiles/profiles-feature.tsx'
import { feature as reviewing } from '../../renderer/features/review/review-feature.tsx'
import { setPartLoader } from '../../renderer/ui/late-part.tsx'
import { patience } from '../patience.ts'
import { takeUnanswered, type FakeHostLink } from './fake-host-link.ts'

/** The page renders only the rows in view: this gives it a view. */
function giveSizes(): void {
  for (const [name, value] of [
    ['offsetHeight', 640],
    ['offsetWidth', 900],
    ['clientHeight', 640],
    ['clientWidth', 900],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })
  }
  HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 900, 640)
  HTMLElement.prototype.scrollTo = () => undefined
  HTMLElement.prototype.scrollIntoView = () => undefined
  HTMLElement.prototype.setPointerCapture = () => undefined
  window.matchMedia = (query) =>
    ({
      matches: query.includes('min-width'),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList
}

// Parts of the page are loaded on first use, which takes long on a busy machine.
configure({ asyncUtilTimeout: patience.wait })

let stop: (() => void) | undefined

/** Renders the whole page on a link and waits for its first screen. Cleans up after each test. `more` are further features. */
export async function renderPage(link: FakeHostLink, more: readonly Feature[] = []): Promise<QueryClient> {
  giveSizes()
  setHostLink(link)
  setPartLoader(loadParts)
  registerFeatures([profiles, palette, reviewing, ...more])
  const client = createQueryClient()
  stop = followEvents(link, client)
  render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  )
  await screen.findByRole('navigation')
  if (link.state.profiles.length === 0 || document.querySelector('[role="grid"]') === null) return client
  await waitFor(() => {
    if (document.querySelector('[role="gridcell"]') === null) throw new Error('no row is rendered yet')
  })
  return client
}

afterEach(() => {
  cleanup()
  stop?.()
  const missing = takeUnanswered()
  clearFilters()
  groupFilter.set(undefined)
  groupByAccount.set(undefined)
  cursor.set(undefined)
  selected.set(new Set())
  drafts.set(new Map())
  profileDialog.set(undefined)
  bulkForm.set(undefined)
  openReview.set(undefined)
  closeOverlay('new-profile')
  closeOverlay('palette')
  confirmUse.set(undefined)
  waitingToasts.set([])
  place.set({ view: 'profiles' })
  expect(missing, 'methods that the fake host link does not answer').toEqual([])
})
