import type { CoreEvent } from './events.ts'
import type { QueryName } from './index.ts'

/** The answer is the same while the host runs, so no event makes it old. */
export const neverStale = 'never'

/** The events that may change the answer of a query: at least one, or a reason for none. */
export type StaleAfter = readonly [CoreEvent['type'], ...CoreEvent['type'][]] | typeof neverStale

/**
 * What makes each query old; a query without an entry does not compile. The page asks again by this table alone. It is
 * separate from the schemas, which the page does not load.
 */
export const staleAfter: { readonly [Name in QueryName]: StaleAfter } = {
  // Asked once, before first paint; the queries below keep its parts up to date.
  'app.snapshot': neverStale,
  'profiles.list': [
    'filesChanged',
    'settingsChanged',
    'verifiedChanged',
    'accountsChanged',
    'sessionsChanged',
  ],
  'profiles.show': [
    'filesChanged',
    'settingsChanged',
    'verifiedChanged',
    'accountsChanged',
    'sessionsChanged',
  ],
  // A check signs in, and tools read the tokens of sign-ins.
  'profiles.readers': ['filesChanged', 'verifiedChanged'],
  'history.list': ['historyChanged'],
  'history.show': ['historyChanged'],
  'verify.results': ['verifiedChanged', 'filesChanged'],
  'prompts.list': ['promptOpened', 'promptClosed'],
  'consent.list': ['consentChanged'],
  'vault.status': ['vaultChanged', 'filesChanged', 'settingsChanged'],
  // Production depends on the groups now.
  'handouts.list': ['handoutsChanged', 'settingsChanged'],
  'handouts.rules': ['handoutsChanged'],
  'leases.list': ['leasesChanged'],
  // Installed programs are not watched: the form asks again. Where the files are is a setting.
  'leases.agents': ['settingsChanged'],
  'keys.status': ['keysChanged', 'filesChanged', 'vaultChanged'],
  'settings.get': ['settingsChanged'],
  'settings.homes': ['settingsChanged', 'filesChanged'],
  'active.get': ['activeChanged'],
  // The start-up files of shells are not watched; what Stackpass writes into them goes into the history.
  'shells.list': ['historyChanged'],
  'shells.hook': neverStale,
  'folders.list': ['settingsChanged', 'filesChanged', 'stacksChanged'],
  'bridges.status': ['filesChanged', 'historyChanged', 'activeChanged'],
  'sessions.list': ['sessionsChanged', 'filesChanged', 'settingsChanged', 'verifiedChanged'],
  'sessionProfiles.list': ['filesChanged'],
  'organisations.accountNames': ['accountsChanged'],
  // Which account a stack would run in also depends on the shared files, on checks and on the active profile.
  'stacks.list': [
    'stacksChanged',
    'filesChanged',
    'settingsChanged',
    'verifiedChanged',
    'activeChanged',
    'accountsChanged',
    'sessionsChanged',
  ],
  'stacks.show': [
    'stacksChanged',
    'filesChanged',
    'settingsChanged',
    'verifiedChanged',
    'activeChanged',
    'accountsChanged',
    'sessionsChanged',
  ],
  'stacks.using': ['stacksChanged', 'filesChanged'],
  // Folders of the home are not watched: the folder chooser asks again.
  'stacks.folders': ['stacksChanged'],
  // A text made from its input.
  'stacks.snippet': neverStale,
}
