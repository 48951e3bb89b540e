import type { Group } from './group-changes.ts'

export type BrowserChoice = NonNullable<Group['browser']>

/** The choices: the system's browser, a container, or a profile of one of the Chromium browsers. */
export type BrowserKind =
  'system' | 'firefox-container' | Extract<BrowserChoice, { kind: 'chromium' }>['browser']

export const browserKinds: readonly { readonly value: BrowserKind; readonly label: string }[] = [
  { value: 'system', label: 'The browser of the system' },
  { value: 'firefox-container', label: 'A container of Firefox' },
  { value: 'chrome', label: 'A profile of Chrome' },
  { value: 'edge', label: 'A profile of Edge' },
  { value: 'brave', label: 'A profile of Brave' },
  { value: 'chromium', label: 'A profile of Chromium' },
]

/** The draft of the dialog. */
export interface BrowserDraft {
  readonly kind: BrowserKind
  /** The name of the container or the profile. */
  readonly name: string
  readonly addOn: Extract<BrowserChoice, { kind: 'firefox-container' }>['addOn']
}

export function draftOf(group: Group): BrowserDraft {
  const { browser } = group
  if (browser === undefined) return { kind: 'system', name: group.name, addOn: 'open-external-links' }
  return browser.kind === 'chromium'
    ? { kind: browser.browser, name: browser.profile, addOn: 'open-external-links' }
    : { kind: 'firefox-container', name: browser.container, addOn: browser.addOn }
}

/** What is wrong with the name, if anything. The browser itself says when there is no profile of this name. */
export function checkBrowserName({ kind, name }: BrowserDraft): string | undefined {
  if (kind === 'system') return undefined
  const most = kind === 'firefox-container' ? 60 : 100
  if (name.trim() === '') return kind === 'firefox-container' ? 'Name the container.' : 'Name the profile.'
  return name.trim().length > most ? `At most ${most} characters.` : undefined
}

/** The group with this browser. */
export function withBrowser(group: Group, { kind, name, addOn }: BrowserDraft): Group {
  const { browser: _, ...rest } = group
  if (kind === 'system') return rest
  return kind === 'firefox-container'
    ? { ...rest, browser: { kind, container: name.trim(), addOn } }
    : { ...rest, browser: { kind: 'chromium', browser: kind, profile: name.trim() } }
}

const labels = new Map<string, string>([
  ['chrome', 'Chrome'],
  ['edge', 'Edge'],
  ['brave', 'Brave'],
  ['chromium', 'Chromium'],
])

/** Where the group's console opens, as the label of a button. */
export function browserInWords({ browser }: Group): string {
  if (browser === undefined) return 'System browser'
  return browser.kind === 'chromium'
    ? `${labels.get(browser.browser) ?? browser.browser}: ${browser.profile}`
    : `Firefox: ${browser.container}`
}
