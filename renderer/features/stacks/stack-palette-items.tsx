import { IdCard, Layers } from 'lucide-react'
import { useMemo } from 'react'
import type { PaletteItem } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { openConsole } from '../../app/open-console.ts'
import { openOverlay } from '../../app/overlays.ts'
import { termsOf } from '../../ui/filter-terms.ts'
import { chooseStacksOverlay } from './choose-stacks-overlay.ts'
import { useKnownStacks } from './stack-queries.ts'
import { keyOf } from './stack-key.ts'

const mostStacks = 8

/** Stacks by the words of their project, name and profile, and the action to give them a profile. */
export function useStackPaletteItems(query: string): readonly PaletteItem[] {
  const list = useKnownStacks()
  return useMemo(() => {
    if (list === undefined || list.projects.length === 0) return []
    const terms = termsOf(query)
    const items: PaletteItem[] = []
    if (terms.length > 0) {
      for (const project of list.projects) {
        for (const stack of project.stacks) {
          const text = `${project.name} ${stack.stack} ${stack.profile ?? ''}`.toLowerCase()
          if (items.length >= mostStacks || !terms.every((term) => text.includes(term))) continue
          const key = keyOf(stack)
          const label = `${project.name} / ${stack.stack}`
          items.push({
            id: `stack:${key}`,
            section: 'Stacks',
            label,
            matched: true,
            icon: <Layers aria-hidden="true" />,
            ...(stack.profile === undefined ? {} : { detail: stack.profile }),
            run: () => navigate('stacks', key),
            more: () => [
              {
                id: `stack-console:${key}`,
                section: label,
                label: 'Open console of its account',
                run: () => void openConsole({ stack }, 'open'),
              },
              {
                id: `stack-profile:${key}`,
                section: label,
                label: 'Set stack profile…',
                run: () => openOverlay(chooseStacksOverlay, { stacks: [key] }),
              },
            ],
          })
        }
      }
    }
    items.push({
      id: 'set-stack-profile',
      section: 'Actions',
      label: 'Set stack profile…',
      icon: <IdCard aria-hidden="true" />,
      run: () => openOverlay(chooseStacksOverlay),
    })
    return items
  }, [list, query])
}
