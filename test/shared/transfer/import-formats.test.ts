import { describe, expect, it } from 'vitest'
import { parseImport } from '../../../shared/domain/transfer/import/parse-import.ts'
import type { ImportFound } from '../../../shared/domain/transfer/import/types.ts'
import {
  longLivedId,
  otherLongLivedId,
  otherSecret,
  otherTemporaryId,
  secret,
  temporaryId,
  token,
} from './example-keys.ts'

const now = new Date('2030-01-02T03:04:05Z')

function only(text: string): ImportFound {
  const { candidates } = parseImport(text, { now })
  expect(candidates).toHaveLength(1)
  return candidates[0]!
}

const session = { accessKeyId: temporaryId, secretAccessKey: secret, sessionToken: token }

const sessionTexts: [label: string, format: string, source: string, text: string][] = [
  [
    'portal, bash',
    'bash',
    'AWS access portal, bash',
    `export AWS_ACCESS_KEY_ID="${temporaryId}"\nexport AWS_SECRET_ACCESS_KEY="${secret}"\nexport AWS_SESSION_TOKEN="${token}"\n`,
  ],
  [
    'portal, PowerShell',
    'powershell',
    'AWS access portal, PowerShell',
    `$Env:AWS_ACCESS_KEY_ID="${temporaryId}"\r\n$Env:AWS_SECRET_ACCESS_KEY="${secret}"\r\n$Env:AWS_SESSION_TOKEN="${token}"`,
  ],
  [
    'portal, cmd',
    'cmd',
    'AWS access portal, Windows command prompt',
    `SET AWS_ACCESS_KEY_ID=${temporaryId}\r\nSET AWS_SECRET_ACCESS_KEY=${secret}  \r\nSET AWS_SESSION_TOKEN=${token}\t\r\n`,
  ],
  [
    'cmd with quotes, on one line',
    'cmd',
    'AWS access portal, Windows command prompt',
    `set "AWS_ACCESS_KEY_ID=${temporaryId}"&& set "AWS_SECRET_ACCESS_KEY=${secret}" && set "AWS_SESSION_TOKEN=${token}"`,
  ],
  [
    'setx',
    'cmd',
    'AWS access portal, Windows command prompt',
    `setx AWS_ACCESS_KEY_ID ${temporaryId}\nsetx AWS_SECRET_ACCESS_KEY "${secret}"\nsetx AWS_SESSION_TOKEN "${token}"`,
  ],
  [
    'fish',
    'fish',
    'Shell variables, fish',
    `set -gx AWS_ACCESS_KEY_ID ${temporaryId}\nset -x AWS_SECRET_ACCESS_KEY '${secret}'\nset --export --global AWS_SESSION_TOKEN "${token}"`,
  ],
  [
    'csh',
    'csh',
    'Shell variables, csh',
    `setenv AWS_ACCESS_KEY_ID ${temporaryId}; setenv AWS_SECRET_ACCESS_KEY ${secret}; setenv AWS_SESSION_TOKEN ${token}`,
  ],
  [
    'one export for all',
    'bash',
    'AWS access portal, bash',
    `$ export AWS_ACCESS_KEY_ID=${temporaryId} AWS_SECRET_ACCESS_KEY='${secret}' AWS_SESSION_TOKEN=${token}`,
  ],
  [
    'in front of a command',
    'dotenv',
    'Environment file',
    `AWS_ACCESS_KEY_ID=${temporaryId} AWS_SECRET_ACCESS_KEY=${secret} AWS_SESSION_TOKEN=${token} aws s3 ls`,
  ],
  [
    '.env',
    'dotenv',
    'Environment file',
    `DATABASE_URL=postgres://x\nAWS_ACCESS_KEY_ID='${temporaryId}'\nAWS_SECRET_ACCESS_KEY="${secret}" # secret\nAWS_SESSION_TOKEN=${token}\n`,
  ],
  [
    'docker run',
    'docker',
    'Docker options',
    `docker run --rm -e AWS_ACCESS_KEY_ID=${temporaryId} \\\n  -e AWS_SECRET_ACCESS_KEY=${secret} \\\n  --env AWS_SESSION_TOKEN="${token}" amazon/aws-cli`,
  ],
  [
    'compose list',
    'dotenv',
    'Environment file',
    `environment:\n  - AWS_ACCESS_KEY_ID=${temporaryId}\n  - AWS_SECRET_ACCESS_KEY=${secret}\n  - AWS_SESSION_TOKEN=${token}`,
  ],
  [
    'YAML map',
    'yaml',
    'YAML',
    `env:\n  AWS_ACCESS_KEY_ID: ${temporaryId}\n  AWS_SECRET_ACCESS_KEY: "${secret}"\n  AWS_SESSION_TOKEN: ${token}`,
  ],
  [
    'ini',
    'ini',
    'Shared credentials file',
    `[dev]\naws_access_key_id = ${temporaryId}\naws_secret_access_key=${secret}\naws_session_token = ${token}`,
  ],
]

