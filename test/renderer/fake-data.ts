import type { ProfileSummary, Settings, VerifyResult } from '../../shared/contract/models.ts'

const minute = 60_000
const regions = ['eu-west-1', 'us-east-1', 'eu-central-1', 'ap-southeast-2']
const accounts = ['111122223333', '222233334444', '333344445555', '444455556666', '777788889999']
const groups = ['prod', 'staging', 'dev', 'sandbox', 'shared'] as const

export const fakeSettings: Settings = {
  // Not taken from the contract, which would bring zod and its probe for eval into a page under Trusted Types.
  theme: 'system',
  windowsHome: null,
  density: 'normal',
  revealMode: 'hold',
  statusReader: 'awsCli',
  writeInPlace: 'needed',
  singleLetterKeys: true,
  profileGroups: [],
  recents: [],
  exportRegion: false,
  folderProfiles: [],
  terminalTitle: false,
  terminalColour: 'no',
  confirmProduction: true,
  askBeforeHandOut: 'guarded',
  askForMinutes: 1,
  fallback: null,
  notifyExpiry: true,
  stackFolders: [],
  vaultIdleMinutes: 15,
  shortcut: 'CommandOrControl+Shift+K',
  startAtLogin: false,
  closeToTray: true,
  window: null,
  favourites: ['prod-billing', 'staging-admin', 'dev-sandbox'],
  groups: [
    { name: 'prod', colour: 'red', production: true },
    { name: 'staging', colour: 'amber', production: false },
    { name: 'dev', colour: 'teal', production: false },
    { name: 'sandbox', colour: 'violet', production: false },
    { name: 'shared', colour: 'slate', production: false },
  ],
}

function valid(profile: string, account: string, minutesAgo: number, now: number): VerifyResult {
  return {
    profile,
    as: 'awsCli',
    status: 'valid',
    checkedAt: new Date(now - minutesAgo * minute).toISOString(),
    account,
    arn: `arn:aws:iam::${account}:user/${profile}`,
    via: [profile],
  }
}

type Extra = Partial<ProfileSummary>

function profile(name: string, kind: ProfileSummary['kind'], extra: Extra = {}): ProfileSummary {
  return {
    name,
    kind,
    files: kind === 'keys' || kind === 'session' ? ['config', 'credentials'] : ['config'],
    region: 'eu-west-1',
    hasSecret: kind === 'keys' || kind === 'session',
    hasToken: kind === 'session',
    errors: 0,
    warnings: 0,
    favourite: fakeSettings.favourites.includes(name),
    production: extra.group === 'prod',
    ...(kind === 'keys' ? { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } : {}),
    ...(kind === 'session' ? { accessKeyId: 'ASIAIOSFODNN7EXAMPLE' } : {}),
    ...extra,
  }
}

/** The profiles of the design, with every kind and status. Times are relative to `now` in ms since 1970. */
export function fewProfiles(now: number): ProfileSummary[] {
  const soon = new Date(now + 24 * minute + 7_000).toISOString()
  const past = new Date(now - 90 * minute).toISOString()
  const a = (index: number) => accounts[index] ?? ''
  return [
    profile('prod-billing', 'role', {
      group: 'prod',
      account: a(0),
      roleArn: `arn:aws:iam::${a(0)}:role/BillingAdmin`,
      sourceProfile: 'acme-hub',
      verified: valid('prod-billing', a(0), 2, now),
    }),
    profile('staging-admin', 'session', { group: 'staging', account: a(1), expiresAt: soon }),
    profile('dev-sandbox', 'sso', {
      group: 'sandbox',
      account: a(3),
      region: 'eu-central-1',
      ssoSession: 'acme',
      verified: valid('dev-sandbox', a(3), 11, now),
    }),
    profile('acme-hub', 'session', {
      group: 'shared',
      account: a(4),
      region: 'us-east-1',
      expiresAt: new Date(now + 52 * minute).toISOString(),
      verified: valid('acme-hub', a(4), 2, now),
    }),
    profile('audit-readonly', 'session', {
      group: 'shared',
      account: '555566667777',
      region: 'us-east-1',
      expiresAt: past,
    }),
    profile('ci-deploy', 'keys', {
      group: 'prod',
      account: a(0),
      verified: valid('ci-deploy', a(0), 61, now),
    }),
    profile('data-lake-etl', 'process', { group: 'dev', account: '666677778888' }),
    profile('default', 'keys', {
      account: a(2),
      region: 'us-east-1',
      verified: valid('default', a(2), 63, now),
    }),
    profile('eks-runner', 'web-identity', { group: 'dev', account: a(2) }),
    profile('legacy-deploy', 'keys', {
      group: 'prod',
      account: '123456789012',
      region: 'us-east-1',
      verified: {
        profile: 'legacy-deploy',
        as: 'awsCli',
        status: 'failed',
        checkedAt: new Date(now - 5 * minute).toISOString(),
        via: ['legacy-deploy'],
        failure: {
          code: 'KeyUnknown',
          message: 'AWS rejected this key.',
          reason: 'It was deactivated or deleted in IAM.',
          remedy: 'Add a new key or delete this profile.',
        },
      },
    }),
    profile('partner-export', 'role', {
      group: 'shared',
      account: '888899990000',
      region: 'ap-southeast-2',
      sourceProfile: 'acme-hub',
    }),
    profile('half-done', 'incomplete', { errors: 1, region: 'us-east-1' }),
    profile('a-very-long-profile-name-that-nobody-would-type-by-hand-production-eu-west-1-readonly', 'role', {
      group: 'staging',
      account: a(1),
      expiresAt: soon,
    }),
  ]
}

/** Any number of profiles, the same for the same number. */
export function manyProfiles(count: number, now: number): ProfileSummary[] {
  const kinds = ['role', 'sso', 'keys', 'session', 'process'] as const
  const words = ['billing', 'deploy', 'audit', 'network', 'data', 'export', 'batch', 'readonly']
  return Array.from({ length: count }, (_, index) => {
    const group = groups[index % groups.length] ?? 'dev'
    const account = String(100_000_000_000 + (index % 41) * 1_234_567).slice(0, 12)
    const name = `${group}-${words[(index * 7) % words.length]}-${String(index).padStart(5, '0')}`
    return profile(name, kinds[index % kinds.length] ?? 'role', {
      group,
      account,
      region: regions[index % regions.length] ?? 'eu-west-1',
      ...(index % 3 === 0 ? { verified: valid(name, account, index % 59, now) } : {}),
    })
  })
}
