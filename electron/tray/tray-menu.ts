import type { ActiveState, ProfileSummary, Settings } from '../../shared/contract/models.ts'
import { showHidden } from '../../shared/domain/text/visible-text.ts'
import { byFrecency } from './frecency.ts'
import { profileMark } from './profile-mark.ts'
import { menuText, shortMenuText, type TrayItem } from './tray-item.ts'
import { leaseItems, type TrayLeases } from './tray-leases.ts'
import { sessionItems, type TraySessions } from './tray-sessions.ts'

/** What the menu shows; the same state gives the same menu. */
export interface TrayState {
  readonly profiles: readonly ProfileSummary[]
  readonly active: ActiveState
  readonly settings: Pick<Settings, 'favourites' | 'recents' | 'groups'>
  /** Absent while unknown. */
  readonly sessions?: TraySessions
  readonly leases?: TrayLeases
}

const favouritesShown = 10
const recentsShown = 5
const groupsShown = 8
const profilesPerSubmenu = 25
/** As early as the page turns amber. */
const renewFromMs = 30 * 60_000

/**
 * The tray menu: the active profile, sessions to sign in to, running leases, favourites, recent profiles, one submenu for
 * each group, then commands. Every list has a limit, so that 500 profiles stay usable; the rest is behind
 * "… more in Stackpass". Every state is in words, because some trays drop images. Doubles `&` where it would underline a
 * letter; makes hidden characters visible.
 */
export function trayMenu(state: TrayState, now: Date): readonly TrayItem[] {
  const known = new Map(state.profiles.map((profile) => [profile.name, profile]))
  const item = (profile: ProfileSummary): TrayItem => ({
    kind: 'item',
    label: label(profile.name, profileMark(profile, now)),
    action: { type: 'use', profile: profile.name },
    checked: profile.name === state.active.profile,
  })
  const find = (names: readonly string[]) =>
    names.map((name) => known.get(name)).filter((profile) => profile !== undefined)

  const favourites = find(state.settings.favourites)
  const starred = new Set(favourites.map((profile) => profile.name))
  const recents = find(byFrecency(state.settings.recents, now)).filter(
    (profile) => !starred.has(profile.name) && profile.name !== state.active.profile,
  )
  const section = (heading: string, profiles: readonly ProfileSummary[], limit: number): TrayItem[] =>
    profiles.length === 0 ? [] : [{ kind: 'heading', label: heading }, ...profiles.slice(0, limit).map(item)]

  return joined([
    activeItems(state, known, now),
    state.sessions === undefined ? [] : sessionItems(state.sessions),
    leaseItems(state.leases ?? [], now),
    [...section('Favourites', favourites, favouritesShown), ...section('Recent', recents, recentsShown)],
    groupItems(state, item),
    [
      {
        kind: 'item',
        label: state.active.profile === undefined ? 'Verify all profiles' : 'Verify the active profile',
        action: { type: 'verify' },
      },
    ],
    [
      { kind: 'item', label: 'Open Stackpass', action: { type: 'show' } },
      { kind: 'item', label: 'Quit Stackpass', action: { type: 'quit' } },
    ],
  ])
}

/** The short text over the tray icon. */
export function trayTooltip(state: TrayState, now: Date): string {
  const { profile: name } = state.active
  if (name === undefined) return 'Stackpass: no active profile'
  const profile = state.profiles.find((each) => each.name === name)
  const mark = profile === undefined ? 'not in your AWS files' : profileMark(profile, now)
  return `Stackpass: ${showHidden(mark === undefined ? name : `${name}, ${mark}`)}`
}

function activeItems(
  state: TrayState,
  known: ReadonlyMap<string, ProfileSummary>,
  now: Date,
): readonly TrayItem[] {
  const name = state.active.profile
  if (name === undefined) return [{ kind: 'heading', label: 'No active profile' }]
  const profile = known.get(name)
  const mark = profile === undefined ? 'not in your AWS files' : profileMark(profile, now)
  const guess = profile?.accountFromName === true ? '?' : ''
  const place = [
    profile?.accountName,
    profile?.account && `${profile.account}${guess}`,
    state.active.region ?? profile?.region,
  ].filter((part) => part !== undefined)
  return [
    { kind: 'item', label: label(name, mark), action: { type: 'show', view: 'profiles' } },
    ...(place.length > 0 ? [{ kind: 'heading', label: menuText(place.join(', ')) } as const] : []),
    ...(profile !== undefined && endsSoon(profile, now)
      ? [{ kind: 'item', label: 'Paste new keys', action: { type: 'show', view: 'import' } } as const]
      : []),
    ...(profile === undefined
      ? []
      : [{ kind: 'item', label: 'Open its console', action: { type: 'console', profile: name } } as const]),
    { kind: 'item', label: 'Stop using it', action: { type: 'clear' } },
  ]
}

/** True for pasted keys that end soon or have ended; other kinds renew automatically or by signing in. */
function endsSoon(profile: ProfileSummary, now: Date): boolean {
  if (profile.kind !== 'session' || profile.expiresAt === undefined) return false
  return Date.parse(profile.expiresAt) - now.getTime() <= renewFromMs
}

function groupItems(state: TrayState, item: (profile: ProfileSummary) => TrayItem): readonly TrayItem[] {
  const members = new Map<string, ProfileSummary[]>()
  const ungrouped: ProfileSummary[] = []
  for (const profile of state.profiles) {
    const group = profile.group === undefined ? ungrouped : (members.get(profile.group) ?? [])
    group.push(profile)
    if (profile.group !== undefined) members.set(profile.group, group)
  }
  const submenu = (name: string, profiles: readonly ProfileSummary[]): TrayItem => {
    const more = profiles.length - profilesPerSubmenu
    return {
      kind: 'submenu',
      label: shortMenuText(name),
      items: [
        ...profiles.slice(0, profilesPerSubmenu).map(item),
        ...(more > 0
          ? [
              { kind: 'separator' } as const,
              {
                kind: 'item',
                label: `${String(more)} more in Stackpass`,
                action: { type: 'show', view: 'palette' },
              } as const,
            ]
          : []),
      ],
    }
  }
  // In the user's order of groups; groups that the settings no longer name come last.
  const order = new Set([...state.settings.groups.map((group) => group.name), ...members.keys()])
  const groups = [...order]
    .filter((name) => members.has(name))
    .map((name) => submenu(name, members.get(name) ?? []))
  const rest = groups.slice(groupsShown)
  return [
    ...groups.slice(0, groupsShown),
    ...(rest.length > 0 ? [{ kind: 'submenu', label: 'More groups', items: rest } as const] : []),
    ...(ungrouped.length > 0 ? [submenu(members.size > 0 ? 'Other profiles' : 'Profiles', ungrouped)] : []),
  ]
}

function joined(parts: readonly (readonly TrayItem[])[]): readonly TrayItem[] {
  const filled = parts.filter((part) => part.length > 0)
  return filled.flatMap((part, index) => (index === 0 ? part : [{ kind: 'separator' } as const, ...part]))
}

function label(name: string, mark: string | undefined): string {
  const short = shortMenuText(name)
  return mark === undefined ? short : `${short}, ${mark}`
}