describe('a session in every dialect', () => {
  it.each(sessionTexts)('%s', (_label, format, source, text) => {
    const found = only(text)
    expect(found).toMatchObject({ ...session, format, source, expiryAssumed: true })
    expect(found.problem).toBeUndefined()
    expect(found.expiresAt).toBe('2030-01-02T04:04:05Z')
    expect(parseImport(`\uFEFF${text}`, { now }).candidates).toEqual([found])
    expect(parseImport(text.replaceAll(/\r?\n/g, '\r\n'), { now }).candidates).toEqual([found])
  })

  it('leaves the expiry open without a clock', () => {
    const found = parseImport(sessionTexts[0]![3]).candidates[0]!
    expect(found.expiryAssumed).toBe(true)
    expect(found.expiresAt).toBeUndefined()
  })
})

describe('ini blocks', () => {
  it('takes the portal section as the name, several in one paste', () => {
    const { format, candidates } = parseImport(
      `[123456789012_AdministratorAccess]\naws_access_key_id=${temporaryId}\naws_secret_access_key=${secret}\naws_session_token=${token}\n\n` +
        `[444455556666_ReadOnly]\naws_access_key_id=${otherTemporaryId}\naws_secret_access_key=${otherSecret}\naws_session_token=${token}\n`,
    )
    expect(format).toBe('ini')
    expect(candidates.map((found) => found.suggestedName)).toEqual([
      '123456789012_AdministratorAccess',
      '444455556666_ReadOnly',
    ])
    expect(candidates[0]!.source).toBe('AWS access portal, profile')
    expect(candidates[1]).toMatchObject({ accessKeyId: otherTemporaryId, secretAccessKey: otherSecret })
  })

  it('keeps further settings, without the prefix in the name', () => {
    const found = only(
      '[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile=dev\nregion = eu-west-1',
    )
    expect(found.suggestedName).toBe('prod')
    expect(found.region).toBe('eu-west-1')
    expect(found.others).toEqual([
      { key: 'role_arn', value: 'arn:aws:iam::123456789012:role/Admin' },
      { key: 'source_profile', value: 'dev' },
    ])
    expect(found.problem).toBeUndefined()
  })

  it('says that an sso-session section is left out', () => {
    const { candidates, notes } = parseImport(
      `[sso-session corp]\nsso_region = us-east-1\n[default]\naws_access_key_id=${longLivedId}\naws_secret_access_key=${secret}`,
    )
    expect(candidates.map((found) => found.suggestedName)).toEqual(['default'])
    expect(notes.join(' ')).toContain('sso-session')
  })

  it('reads the expiry that tools write next to the keys', () => {
    const found = only(
      `[a]\naws_access_key_id=${temporaryId}\naws_secret_access_key=${secret}\naws_session_token=${token}\nx_security_token_expires = 2030-01-02T05:00:00+02:00`,
    )
    expect(found).toMatchObject({ expiresAt: '2030-01-02T03:00:00Z', expiryAssumed: false })
  })
})

