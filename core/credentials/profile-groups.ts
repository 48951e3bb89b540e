import { accountOf } from '../../shared/domain/aws/account-of.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import {
  groupFinder,
  looksAtAccounts,
  productionGroups,
  type GroupFound,
  type GroupSettings,
} from '../../shared/domain/groups/group-of.ts'
import type { AwsFiles, AwsView } from '../aws/aws-files.ts'
import { readActiveSettings } from '../state/active-settings.ts'
import type { OwnFiles } from '../state/own-files.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { checkedAccounts } from './last-failure.ts'

/** The settings that groups depend on. */
export interface GroupingSettings extends GroupSettings {
  readonly statusReader: ReaderName
}

/** Where the results of checks are kept. */
export interface GroupingPlace {
  readonly paths: Pick<StackpassPaths, 'verifiedFile'>
  readonly ownFiles?: Pick<OwnFiles, 'read'> | undefined
}

/**
 * The group of each profile, as the list shows it, without the schemas that the list loads. Reads the kept checks only where
 * a rule asks for an account.
 */
export async function profileGroups(
  view: AwsView,
  settings: GroupingSettings,
  { paths, ownFiles }: GroupingPlace,
): Promise<(name: string) => GroupFound | undefined> {
  const find = groupFinder(settings)
  if (!looksAtAccounts(settings)) return (name) => find({ name })
  const place = { file: paths.verifiedFile, files: ownFiles }
  const checked = await checkedAccounts(settings.statusReader, view, place)
  return (name) => {
    const profile = view.profiles.get(name)
    const known = profile && accountOf(profile, (key) => profile.value(key), checked(name))
    return find({ name, account: known?.account })
  }
}

/** Whether a profile is in a group that is marked as production. */
export async function productionProfiles(
  view: AwsView,
  settings: GroupingSettings,
  place: GroupingPlace,
): Promise<(name: string) => boolean> {
  const groupOf = await profileGroups(view, settings, place)
  const production = productionGroups(settings)
  return (name) => {
    const found = groupOf(name)
    return found !== undefined && production.has(found.group)
  }
}

/**
 * The same for rooms that know neither profiles nor groups, by the settings and the files at the time of the call. Reads the
 * files only where some group is marked.
 */
export function lentProduction(context: {
  readonly aws: Pick<AwsFiles, 'view'>
  readonly paths: Pick<StackpassPaths, 'settingsFile' | 'verifiedFile'>
  readonly ownFiles?: OwnFiles | undefined
}): (profile: string) => Promise<boolean> {
  return async (profile) => {
    const settings = await readActiveSettings(context.paths.settingsFile, context.ownFiles)
    if (productionGroups(settings).size === 0) return false
    return (await productionProfiles(await context.aws.view(), settings, context))(profile)
  }
}
