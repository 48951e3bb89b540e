import { Copy, PanelsTopLeft, Pencil, Plus, ShieldCheck, SquareTerminal } from 'lucide-react'
import { useMemo } from 'react'
import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { useToolAnswers } from '../../app/tool-answers.ts'
import type { PaletteItem } from '../../app/feature.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { navigate } from '../../app/navigation.ts'
import { openOverlay } from '../../app/overlays.ts'
import { statusOf } from '../../app/profile-status.ts'
import { useProfileList, useSettings, useSnapshot } from '../../app/core-queries.ts'
import { openConsole } from '../../app/open-console.ts'
import { activateProfile } from '../../app/activate-profile.ts'
import { useVerify } from '../../app/use-verify.ts'
import { termsOf } from '../../list/filter-terms.ts'
import { AccountId, Swatch } from '../../ui/marks.tsx'
import { Status } from '../../ui/status.tsx'
import { copySnippet, openTerminal, usualFormat } from './profile-actions.ts'
import { searchKey } from './search-profiles.ts'
import { useStartEdit } from './use-start-edit.ts'

const mostProfiles = 8

/** Better matches first: whole name, start of the name, inside the name, elsewhere. */
function rank(profile: ProfileSummary, query: string, terms: readonly string[]): number {
  const name = profile.name.toLowerCase()
  if (name === query) return 0
  if (name.startsWith(query)) return 1
  if (terms.every((term) => name.includes(term))) return 2
  return 3
}

function matches(profiles: readonly ProfileSummary[], query: string): readonly ProfileSummary[] {
  const text = query.trim().toLowerCase()
  const terms = termsOf(text)
  const found = profiles.filter((profile) => {
    const key = searchKey(profile)
    return (
      terms.every((term) => key.includes(term)) ||
      isSubsequence(text.replace(/\s+/g, ''), profile.name.toLowerCase())
    )
  })
  return [...found]
    .sort(
      (a, b) =>
        rank(a, text, terms) - rank(b, text, terms) ||
        a.name.length - b.name.length ||
        (a.name < b.name ? -1 : 1),
    )
    .slice(0, mostProfiles)
}

/** Whether the letters stand in the name in this order: `pbill` finds `prod-billing`. */
function isSubsequence(letters: string, name: string): boolean {
  let at = 0
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return letters.length > 1
}

/** Profiles to use, and what can be done with the best of them. */
export function useProfilePaletteItems(query: string): readonly PaletteItem[] {
  const profiles = useProfileList()?.profiles
  const recents = useSettings()?.recents
  const platform = useSnapshot()?.platform
  const colours = useGroupColours()
  const now = useHalfMinute()
  const { refusals } = useToolAnswers()
  const verify = useVerify()
  const startEdit = useStartEdit()
  return useMemo(() => {
    const all = profiles ?? []
    const idle = query.trim() === ''
    const used = new Set((recents ?? []).map(({ profile }) => profile))
    const shown = idle
      ? [
          ...(recents ?? []).flatMap(({ profile }) => all.find(({ name }) => name === profile) ?? []),
          ...all.filter(({ favourite, name }) => favourite && !used.has(name)),
        ].slice(0, mostProfiles)
      : matches(all, query)
    const actions = (name: string): readonly PaletteItem[] => [
      {
        id: `verify:${name}`,
        section: 'Actions',
        matched: true,
        label: `Verify ${name}`,
        icon: <ShieldCheck aria-hidden="true" />,
        keys: ['V'],
        run: () => void verify([name], []),
      },
      {
        id: `edit:${name}`,
        section: 'Actions',
        matched: true,
        label: `Edit ${name}`,
        icon: <Pencil aria-hidden="true" />,
        keys: ['E'],
        run: () => {
          navigate('profiles', name)
          void startEdit(name)
        },
      },
      {
        id: `copy:${name}`,
        section: 'Actions',
        matched: true,
        label: `Copy ${name} as env`,
        detail: 'clears from the clipboard in 30 s',
        icon: <Copy aria-hidden="true" />,
        keys: ['Mod', 'Shift', 'C'],
        run: () => void copySnippet(name, usualFormat(platform), true),
      },
      {
        id: `console:${name}`,
        section: 'Actions',
        matched: true,
        label: `Open console of ${name}`,
        icon: <PanelsTopLeft aria-hidden="true" />,
        keys: ['O'],
        run: () => void openConsole({ profile: name }, 'open'),
      },
      {
        id: `terminal:${name}`,
        section: 'Actions',
        matched: true,
        label: `Open terminal with ${name}`,
        icon: <SquareTerminal aria-hidden="true" />,
        keys: ['T'],
        run: () => void openTerminal(name),
      },
    ]
    const items: PaletteItem[] = shown.map((profile) => ({
      id: `use:${profile.name}`,
      section: idle ? 'Recent and favourite profiles' : 'Use profile',
      matched: true,
      label: profile.name,
      ...(profile.account === undefined ? {} : { detail: <AccountId id={profile.account} /> }),
      icon: <Swatch colour={profile.group === undefined ? undefined : colours.get(profile.group)} />,
      right: <Status look={statusOf(profile, now, false, refusals.get(profile.name))} />,
      run: () => void activateProfile(profile.name),
      more: () => [
        {
          id: `show:${profile.name}`,
          section: profile.name,
          label: `Show ${profile.name}`,
          run: () => navigate('profiles', profile.name),
        },
        ...actions(profile.name),
      ],
    }))
    const [best] = shown
    if (!idle && best !== undefined) items.push(...actions(best.name))
    items.push({
      id: 'new-profile',
      section: 'Actions',
      label: 'New profile',
      icon: <Plus aria-hidden="true" />,
      keys: ['Mod', 'N'],
      run: () => openOverlay('new-profile'),
    })
    return items
  }, [profiles, recents, query, colours, now, platform, verify, startEdit, refusals])
}