describe('JSON', () => {
  it('reads what sts assume-role prints and names it after the role', () => {
    const found = only(
      JSON.stringify({
        Credentials: {
          AccessKeyId: temporaryId,
          SecretAccessKey: secret,
          SessionToken: token,
          Expiration: '2030-01-02T04:30:00+00:00',
        },
        AssumedRoleUser: {
          Arn: 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/me',
        },
      }),
    )
    expect(found).toMatchObject({
      ...session,
      format: 'sts-json',
      suggestedName: '123456789012_Admin',
      expiresAt: '2030-01-02T04:30:00Z',
      expiryAssumed: false,
    })
  })

  it('reads get-session-token, credential_process, Identity Center, IAM and environment shapes', () => {
    const keys = { AccessKeyId: temporaryId, SecretAccessKey: secret, SessionToken: token }
    expect(only(JSON.stringify({ Credentials: keys })).format).toBe('sts-json')
    expect(
      only(JSON.stringify({ Version: 1, ...keys, Expiration: '2030-01-02T04:30:00Z' }, undefined, 2)),
    ).toMatchObject({
      format: 'process-json',
      expiresAt: '2030-01-02T04:30:00Z',
    })
    const sso = {
      accessKeyId: temporaryId,
      secretAccessKey: secret,
      sessionToken: token,
      expiration: 1893555000000,
    }
    expect(only(JSON.stringify({ roleCredentials: sso }))).toMatchObject({
      format: 'sso-json',
      expiresAt: '2030-01-02T03:30:00Z',
    })
    const iam = { UserName: 'Ada', AccessKeyId: longLivedId, Status: 'Active', SecretAccessKey: secret }
    expect(only(JSON.stringify({ AccessKey: iam }))).toMatchObject({
      format: 'iam-json',
      suggestedName: 'Ada',
    })
    const environment = { AWS_ACCESS_KEY_ID: longLivedId, AWS_SECRET_ACCESS_KEY: secret, AWS_PROFILE: 'dev' }
    expect(only(JSON.stringify({ env: environment }))).toMatchObject({ format: 'json', suggestedName: 'dev' })
  })

  it('finds pairs in JSON that is cut off or stands among other text', () => {
    const whole = `{ "Credentials": { "AccessKeyId": "${temporaryId}", "SecretAccessKey": "${secret}",\n "SessionToken": "${token}"`
    expect(only(`$ aws sts get-session-token\n${whole} }`)).toMatchObject(session)
    expect(only(whole.slice(0, -40)).problem?.code).toBe('ImportTokenTruncated')
  })
})

describe('access key CSV', () => {
  const keys = { accessKeyId: longLivedId, secretAccessKey: secret, format: 'csv', expiryAssumed: false }
  it.each([
    ['two columns', `Access key ID,Secret access key\n${longLivedId},${secret}\n`, 'imported'],
    ['BOM and CRLF', `\uFEFFAccess key ID,Secret access key\r\n${longLivedId},${secret}`, 'imported'],
    ['User Name', `User Name,Access Key Id,Secret Access Key\n"ada l",${longLivedId},${secret}`, 'ada-l'],
    [
      'console columns',
      `User name,Password,Access key ID,Secret access key,Console login link\r\nada,"p,""w""",${longLivedId},${secret},https://x.signin.aws.amazon.com/console\r\n`,
      'ada',
    ],
    ['other order', `Secret access key;Access key ID;User name\n${secret};${longLivedId};ada`, 'ada'],
    [
      'special spaces',
      `Access\u00A0key\u00A0ID,Secret\u202Faccess  key\n ${longLivedId} , ${secret} \n`,
      'imported',
    ],
    ['quoted', `"Access key ID","Secret access key"\n"${longLivedId}","${secret}"`, 'imported'],
    ['another language', `アクセスキー ID,シークレットアクセスキー\n${longLivedId},${secret}`, 'imported'],
    ['no header', `${longLivedId},${secret}\n`, 'imported'],
  ])('%s', (_label, text, name) => {
    const found = only(text)
    expect(found).toMatchObject({ ...keys, suggestedName: name })
    expect(found.problem).toBeUndefined()
    expect(found.others).toEqual([])
  })

  it('reads several rows and names each once', () => {
    const { candidates } = parseImport(
      `User Name,Access key ID,Secret access key\nada,${longLivedId},${secret}\nada,${otherLongLivedId},${otherSecret}\n`,
    )
    expect(candidates.map((found) => found.suggestedName)).toEqual(['ada', 'ada-2'])
  })

  it('reads the text output of the AWS CLI', () => {
    const row = `CREDENTIALS\t${temporaryId}\t2030-01-02T04:30:00+00:00\t${secret}\t${token}`
    for (const text of [
      row,
      `ASSUMEDROLEUSER\tarn:aws:sts::123456789012:assumed-role/A/b\tAROA:b\n${row}\n`,
    ]) {
      expect(only(text)).toMatchObject({
        ...session,
        expiresAt: '2030-01-02T04:30:00Z',
        suggestedName: 'imported-session',
      })
    }
  })

  it('reads the old rootkey.csv', () => {
    expect(only(`AWSAccessKeyId=${longLivedId}\r\nAWSSecretKey=${secret}\r\n`)).toMatchObject({
      format: 'rootkey',
      accessKeyId: longLivedId,
      secretAccessKey: secret,
    })
  })
})

