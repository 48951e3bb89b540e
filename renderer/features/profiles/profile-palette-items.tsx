import {
  CircleOff,
  Copy,
  CopyPlus,
  LogIn,
  PanelsTopLeft,
  Pencil,
  Plus,
  ShieldCheck,
  SquareTerminal,
  Star,
  TextCursorInput,
  Trash2,
} from 'lucide-react'
import { useMemo } from 'react'
import { ProfileAccount } from '../../app/account.tsx'
import type { PaletteItem } from '../../app/feature.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { editProfile } from '../../app/edit-profile.ts'
import { navigate } from '../../app/navigation.ts'
import { openOverlay } from '../../app/overlays.ts'
import { useProfileLooks } from '../../app/profile-looks.ts'
import { type Step } from '../../app/profile-step.ts'
import { useActive, useProfileList, useSettings, useSnapshot } from '../../app/core-queries.ts'
import { openConsole } from '../../app/open-console.ts'
import { printedKeys, type Action } from '../../app/key-bindings.ts'
import { activateProfile } from '../../app/activate-profile.ts'
import { useProfileAccess } from '../../app/session-queries.ts'
import { putIntoGroup, toggleFavourite } from '../../app/settings-actions.ts'
import { signIn } from '../../app/sign-in.ts'
import { useVerify } from '../../app/use-verify.ts'
import { termsOf } from '../../ui/filter-terms.ts'
import { Swatch } from '../../ui/marks.tsx'
import { Status, type StatusLook } from '../../ui/status.tsx'
import { bulkForm } from './bulk-form.ts'
import { profileDialog } from './open-profile-dialog.ts'
import { cursor } from './profile-list-state.ts'
import { copySnippet, openTerminal, snippetFormats, usualFormat } from './profile-actions.ts'
import { byUse, matches } from './match-profiles.ts'

const mostProfiles = 8
/** For the best profile; Tab, or typing the verb, shows the others. */
const mostActions = 5

const stepWords = ({ words }: StatusLook, step: Step): string =>
  step === 'signIn' ? 'Sign in first' : `${words}, edit`

