/** What Stackpass knows about profiles beyond the shared files. */
export interface KeptProfiles {
  readonly groups: Iterable<readonly [profile: string, group: string]>
  readonly productionGroups: ReadonlySet<string>
  /** From the last answer of STS. */
  readonly accounts: Iterable<readonly [profile: string, account: string]>
  readonly accountNames: Iterable<readonly [account: string, name: string]>
}

const unwritable = /[\u0000-\u001F\u007F]/

/**
 * The file that completion reads beside the shared files, because no shell can read the settings: a row a line, in columns
 * separated by tabs. Leaves out what holds a control character.
 */
export function encodeKeptProfiles(kept: KeptProfiles): string {
  const rows = [
    ...[...kept.groups].map(([profile, group]) => [
      'group',
      profile,
      kept.productionGroups.has(group) && group !== 'production' ? `${group} (production)` : group,
    ]),
    ...[...kept.accounts].map(([profile, account]) => ['account', profile, account]),
    ...[...kept.accountNames].map(([account, name]) => ['name', account, name]),
  ]
  const lines = rows.filter((row) => row.every((part) => part !== '' && !unwritable.test(part)))
  return ['stackpass-profiles 1', ...lines.map((row) => row.join('\t')), ''].join('\n')
}
