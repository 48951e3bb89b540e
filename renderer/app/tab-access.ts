import { createTabSeal, parseTabKey, type TabSeal } from '../../shared/loopback/tab-seal.ts'

/** How a tab identifies itself to the host and seals messages. */
export interface TabAccess {
  readonly id: string
  readonly seal: TabSeal
}

const keptAs = 'stackpass-tab'
/** A page that is still there after this time was not left after all: what it kept goes again. */
const staysAfterMs = 5_000

/**
 * The access of this tab, undefined when it has none. The key comes in the page that a launch file opened, in exchange for
 * the code in an address from the terminal, or from this tab before it reloaded. It lives in memory; only during a reload
 * is it in the tab's storage.
 */
export async function openTabAccess(page: Window): Promise<TabAccess | undefined> {
  const kept = takeKept(page)
  const text = takeFromPage(page) ?? (await tradeCode(takeCode(page))) ?? kept
  const key = parseTabKey(text ?? '')
  if (text === undefined || key === undefined) return undefined
  // Kept before the tab begins to leave: browsers do not wait for `pagehide` where another process draws the next page. No
  // code runs while the browser asks whether to leave; the page that stays takes the key back first.
  page.addEventListener('beforeunload', (event) => {
    keep(page, text)
    setTimeout(() => event.defaultPrevented && takeKept(page))
    setTimeout(() => takeKept(page), staysAfterMs)
  })
  page.addEventListener('pagehide', () => keep(page, text))
  page.addEventListener('pageshow', () => takeKept(page))
  return { id: key.id, seal: await createTabSeal(crypto, key.secret) }
}

/** A new address in this tab opens another host, or this one again: it always reloads the page from there. */
export function loadOnNewCode(page: Window): void {
  page.addEventListener('hashchange', () => {
    if (codeIn(page.location.hash) !== undefined) page.location.reload()
  })
}

function takeFromPage({ document, history }: Window): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="stackpass-tab"]')
  if (meta === null) return undefined
  const { content } = meta
  meta.remove()
  // The form was sent to this address; reloading it would send the form again.
  history.replaceState(null, '', '/')
  return content
}

const codeIn = (hash: string): string | undefined =>
  new URLSearchParams(hash.slice(1)).get('token') ?? undefined

/** The code in the address, which leaves the address bar at once. */
function takeCode({ location, history }: Window): string | undefined {
  const code = codeIn(location.hash)
  if (code !== undefined) history.replaceState(null, '', location.pathname + location.search)
  return code
}

async function tradeCode(code: string | undefined): Promise<string | undefined> {
  if (code === undefined) return undefined
  try {
    const response = await fetch('/api/trade', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    const reply = (await response.json()) as { value?: { key?: string } }
    return reply.value?.key
  } catch (error) {
    // Without a key the page says what to do.
    console.debug('trade:', error)
    return undefined
  }
}

function takeKept(page: Window): string | undefined {
  try {
    const text = page.sessionStorage.getItem(keptAs) ?? undefined
    page.sessionStorage.removeItem(keptAs)
    return text
  } catch {
    // Storage is disabled in this browser: the tab cannot survive a reload.
    return undefined
  }
}

function keep(page: Window, text: string): void {
  try {
    page.sessionStorage.setItem(keptAs, text)
  } catch {
    // As above.
  }
}
