import type {
  ProjectSummary,
  StackDetail,
  StackList,
  StackOptionView,
  StackSummary,
} from '../../../shared/contract/models.ts'
import { optionsForMajor } from '../../../shared/domain/pulumi/options/table.ts'

export const production = '111122223333'
export const staging = '222233334444'

type Extra = Partial<StackSummary>

export function fakeStack(project: string, stack: string, extra: Extra = {}): StackSummary {
  return {
    project: `/home/ana/src/${project}`,
    stack,
    path: `/home/ana/src/${project}/Pulumi.${stack}.yaml`,
    label: `~/src/${project}/Pulumi.${stack}.yaml`,
    presence: 'both',
    selected: false,
    profileFrom: 'stack',
    profileFromLabel: `Pulumi.${stack}.yaml`,
    namedProfiles:
      extra.profile !== undefined && ['stack', 'project'].includes(extra.profileFrom ?? 'stack')
        ? [extra.profile]
        : [],
    region: 'eu-west-1',
    allowedAccountIds: [],
    forbiddenAccountIds: [],
    verdict: 'unguarded',
    environments: [],
    errors: 0,
    warnings: 0,
    ...extra,
  }
}

function fakeProject(name: string, stacks: StackSummary[]): ProjectSummary {
  return {
    folder: `/home/ana/src/${name}`,
    label: `~/src/${name}`,
    name,
    projectFile: 'Pulumi.yaml',
    runtime: 'nodejs',
    awsMajor: 7,
    awsVersion: '7.48',
    backend: { kind: 'cloud', label: 'acme on Pulumi Cloud' },
    stacks,
  }
}

const inProduction = { id: production, alias: 'acme-prod', from: 'verified' } as const
const inStaging = { id: staging, alias: 'acme-staging', from: 'verified' } as const

/** Two projects with every state of the guard. */
export function fewStacks(): StackList {
  return {
    folders: ['/home/ana/src'],
    projects: [
      fakeProject('data-platform', [
        fakeStack('data-platform', 'prod.eu-1', {
          profile: 'staging-admin',
          profileFrom: 'environment',
          profileFromLabel: 'AWS_PROFILE',
          account: inStaging,
          allowedAccountIds: [production],
          verdict: 'not-allowed',
          errors: 1,
        }),
        fakeStack('data-platform', 'prod.us-1', {
          profile: 'ci-deploy',
          profileFrom: 'esc',
          profileFromLabel: 'ESC aws/prod',
          account: inProduction,
          allowedAccountIds: [production],
          verdict: 'agrees',
          region: 'us-east-1',
        }),
        fakeStack('data-platform', 'dev', {
          profile: 'dev-sandbox',
          profileFrom: 'project',
          profileFromLabel: 'Pulumi.yaml',
          account: { id: '444455556666', alias: 'acme-sandbox', from: 'verified' },
        }),
      ]),
      fakeProject('billing-api', [
        fakeStack('billing-api', 'prod', {
          profile: 'prod-billing',
          account: inProduction,
          allowedAccountIds: [production],
          verdict: 'agrees',
          selected: true,
        }),
        fakeStack('billing-api', 'staging', {
          profile: 'staging-admin',
          account: inStaging,
          allowedAccountIds: [staging],
          verdict: 'agrees',
        }),
        fakeStack('billing-api', 'preview', {
          profile: 'audit-readonly',
          verdict: 'unknown',
          presence: 'file-only',
        }),
      ]),
    ],
    scanning: false,
    scannedFolders: 120,
    notes: [],
  }
}

/** `count` stacks in projects of four. */
export function manyStacks(count: number): StackList {
  const projects = Array.from({ length: Math.ceil(count / 4) }, (_, index) => {
    const name = `service-${String(index).padStart(4, '0')}`
    const stacks = ['prod', 'staging', 'dev', 'preview'].map((stack) =>
      fakeStack(name, stack, { profile: 'prod-billing', account: inProduction }),
    )
    return fakeProject(name, stacks)
  })
  return { folders: ['/home/ana/src'], projects, scanning: false, scannedFolders: 10_000, notes: [] }
}

/** What is set in the stack file of the fake detail, and in its project. */
const values = new Map<string, Pick<StackOptionView, 'value' | 'from' | 'line'>>([
  ['profile', { value: 'prod-billing', from: 'stack', line: 6 }],
  ['region', { value: 'eu-west-1', from: 'project', line: 4 }],
  [
    'assumeRoles',
    { value: [{ roleArn: `arn:aws:iam::${production}:role/PulumiDeploy` }], from: 'stack', line: 9 },
  ],
  ['allowedAccountIds', { value: [production], from: 'stack', line: 12 }],
  ['defaultTags', { value: { tags: { team: 'billing', env: 'prod' } }, from: 'project', line: 5 }],
])

function fakeOptions(): StackOptionView[] {
  return optionsForMajor(7).map((option) => ({
    name: option.name,
    group: option.group,
    type: option.type,
    help: option.help,
    secret: option.secret === true,
    ...(option.rule === undefined ? {} : { rule: option.rule }),
    ...(option.values === undefined ? {} : { values: [...option.values] }),
    ...(option.type === 'boolean' ? { default: 'false' } : {}),
    environment: [...option.environment],
    conflictsWith: [...(option.conflictsWith ?? [])],
    nested: (option.nested ?? []).map(({ name, type, help, secret, rule, values: texts }) => ({
      name,
      type,
      help,
      secret: secret === true,
      ...(rule === undefined ? {} : { rule }),
      ...(texts === undefined ? {} : { values: [...texts] }),
    })),
    secure: false,
    secretAt: [],
    ...values.get(option.name),
  }))
}

export function fakeStackDetail(summary: StackSummary, project: ProjectSummary): StackDetail {
  const { stacks, ...rest } = project
  return {
    summary,
    project: rest,
    credentials: [
      {
        source: 'static-keys',
        label: 'Keys in config',
        state: 'absent',
        origin: 'Pulumi.prod.yaml',
        why: 'aws:accessKey is not set.',
      },
      {
        source: 'stack-profile',
        label: 'Profile in config',
        state: 'wins',
        value: 'prod-billing',
        origin: 'Pulumi.prod.yaml',
        line: 6,
        why: 'Set in the stack file, which goes before Pulumi.yaml.',
      },
      {
        source: 'environment-profile',
        label: 'AWS_PROFILE',
        state: 'beaten',
        value: 'staging-admin',
        origin: 'Environment of Stackpass',
        why: 'Not reached.',
      },
    ],
    regions: [
      {
        source: 'config-region',
        label: 'Region in config',
        state: 'wins',
        value: 'eu-west-1',
        origin: 'Pulumi.yaml',
        line: 4,
        why: 'Set in the project file.',
      },
    ],
    hops: [{ kind: 'role', roleArn: `arn:aws:iam::${production}:role/PulumiDeploy`, accountId: production }],
    unknowns: ['Only Pulumi Cloud knows what the environment aws/prod sets.'],
    problems: [
      {
        code: 'esc-keys-ignored',
        severity: 'warning',
        file: 'stack',
        line: 1,
        message: 'The credentials of the ESC environment are not used.',
        reason: 'A profile in config comes before keys in the environment.',
        fix: { label: 'Remove aws:profile', operations: [{ type: 'unsetProfile' }] },
      },
    ],
    options: fakeOptions(),
    environments: [{ name: 'aws/prod', line: 1 }],
    endpointServices: stacks.length > 0 ? ['s3', 'sts', 'dynamodb'] : [],
    pulumiInstalled: false,
  }
}
