import { ExternalLink, Keyboard } from 'lucide-react'
import type { Feature, PaletteItem } from '../../app/feature.ts'
import { loadPaletteHooks } from '../../app/feature-registry.ts'
import { notifyError } from '../../app/notify.ts'
import { openOverlay } from '../../app/overlays.ts'
import { anotherTab, codedError } from '../../app/transport.ts'
import { late } from '../../ui/late-part.tsx'

const Palette = late(
  () => loadPaletteHooks().then(() => import('./palette.tsx')),
  (module) => module.Palette,
)

/** Each tab has its own access: another tab opens from here, or with an address from the terminal. */
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

const KeysSheet = late(
  () => import('./keys-sheet.tsx'),
  (module) => module.KeysSheet,
)

export const feature: Feature = {
  id: 'palette',
  overlays: { palette: Palette, keys: KeysSheet },
  usePaletteItems: () => [
    ...tabItems(),
    {
      id: 'keys',
      section: 'Actions',
      label: 'All keys',
      also: 'help keyboard shortcuts ?',
      icon: <Keyboard aria-hidden="true" />,
      keys: ['?'],
      run: () => openOverlay('keys'),
    },
  ],
}
