import { Layers } from 'lucide-react'
import type { Feature, NavCount } from '../../app/feature.ts'
import { wrongAccountOverlay } from './plan-stacks.ts'
import { useKnownStacks } from './stack-queries.ts'
import { regionOverlay } from './stack-region-overlay.ts'
import { countStacks } from './stack-rows.ts'
import { foldersOverlay } from './rescan-stacks.ts'
import { hasStackChanges } from './stack-draft-store.ts'
import { useStackCounts } from './stack-counts.ts'
import { snippetsOverlay } from './snippets-overlay.ts'
import { fixAllOverlay, setProfilesOverlay } from './fix-all-overlay.ts'
import { chooseStacksOverlay } from './choose-stacks-overlay.ts'
import { late } from '../../ui/late-part.tsx'

const StacksScreen = late(
  () => import('./stacks-screen.tsx'),
  (module) => module.StacksScreen,
)
const WrongAccountDialog = late(
  () => import('./wrong-account-dialog.tsx'),
  (module) => module.WrongAccountDialog,
)
const RegionDialog = late(
  () => import('./stack-region-dialog.tsx'),
  (module) => module.RegionDialog,
)
const FoldersDialog = late(
  () => import('./add-stack-folder.tsx'),
  (module) => module.FoldersDialog,
)
const ChooseStacks = late(
  () => import('./choose-stacks.tsx'),
  (module) => module.ChooseStacks,
)
const FixAllSheet = late(
  () => import('./fix-all-sheet.tsx'),
  (module) => module.FixAllSheet,
)
const SetProfilesSheet = late(
  () => import('./fix-all-sheet.tsx'),
  (module) => module.SetProfilesSheet,
)
const SnippetsDialog = late(
  () => import('./snippets-dialog.tsx'),
  (module) => module.SnippetsDialog,
)
const UsedByStacks = late(
  () => import('./used-by-stacks.tsx'),
  (module) => module.UsedByStacks,
)

/** The number of stacks in a wrong account, in red; else the number of stacks. */
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
    [fixAllOverlay]: FixAllSheet,
    [setProfilesOverlay]: SetProfilesSheet,
    [snippetsOverlay]: SnippetsDialog,
  },
  hasUnsaved: hasStackChanges,
  latePaletteItems: async () => (await import('./stack-palette-items.tsx')).useStackPaletteItems,
  profileSection: UsedByStacks,
  profileColumn: { label: 'Stacks', useCounts: useStackCounts },
}
