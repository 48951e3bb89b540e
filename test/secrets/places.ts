import type { Shape } from './shapes.ts'

/** Files with a secret in every place where people have left one. */
export interface Planted {
  readonly config: string
  /** Makes the file above one that no reader takes: writes are refused, and say why. */
  readonly damage: string
  readonly credentials: string
  readonly project: string
  readonly stack: string
  readonly brokenStack: string
  readonly rc: string
  readonly environment: Readonly<Record<string, string>>
  readonly paste: string
  readonly script: string
}

const id = 'AKIAIOSFODNN7EXAMPLE'
const yaml = (text: string): string => `'${text.replaceAll("'", "''")}'`

export function plant({ text, secret }: Shape): Planted {
  return {
    config: `# ${text}
; ${text}
[default]
region = ${text}
output = ${text}
# ${text}
api_key = ${secret}
pass = ${secret}
totp_seed: ${secret}
private-key=${secret}
endpoint_url = ${text}
note = ${text} # ${text}
ca_bundle = x ; ${text}
s3 =
  proxy_password = ${secret}
  session_cookie = ${secret}
  addressing_style = ${text}
other = first
  ${text}
  ${text}
no setting here: ${text}
${text}
export AWS_SECRET_ACCESS_KEY="${secret}"

[profile command]
credential_process = /nowhere/tool --user me --password ${secret} && echo ${yaml(text)}

[profile broken]
credential_process = CREDS_SCRIPT
role_session_name = ${text}

[profile role]
role_arn = ${text}
source_profile = ${text}
mfa_serial = ${text}
external_id = ${text}

[profile instance]
role_arn = arn:aws:iam::111122223333:role/x
credential_source = ${text}

[profile login]
sso_session = corp
sso_account_id = ${text}
sso_role_name = ${text}
login_session = ${text}

[sso-session corp]
sso_start_url = ${text}
sso_region = ${text}
client_secret = ${secret}

[services local]
sts =
  endpoint_url = ${text}
# ${text}
[profile default]
region = ${text}
[default]
note = ${text}
passcode = ${secret}
`,
    damage: `[profile never closed
note = ${text}
aws_secret_access_key
${secret}
`,
    credentials: `[default]
aws_access_key_id = ${id}
aws_secret_access_key = ${secret}
# ${text}
aws_session_token = ${secret}
  ${secret}
x_security_token_expires = ${text}
region = ${text}
pwd = ${secret}

[twice]
aws_access_key_id = ${text}
aws_secret_access_key = ${secret} # ${text}
[twice]
aws_access_key_id = ${id}
Aws_Secret_Access_Key = ${secret}
${text}
`,
    project: `name: app
runtime: nodejs
description: ${yaml(text)}
backend:
  url: ${yaml(text)}
config:
  app:note: ${yaml(text)}
  app:apiKey: ${secret}
  aws:httpProxy:
    value: ${yaml(text)}
  # ${text}
`,
    stack: `# ${text}
secretsprovider: ${yaml(text)}
encryptedkey: ${secret}
environment:
  - ${yaml(text)}
  - imports: [${yaml(text)}]
    values:
      pulumiConfig:
        app:dbPassword: ${secret}
      environmentVariables:
        API_TOKEN: ${secret}
        NOTE: ${yaml(text)}
config:
  aws:profile: ${yaml(text)}
  aws:region: ${yaml(text)} # ${text}
  aws:secretKey: ${secret}
  aws:token: "${secret}"
  aws:httpProxy: ${yaml(text)}
  aws:endpoints:
    - sts: ${yaml(text)}
  aws:assumeRoles:
    - roleArn: ${yaml(text)}
      externalId: ${yaml(text)}
  aws:defaultTags:
    tags:
      note: ${yaml(text)}
      password: ${secret}
  app:settings: ${yaml(text)}
  app:block: |
    ${text}
    ${text}
  app:nested:
    credentials:
      value: ${secret}
  app:cipher:
    secure: ${secret}
`,
    brokenStack: `config:\n\taws:region: ${text}\n  aws:secretKey: ${secret}\n <<<<<<< ${text}\n`,
    rc: `# ${text}\nexport API_TOKEN=${secret}\nexport NOTE=${yaml(text)}\nset -gx DB_PASS ${secret}\n${text}\n`,
    environment: {
      HTTPS_PROXY: text,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: secret,
      AWS_REGION: text,
      PULUMI_CONFIG_PASSPHRASE: secret,
      PULUMI_ACCESS_TOKEN: secret,
      PULUMI_BACKEND_URL: text,
      GITHUB_TOKEN: secret,
      AWS_ENDPOINT_URL: text,
      AWS_ENDPOINT_URL_STS: text,
      SHELL: text,
      TERMINAL: text,
    },
    paste: `# ${text}\n[pasted]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\nregion = ${text}\nnote = ${text}\n${text}\n`,
    script: `#!/bin/sh\ncat >&2 <<'END'\n${text}\nerror: password ${yaml(secret)} was refused\nEND\nexit 3\n`,
  }
}
