import { describe, expect, it } from 'vitest'
import { redactCommand, redactText } from '../../../shared/domain/secrets/redact.ts'

const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const dull = 'ExampleSecretExampleSecretExampleSecret1'
const id = 'AKIAIOSFODNN7EXAMPLE'
const token = 'IQoJb3JpZ2luX2VjEXAMPLETOKENIQoJb3JpZ2luX2VjEXAMPLETOKEN'
const m = '••••••••'

describe('redactText', () => {
  it.each([
    [`# rotated: ${id} / ${key}`, `# rotated: ${id} / ${m}`],
    [`# rotated: ${id} / ${dull}`, `# rotated: ${id} / ${m}`],
    [`${id}/${key}`, `${id}/${m}`],
    [`${id}:${key}`, `${id}:${m}`],
    [`old ${id}\n  ${dull}`, `old ${id}\n  ${m}`],
    [`token ${token}==, next`, `token ${m}, next`],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl end', `${m} end`],
    ['clone https://me:hunter2@example.com/x', `clone https://me:${m}@example.com/x`],
    ['http://me:p@ss/word@proxy:3128/', `http://me:${m}@proxy:3128/`],
    ['proxy me:hunter2@proxy.example.com:8080 failed', `proxy me:${m}@proxy.example.com:8080 failed`],
    ['GET /x?a=1&X-Amz-Signature=abcdef&b=2 https://h/?X-Amz-Signature=ab12&b=2', undefined],
    ['https://h/p?token=abc&x=1#access_token=def', `https://h/p?token=${m}&x=1#access_token=${m}`],
    ['Authorization: Bearer abc123def', `Authorization: ${m}`],
    [`curl -H "Authorization: Basic dXNlcjpwYXNz" https://h`, `curl -H "Authorization: ${m}" https://h`],
    ['sent Bearer hunter2', `sent Bearer ${m}`],
    ['{"password":"hunter2","user":"me"}', `{"password":"${m}","user":"me"}`],
    ['{\\"password\\":\\"hunter2\\"}', `{\\"password\\":\\"${m}\\"}`],
    ['{"SecretAccessKey": "short", "Version": 1}', `{"SecretAccessKey": "${m}", "Version": 1}`],
    ['tool: bad api_key=abc123, try again', `tool: bad api_key=${m}, try again`],
    ['Secret access key: hunter2 is long', `Secret access key: ${m}`],
    ['login failed for me with password hunter2', `login failed for me with password ${m}`],
    ["password 'hunter2' was refused", `password '${m}' was refused`],
    ['the password is hunter2.', undefined],
    ['export DB_PASS=hunter2', `export DB_PASS=${m}`],
    ['set -gx GITHUB_TOKEN hunter2', `set -gx GITHUB_TOKEN ${m}`],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\nrest',
      `-----BEGIN RSA PRIVATE KEY-----\n${m}\n-----END RSA PRIVATE KEY-----\nrest`,
    ],
    [
      '"-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n"',
      `"-----BEGIN PRIVATE KEY-----${m}-----END PRIVATE KEY-----\\n"`,
    ],
    ['ghp_0123456789abcdefghijABCDEFGHIJ012345', m],
    ['pul-0123456789abcdef0123456789abcdef01234567', m],
  ])('%j', (text, expected) => {
    const shown = redactText(text)
    if (expected !== undefined) expect(shown).toBe(expected)
    expect(shown).not.toMatch(/hunter2|ab12&/)
  })

  it.each([
    'arn:aws:iam::123456789012:role/AWSReservedSSO_AdministratorAccess_0123456789abcdef',
    'arn:aws:sts::123456789012:assumed-role/Admin/me@example.com',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf',
    'https://d-1234567890.awsapps.com/start#/',
    'https://example.awsapps.com:443/start',
    `# rotated ${id} in 9fceb02d0ae598e95dc970b74767f19372d61af8`,
    '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    '/home/user/projects/infrastructure/stacks/production/Pulumi.yaml',
    '/Users/JohnSmith/Library/Application/Stackpass2/History/Entries/Blobs/Locks/Some-Other-Folder/Last',
    'aws_secret_access_key is not set.',
    'The session token of dev ended.',
    'Get a new token into the token file.',
    'web_identity_token_file = /var/run/secrets/token',
    'mfa_serial = arn:aws:iam::123456789012:mfa/me',
    'at 12:30:59 the token was refreshed',
    'password: ${DB_PASSWORD}',
    'npm:foo@1.2.3 mailto:me@example.com git@github.com:org/repo.git',
    'basic authentication and bearer authentication are off',
    'urn:pulumi:dev::app::random:index/randomPassword:RandomPassword::pw',
    'region = eu-west-1',
    'sso_registration_scopes = sso:account:access',
  ])('leaves %j', (text) => expect(redactText(text)).toBe(text))
})

describe('redactCommand', () => {
  it.each([
    ['tool --password hunter2 --user me', `tool --password ${m} --user me`],
    ['tool --password=hunter2 --user me', `tool --password=${m} --user me`],
    ['tool --password "hunter2 a b" x', `tool --password "${m}" x`],
    ['tool --api-key hunter2', `tool --api-key ${m}`],
    ['tool /password:hunter2', `tool /password:${m}`],
    ['TOKEN=hunter2 tool run', `TOKEN=${m} tool run`],
    ['env A=1 API_TOKEN=hunter2 tool', `env A=1 API_TOKEN=${m} tool`],
    ['curl -u me:hunter2 https://h/', `curl -u me:${m} https://h/`],
    ['curl --user=me:hunter2 https://h/', `curl --user=me:${m} https://h/`],
    ['curl https://me:hunter2@h/creds', `curl https://me:${m}@h/creds`],
    ['mysql -phunter2 -e x', `mysql -p${m} -e x`],
    ['sshpass -p hunter2 ssh h', `sshpass -p ${m} ssh h`],
    ['oathtool --totp -b JBSWY3DPEHPK3PXP', `oathtool --totp -b ${m}`],
    ['oathtool -b @/run/seed | cut -c1-abcdefghijkl', 'oathtool -b @/run/seed | cut -c1-abcdefghijkl'],
    ['tool -u me -p hunter2', `tool -u me -p ${m}`],
    ["sh -c 'tool --password hunter2 | jq .'", `sh -c 'tool --password ${m} | jq .'`],
    [`bash -c "curl -u me:hunter2 h"`, `bash -c "curl -u me:${m} h"`],
    ['echo hunter2 | gpg -d', `echo ${m} | gpg -d`],
    ['openssl enc -pass pass:hunter2', `openssl enc -pass ${m}`],
    [`echo '{"SecretAccessKey":"hunter2"}'`, `echo '{"SecretAccessKey":"${m}"}'`],
  ])('%j', (command, expected) => expect(redactCommand(command)).toBe(expected))

  it.each([
    '/usr/local/bin/aws-vault exec prod --json --prompt=terminal',
    'op read op://vault/aws/password',
    'ssh -p 2222 host get-creds',
    'tool --token-file /run/token --secret-id prod/db --password-stdin',
    'docker run -u 1000:1000 image',
    "'C:\\Program Files\\tool.exe' --profile dev",
    'vault read -field=secret_key aws/creds/dev',
    'stackpass credentials dev',
  ])('leaves %j', (command) => expect(redactCommand(command)).toBe(command))
})
