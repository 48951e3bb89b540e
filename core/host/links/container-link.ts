import type { FirefoxContainer } from '../ports.ts'

/** Firefox' names for the colours of groups. */
const colours: ReadonlyMap<string, string> = new Map([
  ['red', 'red'],
  ['amber', 'orange'],
  ['teal', 'turquoise'],
  ['violet', 'purple'],
  ['pink', 'pink'],
  ['slate', 'blue'],
])

/** The address that makes a Firefox add-on open another address in a container, which it creates if necessary. */
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
