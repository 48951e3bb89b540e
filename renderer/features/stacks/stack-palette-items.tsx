import { FolderOpen, IdCard, Layers, RefreshCw, ShieldCheck, Wrench } from 'lucide-react'
import { useMemo } from 'react'
import type { PaletteItem } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { openConsole } from '../../app/open-console.ts'
import { openOverlay } from '../../app/overlays.ts'
import { termsOf } from '../../ui/filter-terms.ts'
import { chooseStacksOverlay } from './choose-stacks-overlay.ts'
import { fixAllOverlay } from './fix-all-overlay.ts'
import { foldersOverlay, rescan } from './rescan-stacks.ts'
import { countStacks } from './stack-rows.ts'
import { useCheckAccounts, useKnownStacks } from './stack-queries.ts'
import { keyOf } from './stack-key.ts'

const mostStacks = 8

/** Stacks by the words of their project, name and profile, and the action to give them a profile. */
export function useStackPaletteItems(query: string): readonly PaletteItem[] {
  const list = useKnownStacks()
  const check = useCheckAccounts()
  return useMemo(() => {
    const folders: PaletteItem[] = [
      {
        id: 'add-stack-folder',
        section: 'Actions',
        label: 'Add a folder of stacks',
        also: 'projects pulumi',
        icon: <FolderOpen aria-hidden="true" />,
        run: () => {
          navigate('stacks')
          openOverlay(foldersOverlay)
        },
      },
    ]
    if (list === undefined || list.projects.length === 0) return folders
    const { wrong } = countStacks(list)
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
    items.push(...folders, {
      id: 'scan-stacks',
      section: 'Actions',
      label: 'Look for projects again',
      also: 'scan stacks refresh rescan',
      icon: <RefreshCw aria-hidden="true" />,
      run: () => void rescan(),
    })
    items.push({
      id: 'check-accounts',
      section: 'Actions',
      label: 'Check the accounts of all stacks',
      also: 'verify',
      icon: <ShieldCheck aria-hidden="true" />,
      run: () =>
        void check([
          ...new Set(list.projects.flatMap(({ stacks }) => stacks.flatMap(({ profile }) => profile ?? []))),
        ]),
    })
    if (wrong > 0)
      items.push({
        id: 'fix-accounts',
        section: 'Actions',
        label: wrong === 1 ? 'Fix the wrong account' : `Fix all ${wrong} wrong accounts`,
        also: 'repair stacks profile',
        icon: <Wrench aria-hidden="true" />,
        keys: ['Mod', 'Shift', 'F'],
        run: () => openOverlay(fixAllOverlay),
      })
    return items
  }, [list, query, check])
}
