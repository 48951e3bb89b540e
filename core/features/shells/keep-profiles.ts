import { encodeKeptProfiles } from '../../../shared/domain/shells/completion/kept-profiles.ts'
import { hasRules, productionGroups } from '../../../shared/domain/groups/group-of.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import { profileGroups } from '../../credentials/profile-groups.ts'
import type { VerifiedResults } from '../../credentials/verified-results.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { AccountNames } from '../../state/account-names.ts'
import { completionFiles } from '../../state/kept-profiles.ts'
import { ownFiles } from '../../state/own-files.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { SettingsService } from '../../state/settings.ts'
import { errno } from '../../system/file-errors.ts'

/** What is known about profiles beyond the shared files, and who says when it changes. */
export interface KeepContext {
  readonly paths: StackpassPaths
  readonly ports: Pick<CorePorts, 'platform'>
  readonly events: EventHub
  readonly settings: Pick<SettingsService, 'get'>
  readonly verified: VerifiedResults
  readonly accountNames: Pick<AccountNames, 'read'>
  readonly aws: Pick<AwsFiles, 'view'>
}

/** Writes what completion shows beside the names of profiles, if it has changed. Rejects with the system's error. */
export async function keepProfiles(context: Omit<KeepContext, 'events'>): Promise<void> {
  const { keptFile } = completionFiles(context.paths, context.ports.platform)
  const settings = await context.settings.get()
  const view = await context.aws.view()
  const [verified, accountNames] = await Promise.all([
    context.verified.current(settings.statusReader),
    context.accountNames.read(),
  ])
  const groupOf = await profileGroups(view, settings, context)
  // A missing profile keeps what was chosen by hand: an undo may bring it back.
  const names = new Set([...view.profiles.keys(), ...settings.profileGroups.map(([name]) => name)])
  const groups = [...names].flatMap((name): [string, string][] => {
    const found = groupOf(name)
    return found === undefined ? [] : [[name, found.group]]
  })
  const text = encodeKeptProfiles({
    groups,
    productionGroups: productionGroups(settings),
    accounts: [...verified.values()].flatMap(({ profile, account }): [string, string][] =>
      account === undefined ? [] : [[profile, account]],
    ),
    accountNames: [...accountNames].map(([account, { name }]) => [account, name]),
  })
  const before = await ownFiles.read(keptFile).catch((error: unknown) => {
    if (errno(error) === '') throw error
    return undefined
  })
  if (before !== text) await ownFiles.write(keptFile, text)
}

/**
 * Does so whenever one of these changes. Results of checks are stored after the last one was reported, so those wait for the
 * event of the watcher, or for the end.
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
  /** A new profile may join a group by its rule; without rules, nothing that is kept depends on the files. */
  const runForRules = async (): Promise<void> => {
    const { groups } = await context.settings.get()
    if (hasRules(groups)) await keepProfiles(context)
  }
  context.events.subscribe(({ type }) => {
    if (type === 'verifyProgress') isDue = true
    if (type === 'filesChanged') running = running.then(runForRules).catch(onError)
    if (type === 'settingsChanged' || type === 'verifiedChanged' || type === 'accountsChanged') void run()
  })
  return { close: () => (isDue ? run() : running) }
}
