// The made-up home folder of the screenshots. Accounts, names and keys are invented, in the style of the AWS documentation.

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const token = 'IQoJb3JpZ2luX2VjEXAMPLETOKEN'.repeat(12)
const minute = 60_000

const accounts = {
  prod: '111122223333',
  staging: '222233334444',
  main: '333344445555',
  sandbox: '444455556666',
  audit: '555566667777',
  hub: '777788889999',
}

/** Key IDs by profile; those that begin with ASIA have a token. */
const keys = new Map([
  ['default', { id: 'AKIAIOSFODNN7EXAMPLE', account: accounts.main, user: 'ana' }],
  ['acme-hub', { id: 'ASIAACMEHUB7EXAMPLE1', account: accounts.hub, user: 'ana', left: 7 * 60 + 12 }],
  ['staging-admin', { id: 'ASIASTAGING7EXAMPLE1', account: accounts.staging, user: 'ana', left: 24 }],
  ['ci-deploy', { id: 'AKIACIDEPLOY7EXAMPLE', account: accounts.prod, user: 'ci-deploy' }],
  ['nightly-backup', { id: 'AKIABACKUP77EXAMPLE1', account: accounts.prod, user: 'nightly-backup' }],
  ['legacy-deploy', { id: 'AKIALEGACY77EXAMPLE1', account: accounts.prod, user: 'legacy', gone: true }],
  ['sandbox-ana', { id: 'AKIASANDBOX7EXAMPLE1', account: accounts.sandbox, user: 'ana' }],
  ['terraform-import', { id: 'AKIATERRAFORMEXAMPLE', account: accounts.hub, user: 'terraform', wrong: true }],
])

const role = (account, name) => `arn:aws:iam::${account}:role/${name}`
const roleProfiles = [
  ['prod-billing', accounts.prod, 'BillingAdmin', 'eu-west-1'],
  ['prod-billing-readonly', accounts.prod, 'BillingReadOnly', 'eu-west-1'],
  ['prod-admin', accounts.prod, 'Admin', 'us-east-1'],
  ['staging-billing', accounts.staging, 'BillingAdmin', 'eu-west-1'],
  ['partner-export', '888899990000', 'Export', 'ap-southeast-2'],
]
const ssoProfiles = [
  ['dev-sandbox', accounts.sandbox, 'PowerUser', 'eu-central-1'],
  ['audit-readonly', accounts.audit, 'ReadOnly', 'us-east-1'],
  ['data-prod', accounts.prod, 'DataEngineer', 'us-east-1'],
]
const regions = new Map([
  ['default', 'us-east-1'],
  ['acme-hub', 'us-east-1'],
  ['legacy-deploy', 'us-east-1'],
  ['sandbox-ana', 'eu-central-1'],
])

