import { Layers } from 'lucide-react'
import { lazy } from 'react'
import type { Feature, NavCount } from '../../app/feature.ts'
import { useStackPaletteItems } from './palette-items.tsx'
import { wrongAccountOverlay } from './plan-stacks.ts'
import { useKnownStacks } from './queries.ts'
import { regionOverlay } from './region-overlay.ts'
import { countStacks } from './rows.ts'
import { foldersOverlay } from './scan.ts'
import { snippetsOverlay } from './snippets-overlay.ts'
import { chooseStacksOverlay } from './choose-overlay.ts'

const StacksScreen = lazy(() =>
  import('./stacks-screen.tsx').then((module) => ({ default: module.StacksScreen })),
)
const WrongAccountDialog = lazy(() =>
  import('./wrong-account-dialog.tsx').then((module) => ({ default: module.WrongAccountDialog })),
)
const RegionDialog = lazy(() =>
  import('./region-dialog.tsx').then((module) => ({ default: module.RegionDialog })),
)
const FoldersDialog = lazy(() =>
  import('./add-folder.tsx').then((module) => ({ default: module.FoldersDialog })),
)
const ChooseStacks = lazy(() =>
  import('./choose-stacks.tsx').then((module) => ({ default: module.ChooseStacks })),
)
const SnippetsDialog = lazy(() =>
  import('./snippets-dialog.tsx').then((module) => ({ default: module.SnippetsDialog })),
)
const UsedByStacks = lazy(() =>
  import('./used-by-stacks.tsx').then((module) => ({ default: module.UsedByStacks })),
)

/** Stacks in a wrong account, in red, else how many there are. */
function useCount(): NavCount | undefined {
  const list = useKnownStacks()
  if (list === undefined) return undefined
  const { all, wrong } = countStacks(list)
  if (wrong > 0) return { value: wrong, bad: true }
  return all === 0 ? undefined : { value: all }
}

export const feature: Feature = {
  id: 'stacks',
  nav: { label: 'Stacks', icon: Layers, order: 2, useCount },
  screen: StacksScreen,
  overlays: {
    [wrongAccountOverlay]: WrongAccountDialog,
    [regionOverlay]: RegionDialog,
    [foldersOverlay]: FoldersDialog,
    [chooseStacksOverlay]: ChooseStacks,
    [snippetsOverlay]: SnippetsDialog,
  },
  usePaletteItems: useStackPaletteItems,
  profileSection: UsedByStacks,
}
