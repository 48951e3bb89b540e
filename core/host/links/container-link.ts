import type { FirefoxContainer } from '../ports.ts'

/** What the colours of groups are called in Firefox. */
const colours: ReadonlyMap<string, string> = new Map([
  ['red', 'red'],
  ['amber', 'orange'],
  ['teal', 'turquoise'],
  ['violet', 'purple'],
  ['pink', 'pink'],
  ['slate', 'blue'],
])

/** The address by which an add-on of Firefox opens another one in a container, and makes that where it is missing. */
export function containerLink(url: string, { container, colour, addOn }: FirefoxContainer): string {
  const scheme = addOn === 'granted' ? 'ext+granted-containers' : 'ext+container'
  const query = new URLSearchParams({
    name: container,
    url,
    color: colours.get(colour) ?? 'blue',
    icon: colour === 'red' ? 'dollar' : 'briefcase',
  })
  return `${scheme}:${query.toString().replaceAll('+', '%20')}`
}
