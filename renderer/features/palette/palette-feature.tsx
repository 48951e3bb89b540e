import { ExternalLink } from 'lucide-react'
import type { Feature, PaletteItem } from '../../app/feature.ts'
import { notifyError } from '../../app/notify.ts'
import { anotherTab, codedError } from '../../app/transport.ts'
import { late } from '../../ui/late-part.tsx'

const Palette = late(
  () => import('./palette.tsx'),
  (module) => module.Palette,
)

/** A tab has its access for itself: another one is opened from here, or by an address from the terminal. */
function tabItems(): readonly PaletteItem[] {
  const open = anotherTab()
  if (open === undefined) return []
  return [
    {
      id: 'another-tab',
      section: 'Actions',
      label: 'Open Stackpass in another tab',
      icon: <ExternalLink aria-hidden="true" />,
      run: () => void open().catch((error: unknown) => notifyError(codedError(error))),
    },
  ]
}

export const feature: Feature = { id: 'palette', overlays: { palette: Palette }, usePaletteItems: tabItems }
