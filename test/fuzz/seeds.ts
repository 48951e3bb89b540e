import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentSnippet } from '../../shared/domain/transfer/export/snippet.ts'
import { longLivedId, otherLongLivedId, otherSecret, secret, temporaryId, token } from '../shared/transfer/example-keys.ts' // prettier-ignore
import { headBytes } from './choices.ts'
import type { Target } from './targets.ts'

const filesIn = (folder: string, pattern: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => readFileSync(join(folder, name), 'latin1'))

const session = { accessKeyId: temporaryId, secretAccessKey: secret, sessionToken: token }

function pastes(): string[] {
  const snippets = (['bash', 'fish', 'powershell', 'cmd', 'dotenv', 'json'] as const).map((format) => {
    const snippet = environmentSnippet({ ...session, region: 'eu-west-1' }, format, { secrets: true })
    if (!snippet.ok) throw new Error(snippet.error.message)
    return snippet.value
  })
  const keys = { AccessKeyId: temporaryId, SecretAccessKey: secret, SessionToken: token }
  return [
    ...snippets,
    `setenv AWS_ACCESS_KEY_ID ${temporaryId}; setenv AWS_SECRET_ACCESS_KEY ${secret}; setenv AWS_SESSION_TOKEN ${token}`,
    `docker run --rm -e AWS_ACCESS_KEY_ID=${longLivedId} \\\n  -e AWS_SECRET_ACCESS_KEY=${secret} amazon/aws-cli`,
    `env:\n  AWS_ACCESS_KEY_ID: ${longLivedId}\n  AWS_SECRET_ACCESS_KEY: "${secret}"\n`,
    `set "AWS_ACCESS_KEY_ID=${longLivedId}"&& set "AWS_SECRET_ACCESS_KEY=${secret}"`,
    `$ export AWS_ACCESS_KEY_ID=${longLivedId} AWS_SECRET_ACCESS_KEY='${secret}'`,
    `[dev]\naws_access_key_id = ${longLivedId}\naws_secret_access_key=${secret}\n[b]\nrole_arn = x\nsource_profile=dev\n`,
    `[123456789012_Admin]\naws_access_key_id=${temporaryId}\naws_secret_access_key=${secret}\naws_session_token=${token}\n`,
    `AWSAccessKeyId=${longLivedId}\nAWSSecretKey=${secret}\n`,
    `User name,Password,Access key ID,Secret access key,Console login link\nme,,${longLivedId},${secret},\n"b ""q""",,${otherLongLivedId},${otherSecret},\n`,
    `Access key ID,Secret access key\n${longLivedId},${secret}`,
    JSON.stringify({ Version: 1, ...keys, Expiration: '2030-01-02T04:30:00Z' }, undefined, 2),
    JSON.stringify({ Credentials: keys, AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/A/me' } }), // prettier-ignore
    JSON.stringify({ AccessKey: { UserName: 'me', AccessKeyId: longLivedId, SecretAccessKey: secret } }),
    JSON.stringify({ roleCredentials: { ...session, expiration: 1_900_000_000_000 } }),
  ]
}

/** Where the search starts: the files of the fixtures, and a paste in each dialect, each behind several heads. */
export function seedsOf(target: Target): Uint8Array[] {
  const fixtures = join(import.meta.dirname, '../fixtures')
  const texts = {
    sharedFile: () => filesIn(join(fixtures, 'aws/files'), /\.ini$/),
    stackFile: () => filesIn(join(fixtures, 'pulumi/cases'), /Pulumi\.(?:[\w.-]+\.)?(?:ya?ml|json)$/),
    pastedText: () => pastes().map((text) => Buffer.from(text, 'utf8').toString('latin1')),
  }[target]()
  return texts.flatMap((text, index) =>
    Array.from({ length: 4 }, (_, turn) => {
      const head = Array.from({ length: headBytes }, (_unused, at) => (index * 7 + turn * 53 + at * 11) % 256)
      return Uint8Array.from([...head, ...Buffer.from(text, 'latin1')])
    }),
  )
}
