import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { StackDetail } from '../../../../shared/contract/models.ts'
import { must, openHome } from '../../home.ts'

/** Both shared files in one, with one profile of each kind. */
export const config = `[default]
region = us-east-1

[profile base]
region = us-east-1
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[profile dev]
region = eu-west-1
role_arn = arn:aws:iam::111122223333:role/Deploy
source_profile = base

[profile mfa]
role_arn = arn:aws:iam::777788889999:role/Deploy
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/ann

[profile broken]
role_arn = arn:aws:iam::777788889999:role/Deploy
source_profile = gone

[sso-session corp]
sso_start_url = https://corp.awsapps.example/start
sso_region = eu-west-1

[profile sso]
sso_session = corp
sso_account_id = 222233334444
sso_role_name = Admin
region = eu-west-1

[profile empty]
region = eu-west-1
`

interface Setup {
  readonly stack: string
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly aws?: string
  readonly config?: string
}

/** What `stacks.show` returns for one stack in its own home. */
export async function show({ stack, files = {}, env = {}, aws = '7.1.0', config: text = config }: Setup) {
  const home = openHome({ env }, { config: text, credentials: '' })
  const write = (name: string, content: string): void => {
    mkdirSync(dirname(join(home.home, name)), { recursive: true })
    writeFileSync(join(home.home, name), content)
  }
  write('p/Pulumi.yaml', 'name: shop\nruntime: nodejs\n')
  if (aws !== '')
    write('p/node_modules/@pulumi/aws/package.json', `{"name":"@pulumi/aws","version":"${aws}"}`)
  write('p/Pulumi.dev.yaml', stack)
  for (const [name, content] of Object.entries(files)) write(name, content)
  const detail = await must<StackDetail>(home.core, 'stacks.show', {
    project: join(home.home, 'p'),
    stack: 'dev',
  })
  const { credentials, regions, problems, summary, unknowns } = detail
  const stateOf = (source: string) => credentials.find((candidate) => candidate.source === source)?.state
  return {
    summary,
    unknowns,
    regions,
    options: detail.options,
    credentials,
    stateOf,
    counts: credentials.find(({ state }) => state === 'wins' || state === 'fails'),
    said: problems.map(({ code, severity }) => `${severity} ${code}`),
    problem: (code: string) => problems.find((problem) => problem.code === code),
  }
}

export const profile = (name: string): string => `config:\n  aws:region: eu-west-1\n  aws:profile: ${name}\n`
export const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }
