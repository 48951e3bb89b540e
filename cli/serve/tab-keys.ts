import { randomBytes, webcrypto } from 'node:crypto'
import { createTabSeal, formatTabKey, type Bytes, type TabSeal } from '../../shared/loopback/tab-seal.ts'

/** The reason that a tab gets when its key ends. */
export type TabEnd = 'stopped' | 'unused'

export interface Tab {
  readonly seal: TabSeal
  /** The key was used. */
  touch(): void
  /** Registers an open event stream; calls `onEnd` if the key ends first. Returns a function to call when the stream closes. */
  follow(onEnd: (why: TabEnd) => void): () => void
}

/** The keys of this host's tabs. They exist only in memory and end with the host. */
export interface TabKeys {
  /** A new key, as text for the tab. */
  create(): Promise<string>
  find(id: string): Tab | undefined
  /** Ends all keys and notifies the tabs. */
  close(): void
}

export interface TabKeyLimits {
  /** A key ends when it is unused for this long. */
  readonly unusedMs: number
  /** The key of a closed tab ends after this time; until then the tab may reload. */
  readonly goneMs: number
  readonly now: () => number
}

/** More tabs than anybody has; the least recently used key is dropped. */
const keptAtMost = 64
const lookEveryMs = 15_000

interface Kept extends Tab {
  lastUse: number
  /** When the last event stream closed. */
  goneSince: number
  readonly streams: Set<(why: TabEnd) => void>
}

export function createTabKeys({ unusedMs, goneMs, now }: TabKeyLimits): TabKeys {
  const tabs = new Map<string, Kept>()

  const end = (id: string, why: TabEnd): void => {
    const tab = tabs.get(id)
    tabs.delete(id)
    for (const tell of tab?.streams ?? []) tell(why)
  }
  const isOver = ({ lastUse, goneSince, streams }: Kept): boolean =>
    now() - lastUse >= unusedMs || (streams.size === 0 && now() - Math.max(goneSince, lastUse) >= goneMs)
  const endOld = (): void => {
    for (const [id, tab] of tabs) if (isOver(tab)) end(id, 'unused')
  }
  // Checks the wall clock regularly: a timer of hours stops while the machine sleeps.
  const timer = setInterval(endOld, lookEveryMs).unref()

  function keep(id: string, seal: TabSeal): void {
    const tab: Kept = {
      seal,
      lastUse: now(),
      goneSince: now(),
      streams: new Set(),
      touch: () => (tab.lastUse = now()),
      follow(onEnd) {
        tab.streams.add(onEnd)
        return () => {
          if (tab.streams.delete(onEnd)) tab.goneSince = now()
        }
      },
    }
    const [oldest] = [...tabs].sort(([, a], [, b]) => a.lastUse - b.lastUse)
    if (oldest !== undefined && tabs.size >= keptAtMost) end(oldest[0], 'unused')
    tabs.set(id, tab)
  }

  return {
    async create() {
      const id = randomBytes(16).toString('hex')
      const secret: Bytes = new Uint8Array(randomBytes(32))
      keep(id, await createTabSeal(webcrypto, secret))
      return formatTabKey({ id, secret })
    },
    find(id) {
      endOld()
      return tabs.get(id)
    },
    close() {
      clearInterval(timer)
      for (const id of [...tabs.keys()]) end(id, 'stopped')
    },
  }
}