/** Profiles to use, and actions for the best match. */
export function useProfilePaletteItems(query: string): readonly PaletteItem[] {
  const profiles = useProfileList()?.profiles
  const platform = useSnapshot()?.platform
  const colours = useGroupColours()
  const lookOf = useProfileLooks()
  const verify = useVerify()
  const active = useActive()?.profile
  const settings = useSettings()
  const access = useProfileAccess()
  return useMemo(() => {
    const all = profiles ?? []
    const recents = settings?.recents
    const groups = settings?.groups ?? []
    const favourites = new Set(settings?.favourites)
    const byName = new Map(all.map((profile) => [profile.name, profile]))
    const printed = (action: Action) => printedKeys(action, settings?.singleLetterKeys ?? false)
    const dialog = (name: string, type: 'rename' | 'duplicate') => () => {
      navigate('profiles', name)
      profileDialog.set({ type, name })
    }
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
    const edit = (name: string) => () => editProfile(name)
    const actions = (name: string): readonly PaletteItem[] => [
      {
        id: `verify:${name}`,
        section: 'Actions',
        matched: true,
        label: `Verify ${name}`,
        icon: <ShieldCheck aria-hidden="true" />,
        keys: printed('verify'),
        run: () => void verify([name], []),
      },
      {
        id: `edit:${name}`,
        section: 'Actions',
        matched: true,
        label: `Edit ${name}`,
        icon: <Pencil aria-hidden="true" />,
        keys: printed('edit'),
        run: edit(name),
      },
      {
        id: `copy:${name}`,
        section: 'Actions',
        matched: true,
        label: `Copy ${name} as env`,
        detail: 'clears from the clipboard in 30 s',
        icon: <Copy aria-hidden="true" />,
        keys: printed('copy'),
        run: () => void copySnippet(name, usualFormat(platform), true),
      },
      {
        id: `console:${name}`,
        section: 'Actions',
        matched: true,
        label: `Open console of ${name}`,
        icon: <PanelsTopLeft aria-hidden="true" />,
        keys: printed('console'),
        run: () => void openConsole({ profile: name }, 'open'),
      },
      {
        id: `rename:${name}`,
        section: 'Actions',
        matched: true,
        label: `Rename ${name}`,
        icon: <TextCursorInput aria-hidden="true" />,
        keys: printed('rename'),
        run: dialog(name, 'rename'),
      },
      {
        id: `duplicate:${name}`,
        section: 'Actions',
        matched: true,
        label: `Duplicate ${name}`,
        icon: <CopyPlus aria-hidden="true" />,
        keys: printed('duplicate'),
        run: dialog(name, 'duplicate'),
      },
      {
        id: `star:${name}`,
        section: 'Actions',
        matched: true,
        label: favourites.has(name) ? `Take ${name} out of favourites` : `Make ${name} a favourite`,
        icon: <Star aria-hidden="true" />,
        keys: printed('star'),
        run: () => void toggleFavourite(name),
      },
      ...groups
        .filter((group) => byName.get(name)?.group !== group.name)
        .map((group) => ({
          id: `group:${name}:${group.name}`,
          section: 'Actions',
          matched: true,
          label: `Put ${name} into ${group.name}`,
          icon: <Swatch colour={group.colour} />,
          run: () => void putIntoGroup([name], group.name),
        })),
      {
        id: `new-group:${name}`,
        section: 'Actions',
        matched: true,
        label: `Put ${name} into a new group…`,
        run: () => {
          navigate('profiles', name)
          bulkForm.set({ type: 'group', names: [name] })
        },
      },
      ...(byName.get(name)?.group === undefined
        ? []
        : [
            {
              id: `ungroup:${name}`,
              section: 'Actions',
              matched: true,
              label: `Take ${name} out of its group`,
              run: () => void putIntoGroup([name], undefined),
            },
          ]),
      ...(access.has(name)
        ? [
            {
              id: `sign-in-for:${name}`,
              section: 'Actions',
              matched: true,
              label: `Sign in for ${name}`,
              icon: <LogIn aria-hidden="true" />,
              keys: printed('signIn'),
              run: () => void signIn({ profile: name }),
            },
          ]
        : []),
      {
        id: `delete:${name}`,
        section: 'Actions',
        matched: true,
        dangerous: true,
        label: `Delete ${name}`,
        icon: <Trash2 aria-hidden="true" />,
        keys: printed('delete'),
        run: () => {
          navigate('profiles', name)
          profileDialog.set({ type: 'delete', names: [name] })
        },
      },
      {
        id: `terminal:${name}`,
        section: 'Actions',
        matched: true,
        label: `Open terminal with ${name}`,
        icon: <SquareTerminal aria-hidden="true" />,
        keys: printed('terminal'),
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
            detail: <ProfileAccount profile={profile} />,
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
    if (!idle && best !== undefined) items.push(...actions(best.profile.name).slice(0, mostActions))
    // By its verb: `rename`, `delete`, `group` apply to the profile in view.
    const here = cursor.get()
    if (!idle && here !== undefined && byName.has(here)) {
      const known = new Set(items.map(({ id }) => id))
      const wanted = actions(here).filter(
        ({ id, label }) =>
          !known.has(id) && termsOf(query).every((term) => label.toLowerCase().includes(term)),
      )
      items.push(...wanted)
    }
    if (active !== undefined)
      items.push({
        id: 'use-none',
        section: 'Actions',
        label: `Stop using ${active}`,
        also: 'clear none deactivate active profile',
        icon: <CircleOff aria-hidden="true" />,
        run: () => void activateProfile(undefined),
      })
    if (here !== undefined && byName.has(here))
      for (const { format, label } of snippetFormats)
        items.push({
          id: `export:${format}`,
          section: 'Export',
          label: `Export ${here} for ${label}`,
          also: 'copy environment snippet',
          icon: <Copy aria-hidden="true" />,
          run: () => void copySnippet(here, format, true),
        })
    items.push({
      id: 'new-profile',
      section: 'Actions',
      label: 'New profile',
      icon: <Plus aria-hidden="true" />,
      keys: printed('newProfile'),
      run: () => openOverlay('new-profile'),
    })
    return items
  }, [profiles, settings, query, colours, platform, verify, lookOf, access, active])
}
