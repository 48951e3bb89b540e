interface Pickable {
  readonly name: string
  readonly favourite: boolean
}

/**
 * The order of pickers, here and in the terminal: what works first, what is broken last; among equals the last used (`recent`,
 * the last one first), then favourites, then the others in their order.
 */
export function pickOrder<Profile extends Pickable>(
  profiles: readonly Profile[],
  recent: readonly string[],
  isBroken: (profile: Profile) => boolean,
): readonly Profile[] {
  const used = new Map([...recent].reverse().map((name, index) => [name, index]))
  const placeOf = (profile: Profile): readonly number[] => [
    isBroken(profile) ? 1 : 0,
    -(used.get(profile.name) ?? -1),
    profile.favourite ? 0 : 1,
  ]
  return profiles
    .map((profile, index) => ({ profile, place: [...placeOf(profile), index] }))
    .sort((a, b) => {
      const at = a.place.findIndex((value, index) => value !== b.place[index])
      return (a.place[at] ?? 0) - (b.place[at] ?? 0)
    })
    .map(({ profile }) => profile)
}
