import { mayLoad } from './connection.ts'

/** As many at once: on a connection that breaks, so many requests may still reach whoever has the port by then. */
const atOnce = 3

let arriving: Promise<void> | undefined

/**
 * Loads the files of all parts of the page; from then on `import()` finds them without asking anybody. The page says what
 * each of them must be, so that the browser takes none from somebody who took the port of the host. Rejects once the
 * connection is lost; called again it tries again.
 */
export function loadParts(page: Window = window): Promise<void> {
  // The desktop app reads them from its own package.
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
  // A browser that does not know it would never say that it is there.
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
