import type { Feature } from '../../app/feature.ts'
import { confirmConsoleOverlay } from '../../app/open-console.ts'
import { late } from '../../ui/late-part.tsx'

const ConfirmConsole = late(
  () => import('./confirm-console.tsx'),
  (module) => module.ConfirmConsole,
)

export const feature: Feature = {
  id: 'console',
  overlays: { [confirmConsoleOverlay]: ConfirmConsole },
}
