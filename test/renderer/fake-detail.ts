import type {
  ChainStep,
  ProfileDetail,
  ProfileReaders,
  ProfileSummary,
  SettingView,
} from '../../shared/contract/models.ts'
import { readerNames } from '../../shared/domain/aws/readers/types.ts'

/** A detail that fits a summary: the settings that its kind has, with lines. */
export function fakeDetail(summary: ProfileSummary, all: readonly ProfileSummary[]): ProfileDetail {
  const settings: SettingView[] = []
  let line = 31
  const add = (key: string, value: string | undefined, file: SettingView['file'] = 'config') => {
    if (value !== undefined) settings.push({ key, value, secret: false, file, line: ++line })
  }
  const secret = (key: string, length: number) =>
    settings.push({ key, secret: true, length, file: 'credentials', line: ++line })
  add('aws_access_key_id', summary.accessKeyId, 'credentials')
  if (summary.hasSecret) secret('aws_secret_access_key', 40)
  if (summary.hasToken) secret('aws_session_token', 684)
  add('region', summary.region)
  add('output', 'json')
  add('role_arn', summary.roleArn)
  add('source_profile', summary.sourceProfile)
  add('sso_session', summary.ssoSession)
  if (summary.kind === 'process') add('credential_process', '/opt/bin/keys --profile etl')
  const source = all.find(({ name }) => name === summary.sourceProfile)
  const chain: ChainStep[] = [
    ...(source === undefined
      ? []
      : [{ profile: source.name, kind: source.kind, action: 'Session keys', ...accountOf(source) }]),
    ...(summary.roleArn === undefined
      ? []
      : [{ action: 'Assumes role BillingAdmin', kind: 'role' as const, ...accountOf(summary) }]),
    { profile: summary.name, kind: summary.kind, action: '1 h per session, asks for MFA' },
  ]
  return {
    summary,
    settings,
    chain,
    problems:
      summary.errors === 0
        ? []
        : [
            {
              code: 'HalfKeyPair',
              severity: 'error',
              message: 'Half a key pair',
              reason: 'The access key ID has no secret access key. No SDK can sign with it.',
              file: 'config',
              line: 12,
              profile: summary.name,
              readers: [],
              fix: {
                label: 'Remove the lone key ID',
                operation: { type: 'unset', profile: summary.name, key: 'aws_access_key_id' },
              },
            },
          ],
    references: all
      .filter(({ sourceProfile }) => sourceProfile === summary.name)
      .map(({ name }) => ({ profile: name, key: 'source_profile' })),
    readers: {
      awsCli: takesKeys(summary.name),
      jsSdk: takesKeys(summary.name),
      goSdk: takesKeys(summary.name),
      terraform: takesKeys(summary.name),
      pulumi: takesKeys(summary.name),
    },
    seenBy: { awsCli: true, jsSdk: true },
    files: [],
    configLine: 31,
    ...(summary.files.includes('credentials') ? { credentialsLine: 12 } : {}),
  }
}

/** What every tool does with a profile of which nothing else is known. */
export function fakeReaders(name: string): ProfileReaders {
  const { works, source, why } = takesKeys(name)
  return { name, disagree: false, answers: [{ tools: [...readerNames], works, source, why }] }
}

const takesKeys = (name: string): NonNullable<ProfileDetail['readers']>['awsCli'] => ({
  works: true,
  source: 'keys-credentials',
  chain: [name],
  why: 'It takes the keys in the credentials file.',
})

function accountOf(summary: ProfileSummary): { account?: string } {
  return summary.account === undefined ? {} : { account: summary.account }
}
