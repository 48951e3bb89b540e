import { act, screen } from '@testing-library/react'
import type { Feature } from '../../../renderer/app/feature.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import type { FakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

const rowHeight = 48

/** Opens the screen of a feature in the whole page; measured rows are 48 px tall in a view of 640. */
export async function openScreen(link: FakeHostLink, feature: Feature): Promise<void> {
  await renderPage(link, [feature])
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', {
    configurable: true,
    get(this: HTMLElement) {
      return this.dataset['index'] === undefined ? 640 : rowHeight
    },
  })
  act(() => navigate(feature.id))
  await screen.findByRole('heading', { level: 1 })
}
