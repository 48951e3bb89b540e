import { createStore, useStore } from '../ui/store.ts'

export interface Place {
  /** The id of a feature. */
  readonly view: string
  /** What the screen shows in it, such as the name of a profile. */
  readonly item?: string
}

const start = 'profiles'

function read(): Place {
  const [view, item] = window.location.hash.replace(/^#\/?/, '').split('/')
  if (view === undefined || view === '') return { view: start }
  return item === undefined ? { view } : { view, item: decoded(item) }
}

/** What a person typed into the address need not be well-formed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Where the user is. The address bar carries only the screen, never a value of a file. */
export const place = createStore<Place>({ view: start })

/** Goes to a screen; `item` is handed to it and does not stand in the address. */
export function navigate(view: string, item?: string): void {
  const next = item === undefined ? { view } : { view, item }
  place.set(next)
  const address = `#/${view}`
  if (window.location.hash !== address) window.history.pushState(null, '', address)
}

/** Reads the address once and follows the back and forward buttons. Returns the function that stops it. */
export function followAddress(): () => void {
  place.set(read())
  const onPop = () => place.set(read())
  window.addEventListener('popstate', onPop)
  return () => window.removeEventListener('popstate', onPop)
}

export function usePlace(): Place {
  return useStore(place)
}
