import { Copy, PanelsTopLeft, Pencil, Plus, ShieldCheck, SquareTerminal } from 'lucide-react'
import { useMemo } from 'react'
import { NamedAccount } from '../../app/account.tsx'
import type { PaletteItem } from '../../app/feature.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { navigate } from '../../app/navigation.ts'
import { openOverlay } from '../../app/overlays.ts'
import { useProfileLooks, type Step } from '../../app/profile-step.ts'
import { useProfileList, useSettings, useSnapshot } from '../../app/core-queries.ts'
import { openConsole } from '../../app/open-console.ts'
import { activateProfile } from '../../app/activate-profile.ts'
import { signIn } from '../../app/sign-in.ts'
import { useVerify } from '../../app/use-verify.ts'
import { Swatch } from '../../ui/marks.tsx'
import { Status, type StatusLook } from '../../ui/status.tsx'
import { copySnippet, openTerminal, usualFormat } from './profile-actions.ts'
import { byUse, matches } from './match-profiles.ts'
import { useStartEdit } from './use-start-edit.ts'

const mostProfiles = 8

const stepWords = ({ words }: StatusLook, step: Step): string =>
  step === 'signIn' ? 'Sign in first' : `${words}, edit`

/** Profiles to use, and what can be done with the best of them. */
export function useProfilePaletteItems(query: string): readonly PaletteItem[] {
  const profiles = useProfileList()?.profiles
  const recents = useSettings()?.recents
  const platform = useSnapshot()?.platform
  const colours = useGroupColours()
  const lookOf = useProfileLooks()
  const verify = useVerify()
  const startEdit = useStartEdit()
  return useMemo(() => {
    const all = profiles ?? []
    const idle = query.trim() === ''
    const used = new Set((recents ?? []).map(({ profile }) => profile))
    const named = idle
      ? [
          ...(recents ?? []).flatMap(({ profile }) => all.find(({ name }) => name === profile) ?? []),
          ...all.filter(({ favourite, name }) => favourite && !used.has(name)),
        ].map((profile) => ({ profile, rank: 0 }))
      : matches(all, query)
    const ranked = named.map(({ profile, rank }) => {
      return { profile, rank, ...lookOf(profile) }
    })
    if (!idle) ranked.sort(byUse)
    const shown = ranked.slice(0, mostProfiles)
    const edit = (name: string) => () => {
      navigate('profiles', name)
      void startEdit(name)
    }
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
        run: edit(name),
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
    const anyway = (name: string): PaletteItem => ({
      id: `use-anyway:${name}`,
      section: name,
      label: `Use ${name}`,
      run: () => void activateProfile(name),
    })
    const items: PaletteItem[] = shown.map(({ profile, look, step }) => ({
      id: `use:${profile.name}`,
      section: idle ? 'Recent and favourite profiles' : 'Use profile',
      matched: true,
      label: profile.name,
      ...(profile.account === undefined
        ? {}
        : {
            detail: (
              <NamedAccount id={profile.account} name={profile.accountName} at={profile.accountNameAt} />
            ),
          }),
      icon: <Swatch colour={profile.group === undefined ? undefined : colours.get(profile.group)} />,
      right: <Status look={step === 'use' ? look : { ...look, words: stepWords(look, step) }} />,
      run:
        step === 'signIn'
          ? () => void signIn({ profile: profile.name })
          : step === 'edit'
            ? edit(profile.name)
            : () => void activateProfile(profile.name),
      more: () => [
        ...(step === 'use' ? [] : [anyway(profile.name)]),
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
    if (!idle && best !== undefined) items.push(...actions(best.profile.name))
    items.push({
      id: 'new-profile',
      section: 'Actions',
      label: 'New profile',
      icon: <Plus aria-hidden="true" />,
      keys: ['Mod', 'N'],
      run: () => openOverlay('new-profile'),
    })
    return items
  }, [profiles, recents, query, colours, platform, verify, startEdit, lookOf])
}
