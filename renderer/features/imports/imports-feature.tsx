import { ClipboardPaste } from 'lucide-react'
import type { Feature } from '../../app/feature.ts'
import { openOverlay } from '../../app/overlays.ts'
import { offerPastes } from './offer-pastes.ts'
import { late } from '../../ui/late-part.tsx'

const ImportDialog = late(
  () => import('./import-dialog.tsx'),
  (module) => module.ImportDialog,
)

offerPastes()

export const feature: Feature = {
  id: 'imports',
  overlays: { import: ImportDialog },
  usePaletteItems: () => [
    {
      id: 'import',
      section: 'Actions',
      label: 'Import credentials',
      icon: <ClipboardPaste aria-hidden="true" />,
      keys: ['Mod', 'I'],
      run: () => openOverlay('import'),
    },
  ],
  shortcuts: [{ keys: 'Mod+I', run: () => openOverlay('import') }],
}
