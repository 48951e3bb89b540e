import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AwsView } from '../../../core/aws/aws-files.ts'
import { ProfileMap } from '../../../core/aws/profile-map.ts'
import { namesWhere } from '../../../core/aws/readers-alike.ts'
import { readersInBrief } from '../../../core/aws/readers-in-brief.ts'
import { refusedBy } from '../../../core/aws/refused-by.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { isRoutineRefusal } from '../../../shared/domain/aws/readers/routine.ts'
import { generateFiles } from '../../bench/generate-files.ts'

const now = Date.UTC(2026, 10, 29)

function viewOf(config: string, credentials: string): AwsView {
  const file = (kind: 'config' | 'credentials', text: string) => {
    const bytes = new Uint8Array(Buffer.from(text))
    const path = `/home/nobody/.aws/${kind}`
    const document = parseSharedFile(bytes, kind)
    return { kind, path, label: path, state: 'present' as const, readAt: new Date(now), bytes, document }
  }
  const files = { config: file('config', config), credentials: file('credentials', credentials) }
  return {
    ...files,
    profiles: new ProfileMap(files.config.document, files.credentials.document),
    environment: {},
    isHeld: () => false,
    now: () => new Date(now),
  }
}

async function compare(config: string, credentials: string): Promise<number> {
  const place = () => ({ view: viewOf(config, credentials), homeDir: '/home/nobody', now })
  const names = [...place().view.profiles.keys()]
  const each = await readersInBrief(names, place())
  for (const test of [
    ({ disagree }: { disagree: boolean }) => disagree,
    ({ answers }: { answers: readonly { works: unknown; tools: readonly string[] }[] }) =>
      answers.some(({ works, tools }) => works === false && tools.includes('awsCli')),
  ])
    expect(await namesWhere(names, place(), test)).toEqual(names.filter((name) => test(each.get(name)!)))
  const held = place()
  for (const tool of ['awsCli', 'pulumi'] as const) {
    const refused = names.flatMap((name) => {
      const answer = each.get(name)!.answers.find(({ tools }) => tools.includes(tool))!
      return answer.works === false && !isRoutineRefusal(answer.error) ? [[name, answer.why] as const] : []
    })
    const some = names.filter((_, index) => index % 2 === 1)
    expect(await refusedBy(tool, some, held)).toEqual(
      new Map(refused.filter(([name]) => some.includes(name))),
    )
    expect(await refusedBy(tool, names, held)).toEqual(new Map(refused))
  }
  return names.length
}

const line = fc.constantFrom(
  'region = eu-west-1',
  'region = us-east-1',
  'output = json',
  'cli_pager =',
  'retry_mode = adaptive',
  'retry_mode = legacy',
  'max_attempts = many',
  's3 =\n  addressing_style = path',
  'source_profile = p0',
  'source_profile = p1',
  'source_profile = p2',
  'source_profile = gone',
  'role_arn = arn:aws:iam::123456789012:role/a',
  'role_arn = arn:aws:iam::210987654321:role/path/b',
  'mfa_serial = arn:aws:iam::123456789012:mfa/me',
  'duration_seconds = 7200',
  'credential_source = Environment',
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
  'aws_access_key_id = ASIAIOSFODNN7EXAMPLE',
  'aws_access_key_id = short',
  'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'aws_session_token = FwoGZXIvYXdzEXAMPLETOKEN==',
  'aws_security_token = FwoGZXIvYXdzEXAMPLETOKEN==',
  'sso_session = corp',
  'sso_session = gone',
  'sso_account_id = 123456789012',
  'sso_account_id = 210987654321',
  'sso_role_name = Admin',
  'sso_region = us-east-1',
  'credential_process = /bin/broker --account 123456789012',
  'credential_process = /bin/broker --account 210987654321',
  'credential_process = ~/bin/broker',
  'web_identity_token_file = /token',
  'login_session = arn:aws:sts::123456789012:federated-user/me',
  'services = local',
  'REGION = x',
)
const file = (header: (name: string) => string) =>
  fc
    .array(fc.uniqueArray(line, { maxLength: 5, selector: (text) => text.split(' ')[0] }), { maxLength: 5 })
    .map((all) => all.map((lines, index) => `${header(`p${index}`)}\n${lines.join('\n')}\n`).join(''))

it('asks one of a shape for all, and the answer is that of each', async () => {
  const session = '[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n'
  await fc.assert(
    fc.asyncProperty(
      file((name) => `[profile ${name}]`),
      file((name) => `[${name}]`),
      async (config, credentials) => {
        await compare(config + session, credentials)
      },
    ),
    { numRuns: 700 },
  )
})

it('finds in generated files what asking each finds', async () => {
  const { config, credentials } = generateFiles(300)
  expect(await compare(config, credentials)).toBe(300)
})
