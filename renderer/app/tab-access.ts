import { createTabSeal, parseTabKey, type TabSeal } from '../../shared/loopback/tab-seal.ts'

/** What a tab shows the host, and how their messages are closed. */
export interface TabAccess {
  readonly id: string
  readonly seal: TabSeal
}

const keptAs = 'stackpass-tab'

/**
 * The access of this tab, undefined when it has none. The key comes in the page that a launch file opened, for the code in
 * an address of the terminal, or from this tab as it was before it was loaded again. It lives in memory; only while the
 * tab is loaded again it is left in the storage of the tab.
 */
export async function openTabAccess(page: Window): Promise<TabAccess | undefined> {
  const kept = takeKept(page)
  const text = takeFromPage(page) ?? (await tradeCode(takeCode(page))) ?? kept
  const key = parseTabKey(text ?? '')
  if (text === undefined || key === undefined) return undefined
  page.addEventListener('pagehide', () => keep(page, text))
  page.addEventListener('pageshow', () => takeKept(page))
  return { id: key.id, seal: await createTabSeal(crypto, key.secret) }
}

/** A new address in this tab opens another host, or this one anew: the page is loaded from it, never joined to it. */
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
  // The address that the form was sent to; loading that again would send the form again.
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
    // Storage is switched off in this browser: a tab cannot be loaded again.
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
