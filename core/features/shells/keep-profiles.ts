import { encodeKeptProfiles } from '../../../shared/domain/shells/completion/kept-profiles.ts'
import type { VerifiedResults } from '../../credentials/verified-results.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { AccountNames } from '../../state/account-names.ts'
import { completionFiles } from '../../state/kept-profiles.ts'
import { ownFiles } from '../../state/own-files.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { SettingsService } from '../../state/settings.ts'
import { errno } from '../../system/file-errors.ts'

/** What is known of profiles beyond the shared files, and who says when it changes. */
export interface KeepContext {
  readonly paths: StackpassPaths
  readonly ports: Pick<CorePorts, 'platform'>
  readonly events: EventHub
  readonly settings: Pick<SettingsService, 'get'>
  readonly verified: VerifiedResults
  readonly accountNames: Pick<AccountNames, 'read'>
}

/** Writes what completion shows beside the names of profiles, where it is not so already. Rejects with the system's error. */
export async function keepProfiles(context: Omit<KeepContext, 'events'>): Promise<void> {
  const { keptFile } = completionFiles(context.paths, context.ports.platform)
  const { groups, profileGroups, statusReader } = await context.settings.get()
  const [verified, names] = await Promise.all([
    context.verified.current(statusReader),
    context.accountNames.read(),
  ])
  const text = encodeKeptProfiles({
    groups: profileGroups,
    productionGroups: new Set(groups.filter(({ production }) => production).map(({ name }) => name)),
    accounts: [...verified.values()].flatMap(({ profile, account }): [string, string][] =>
      account === undefined ? [] : [[profile, account]],
    ),
    accountNames: [...names].map(([account, { name }]) => [account, name]),
  })
  const before = await ownFiles.read(keptFile).catch((error: unknown) => {
    if (errno(error) === '') throw error
    return undefined
  })
  if (before !== text) await ownFiles.write(keptFile, text)
}

/**
 * Does so whenever one of these changes. Results of checks are kept after the last of them was told, so those wait for the event
 * of the watcher, or for the end.
 */
export function keepProfilesUpToDate(
  context: KeepContext,
  onError: (error: unknown) => void,
): { close(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  let isDue = false
  const run = (): Promise<void> => {
    isDue = false
    return (running = running.then(() => keepProfiles(context)).catch(onError))
  }
  context.events.subscribe(({ type }) => {
    if (type === 'verifyProgress') isDue = true
    if (type === 'settingsChanged' || type === 'verifiedChanged' || type === 'accountsChanged') void run()
  })
  return { close: () => (isDue ? run() : running) }
}