describe('names', () => {
  const block = `export AWS_ACCESS_KEY_ID=${longLivedId}\nexport AWS_SECRET_ACCESS_KEY=${secret}`
  it.each([
    [`# profile: staging\n${block}`, 'staging'],
    [`# my-dev\n${block}`, 'my-dev'],
    [`# Run this in your terminal\n${block}`, 'imported'],
    [`${block}\nexport AWS_PROFILE=team-a`, 'team-a'],
    [`[__proto__]\naws_access_key_id=${longLivedId}\naws_secret_access_key=${secret}`, 'imported'],
  ])('%j', (text, name) => {
    expect(only(text).suggestedName).toBe(name)
  })

  it('gives each set in one paste its own comment', () => {
    const second = block.replace(longLivedId, otherLongLivedId).replace(secret, otherSecret)
    const { candidates } = parseImport(`# one\n${block}\n# two\n${second}`)
    expect(candidates.map((found) => found.suggestedName)).toEqual(['one', 'two'])
  })
})

describe('aws configure export-credentials', () => {
  const expires = '2030-01-02T04:30:00+00:00'
  it.each([
    [
      'env',
      `export AWS_ACCESS_KEY_ID=${temporaryId}\nexport AWS_SECRET_ACCESS_KEY=${secret}\nexport AWS_SESSION_TOKEN=${token}\nexport AWS_CREDENTIAL_EXPIRATION=${expires}`,
    ],
    [
      'env-no-export',
      `AWS_ACCESS_KEY_ID=${temporaryId}\nAWS_SECRET_ACCESS_KEY=${secret}\nAWS_SESSION_TOKEN=${token}\nAWS_CREDENTIAL_EXPIRATION=${expires}`,
    ],
    [
      'powershell',
      `$Env:AWS_ACCESS_KEY_ID="${temporaryId}"\n$Env:AWS_SECRET_ACCESS_KEY="${secret}"\n$Env:AWS_SESSION_TOKEN="${token}"\n$Env:AWS_CREDENTIAL_EXPIRATION="${expires}"`,
    ],
    [
      'windows-cmd',
      `set AWS_ACCESS_KEY_ID=${temporaryId}\nset AWS_SECRET_ACCESS_KEY=${secret}\nset AWS_SESSION_TOKEN=${token}\nset AWS_CREDENTIAL_EXPIRATION=${expires}`,
    ],
    [
      'fish',
      `set -gx AWS_ACCESS_KEY_ID ${temporaryId}\nset -gx AWS_SECRET_ACCESS_KEY ${secret}\nset -gx AWS_SESSION_TOKEN ${token}\nset -gx AWS_CREDENTIAL_EXPIRATION ${expires}`,
    ],
  ])('%s', (_label, text) => {
    expect(only(text)).toMatchObject({ ...session, expiresAt: '2030-01-02T04:30:00Z', expiryAssumed: false })
  })
})
