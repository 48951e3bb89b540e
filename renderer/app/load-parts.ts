import { mayLoad } from './connection.ts'

/** How many load at once: if the connection breaks, this many requests may still reach whoever has the port then. */
const atOnce = 3

let arriving: Promise<void> | undefined

/**
 * Loads the files of all parts of the page; afterwards `import()` finds them without a request. The page has the hash of
 * each file, so that the browser accepts none from a program that took the host's port. Rejects once the connection is
 * lost; another call tries again.
 */
export function loadParts(page: Window = window): Promise<void> {
  // The desktop app loads them from its own package.
  if (page.stackpass !== undefined) return Promise.resolve()
  arriving ??= loadAll(page.document).catch((error: unknown) => {
    arriving = undefined
    throw error
  })
  return arriving
}

async function loadAll(document: Document): Promise<void> {
  const waiting = [...document.querySelectorAll<HTMLMetaElement>('meta[name="part"]')]
  const work = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) await loadOne(part)
  }
  if (!mayLoad()) throw new Error('the connection is lost')
  await Promise.all(Array.from({ length: atOnce }, work))
}

function loadOne(part: HTMLMetaElement): Promise<void> {
  if (!mayLoad()) return Promise.reject(new Error('the connection is lost'))
  const [address = '', integrity = ''] = part.content.split(' ')
  const link = part.ownerDocument.createElement('link')
  const isStyle = address.endsWith('.css')
  // A browser without support would never report that it has loaded.
  if (!isStyle && !link.relList.supports('modulepreload')) return Promise.resolve()
  Object.assign(link, {
    rel: isStyle ? 'stylesheet' : 'modulepreload',
    crossOrigin: '',
    integrity,
    href: address,
  })
  return new Promise((resolve, reject) => {
    link.onload = () => {
      part.remove()
      resolve()
    }
    link.onerror = () => {
      link.remove()
      reject(new Error(`${address} did not arrive`))
    }
    part.before(link)
  })
}
