import { createStore, useStore } from '../ui/store.ts'

export interface Place {
  /** The id of a feature. */
  readonly view: string
  /** The item that the screen shows, such as the name of a profile. */
  readonly item?: string
}

const start = 'profiles'

function read(): Place {
  const [view, item] = window.location.hash.replace(/^#\/?/, '').split('/')
  if (view === undefined || view === '') return { view: start }
  return item === undefined ? { view } : { view, item: decoded(item) }
}

/** Decodes the address, which may be malformed if a person typed it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Where the user is. The address bar contains only the screen, never a value from a file. */
export const place = createStore<Place>({ view: start })

/** Goes to a screen; `item` is passed to it and does not appear in the address. */
export function navigate(view: string, item?: string): void {
  const next = item === undefined ? { view } : { view, item }
  place.set(next)
  const address = `#/${view}`
  if (window.location.hash !== address) window.history.pushState(null, '', address)
}

/** Reads the address once and follows the back and forward buttons. Returns a function that stops this. */
export function followAddress(): () => void {
  place.set(read())
  const onPop = () => place.set(read())
  window.addEventListener('popstate', onPop)
  return () => window.removeEventListener('popstate', onPop)
}

export function usePlace(): Place {
  return useStore(place)
}