/** The new key for ci-deploy that the screenshots enter. */
export const newKey = { id: 'AKIAI44QH8DHBEXAMPLE', secret: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY' }

/** What the fake STS answers. */
const known = [...keys.values()]
  .filter(({ gone }) => gone !== true)
  .map(({ id, account, user, left, wrong }) => ({
    accessKeyId: id,
    secretAccessKey: wrong === true ? `${secret.slice(0, -1)}Z` : secret,
    ...(left === undefined ? {} : { sessionToken: token }),
    account,
    arn:
      left === undefined
        ? `arn:aws:iam::${account}:user/${user}`
        : `arn:aws:sts::${account}:assumed-role/Admin/${user}`,
    userId: `AIDA${user.toUpperCase().replaceAll('-', '')}EXAMPLE`,
  }))
export const identities = [
  ...known,
  {
    accessKeyId: newKey.id,
    secretAccessKey: newKey.secret,
    account: accounts.prod,
    arn: `arn:aws:iam::${accounts.prod}:user/ci-deploy`,
    userId: 'AIDACIDEPLOYEXAMPLE',
  },
]
export const roles = roleProfiles.slice(0, 4).map(([, account, name]) => ({ arn: role(account, name) }))

/** The organisation that the screenshots connect. */
export const organisation = {
  startUrl: 'https://northwind.portal.eu-west-1.app.aws',
  accounts: [
    'northwind-audit',
    'northwind-billing',
    'northwind-data-dev',
    'northwind-data-prod',
    'northwind-identity',
    'northwind-network',
    'northwind-payments-dev',
    'northwind-payments-prod',
    'northwind-payments-staging',
    'northwind-sandbox-ana',
    'northwind-web-dev',
    'northwind-web-prod',
  ].map((name, index) => ({
    id: String(612_345_670_011 + index * 11_111_111),
    name,
    roles: [
      ...(index % 3 === 0 ? ['AdministratorAccess'] : []),
      ...(index % 4 === 1 ? ['Billing'] : []),
      'PowerUserAccess',
      'ReadOnlyAccess',
    ],
  })),
}

/** The profiles that are verified for the screenshots. */
export const checkedProfiles = [...keys.keys(), ...roleProfiles.slice(0, 4).map(([name]) => name)]

/** Both files, with sessions that end some time after `now` (milliseconds since 1970). */
export function files(now) {
  const credentials = ['# One section for each person or machine; ask #platform before sharing one.']
  const config = []
  for (const [name, { id, left }] of keys) {
    credentials.push('')
    if (name === 'ci-deploy') credentials.push('# rotated every 90 days, ask #platform')
    credentials.push(`[${name}]`, `aws_access_key_id = ${id}`, `aws_secret_access_key = ${secret}`)
    if (left !== undefined) {
      const end = new Date(now + left * minute + 30_000).toISOString()
      credentials.push(`aws_session_token = ${token}`, `x_security_token_expires = ${end}`)
    }
    config.push(name === 'default' ? '[default]' : `[profile ${name}]`)
    config.push(`region = ${regions.get(name) ?? 'eu-west-1'}`, 'output = json', '')
  }
  for (const [name, account, roleName, region] of roleProfiles) {
    config.push(`[profile ${name}]`, `role_arn = ${role(account, roleName)}`, 'source_profile = acme-hub')
    config.push(`region = ${region}`, 'output = json', '')
  }
  for (const [name, account, roleName, region] of ssoProfiles) {
    config.push(`[profile ${name}]`, 'sso_session = acme', `sso_account_id = ${account}`)
    config.push(`sso_role_name = ${roleName}`, `region = ${region}`, '')
  }
  config.push(
    '[sso-session acme]',
    'sso_start_url = https://acme.awsapps.com/start',
    'sso_region = eu-west-1',
  )
  config.push('sso_registration_scopes = sso:account:access', '')
  config.push(
    '[profile data-lake-etl]',
    'credential_process = lake-login --role etl',
    'region = eu-west-1',
    '',
  )
  config.push('[profile eks-runner]', `role_arn = ${role(accounts.main, 'EksRunner')}`)
  config.push('web_identity_token_file = ~/.eks/token', 'region = us-east-1', '')
  return {
    '.aws/credentials': `${credentials.join('\n')}\n`,
    '.aws/config': config.join('\n'),
    ...stackFiles,
  }
}

const stackFiles = {
  'code/billing-api/Pulumi.yaml': 'name: billing-api\nruntime: nodejs\n',
  'code/billing-api/package.json': '{"dependencies":{"@pulumi/aws":"7.48.0"}}\n',
  'code/billing-api/Pulumi.prod.yaml': `# owned by payments
environment:
  - shared/tags@stable
config:
  aws:profile: prod-billing
  aws:region: eu-west-1
  aws:assumeRoles:
    - roleArn: ${role(accounts.prod, 'PulumiDeploy')}
      duration: 1h
  aws:allowedAccountIds: ["${accounts.prod}"]
  aws:defaultTags:
    tags:
      team: billing
      env: prod
`,
  'code/billing-api/Pulumi.staging.yaml':
    'config:\n  aws:profile: staging-billing\n  aws:region: eu-west-1\n',
  'code/billing-api/Pulumi.dev.yaml': 'config:\n  aws:profile: dev-sandbox\n  aws:region: eu-central-1\n',
  'code/data-lake/Pulumi.yaml': 'name: data-lake\nruntime: python\nbackend:\n  url: file://~\n',
  'code/data-lake/requirements.txt': 'pulumi-aws==6.83.0\n',
  'code/data-lake/Pulumi.prod.yaml': 'config:\n  aws:profile: data-prod\n  aws:region: us-east-1\n',
  'code/data-lake/Pulumi.dev.yaml': 'config:\n  aws:region: eu-west-1\n',
  'code/edge/Pulumi.yaml': 'name: edge\nruntime: go\n',
  'code/edge/go.mod': 'module edge\n\nrequire github.com/pulumi/pulumi-aws/sdk/v7 v7.48.0\n',
  'code/edge/Pulumi.live.yaml': `config:
  aws:profile: sandbox-ana
  aws:region: us-east-1
  aws:allowedAccountIds:
    - "${accounts.prod}"
`,
  'code/edge/Pulumi.preview.yaml': `config:
  aws:profile: staging-billing
  aws:region: us-east-1
  aws:allowedAccountIds: ["${accounts.staging}"]
`,
}

const groups = [
  [
    'prod',
    'red',
    [
      'prod-billing',
      'prod-billing-readonly',
      'prod-admin',
      'ci-deploy',
      'legacy-deploy',
      'data-prod',
      'nightly-backup',
    ],
  ],
  ['staging', 'amber', ['staging-admin', 'staging-billing']],
  ['dev', 'teal', ['data-lake-etl', 'eks-runner']],
  ['sandbox', 'violet', ['dev-sandbox', 'sandbox-ana']],
  ['shared', 'slate', ['acme-hub', 'audit-readonly', 'partner-export', 'terraform-import']],
]

export const settings = {
  theme: 'light',
  favourites: ['prod-billing', 'staging-admin', 'dev-sandbox'],
  groups: groups.map(([name, colour]) => ({ name, colour, production: name === 'prod' })),
  profileGroups: groups.flatMap(([name, , members]) => members.map((member) => [member, name])),
}
