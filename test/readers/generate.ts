import { createHash } from 'node:crypto'

/** A profile, its files and an environment, made up; with who every key and role in it belongs to. */
export interface MadeUpCase {
  readonly id: string
  readonly profile: string | null
  readonly environment: Readonly<Record<string, string>>
  readonly config: string | null
  readonly credentials: string | null
  readonly files: Readonly<Record<string, string>>
  readonly owners: Owners
}

export interface Owners {
  /** Access key ID -> source and profile. */
  readonly keys: Map<string, readonly [source: string, profile: string | undefined]>
  /** Role ARN -> profile; undefined: named by the environment. */
  readonly roles: Map<string, string | undefined>
  /** `account/role` of single sign-on -> profile. */
  readonly sso: Map<string, string>
}

/** A small generator of numbers that is the same everywhere (mulberry32). */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[Math.floor(this.next() * values.length)] ?? values[0]
  }
}

const names = ['a', 'b', 'c', 'default'] as const
const url = 'https://corp.awsapps.com/start'
const sha = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')

interface Draft {
  readonly dice: Dice
  readonly owners: Owners
  readonly files: Map<string, string>
  /** Lines by file and profile. */
  readonly lines: { readonly config: Map<string, string[]>; readonly credentials: Map<string, string[]> }
}

function put(draft: Draft, name: string, key: string, value: string, file?: 'config' | 'credentials'): void {
  const chosen = file ?? (draft.dice.chance(0.8) ? 'config' : 'credentials')
  const lines = draft.lines[chosen].get(name) ?? []
  lines.push(`${key} = ${value}`)
  draft.lines[chosen].set(name, lines)
}

/** An access key ID that says where it stands. */
function keyId(draft: Draft, source: string, name: string | undefined, temporary = false): string {
  const tag = sha('sha1', `${source} ${name}`).slice(0, 12).toUpperCase()
  const id = `${temporary ? 'ASIA' : 'AKIA'}${tag}`
  draft.owners.keys.set(id, [source, name])
  return id
}

function addKeys(draft: Draft, name: string): void {
  const { dice } = draft
  for (const file of ['config', 'credentials'] as const) {
    if (!dice.chance(0.35)) continue
    const temporary = dice.chance(0.2)
    const id = keyId(draft, `keys-${file}`, name, temporary)
    const shape = dice.pick(['both', 'both', 'both', 'both', 'id', 'secret', 'empty', 'upper', 'quoted', 'comment']) // prettier-ignore
    if (shape === 'empty') put(draft, name, 'aws_access_key_id', '', file)
    else if (shape === 'upper') put(draft, name, 'AWS_ACCESS_KEY_ID', id, file)
    else if (shape === 'quoted') put(draft, name, 'aws_access_key_id', `"${id}"`, file)
    else if (shape === 'comment') put(draft, name, 'aws_access_key_id', `${id} # old`, file)
    else if (shape !== 'secret') put(draft, name, 'aws_access_key_id', id, file)
    if (shape !== 'id') put(draft, name, 'aws_secret_access_key', 'madeUpSecret', file)
    if (temporary || dice.chance(0.05)) {
      const key = dice.chance(0.8) ? 'aws_session_token' : 'aws_security_token'
      put(draft, name, key, dice.chance(0.15) ? 'STALE' : 'token', file)
    }
    if (dice.chance(0.08)) put(draft, name, 'aws_account_id', '123456789012', file)
  }
}

function addRole(draft: Draft, name: string): void {
  const { dice } = draft
  const has = dice.chance(0.55)
  if (has) {
    const role = `arn:aws:iam::444455556666:role/Role-${name}`
    draft.owners.roles.set(role, name)
    put(draft, name, 'role_arn', role)
  }
  if (dice.chance(has ? 0.6 : 0.06)) put(draft, name, 'source_profile', dice.pick([...names, ...names, ...names, 'gone', '', name])) // prettier-ignore
  if (dice.chance(has ? 0.2 : 0.05)) put(draft, name, 'credential_source', dice.pick(['Environment', 'Environment', 'EcsContainer', 'Ec2InstanceMetadata', 'environment', ''])) // prettier-ignore
  if (dice.chance(has ? 0.2 : 0.04)) {
    const path = `tokens/${name}`
    put(draft, name, 'web_identity_token_file', dice.chance(0.9) ? `{HOME}/${path}` : path)
    if (dice.chance(0.8))
      draft.files.set(path, dice.pick(['jwt.x', 'jwt.x', 'jwt.x', 'jwt.x\n', 'jwt.expired', '']))
  }
  if (dice.chance(0.12)) put(draft, name, 'duration_seconds', dice.pick(['900', '3600', '7200', '600', '43201', '3600s', 'soon', '', '-1', '0x1000', '959', '960'])) // prettier-ignore
  if (dice.chance(0.06)) put(draft, name, 'role_session_name', dice.pick(['me', 'has space', 'x', '']))
  if (dice.chance(0.08)) put(draft, name, 'mfa_serial', dice.pick(['arn:aws:iam::123456789012:mfa/me', '']))
}

function ssoToken(draft: Draft, key: string, token: string): void {
  const { dice } = draft
  if (dice.chance(0.15)) return
  const expiresAt = dice.pick(['2099-01-01T00:00:00Z', '2099-01-01T00:00:00Z', '2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z', '2099-01-01T00:00:00UTC', '2099-01-01T00:00:00', '2099-01-01T02:00:00+02:00', 'soon']) // prettier-ignore
  const text = JSON.stringify({ startUrl: url, region: 'us-east-1', accessToken: token, expiresAt })
  draft.files.set(`.aws/sso/cache/${sha('sha1', key)}.json`, dice.chance(0.95) ? text : 'not json')
}

function addSso(draft: Draft, name: string): void {
  const { dice } = draft
  if (!dice.chance(0.25)) return
  const modern = dice.chance(0.6)
  const role = `Sso-${name}`
  draft.owners.sso.set(`111122223333/${role}`, name)
  if (modern) put(draft, name, 'sso_session', dice.chance(0.93) ? 'corp' : 'gone')
  if (dice.chance(modern ? 0.12 : 0.92))
    put(draft, name, 'sso_start_url', dice.chance(0.8) ? url : `${url}/other`)
  if (dice.chance(modern ? 0.12 : 0.92))
    put(draft, name, 'sso_region', dice.chance(0.8) ? 'us-east-1' : 'eu-west-1')
  if (dice.chance(0.92)) put(draft, name, 'sso_account_id', '111122223333')
  if (dice.chance(0.92)) put(draft, name, 'sso_role_name', role)
}

const outputs = [
  {},
  {},
  {},
  { Expiration: '2099-01-01T00:00:00Z' },
  { Expiration: '2020-01-01T00:00:00Z' },
  { Expiration: '2099-01-01T00:00:00' },
  { Expiration: '2099-01-01T00:00:00+0200' },
  { Expiration: '2099-01-01' },
  { Expiration: '2099-01-01 00:00:00Z' },
  { Expiration: '2099-01-01T00:00:00.5Z' },
  { Expiration: 'Thu, 01 Jan 2099 00:00:00 GMT' },
  { Expiration: 4070908800 },
  { Expiration: '' },
  { Expiration: null },
  { Version: '1' },
  { Version: 2 },
  { SecretAccessKey: undefined },
  { AccessKeyId: undefined },
  { AccessKeyId: null },
  { AccountId: '333344445555' },
  { AccountId: 333344445555 },
] as const

function addProcess(draft: Draft, name: string): void {
  const { dice } = draft
  if (!dice.chance(0.22)) return
  const id = keyId(draft, 'process', name, dice.chance(0.5))
  const whole = { Version: 1, AccessKeyId: id, SecretAccessKey: 'madeUpSecret', SessionToken: 'token' }
  const text = JSON.stringify({ ...whole, ...dice.pick(outputs) })
  const lower = text.replace(/"(Version|AccessKeyId|SecretAccessKey)"/g, (key) => key.toLowerCase())
  draft.files.set(`proc/${name}.json`, dice.pick([text, text, text, text, text, text, lower, `\ufeff${text}`, '[]', 'null', '', `${text}\n`])) // prettier-ignore
  const file = `{HOME}/proc/${name}.json`
  put(draft, name, 'credential_process', dice.pick([`/bin/cat ${file}`, `/bin/cat ${file}`, `/bin/cat "${file}"`, `/bin/cat $HOME/proc/${name}.json`, `/bin/sh -c 'cat ${file}; exit 1'`, `/bin/true && /bin/cat ${file}`, `A=1 /bin/cat ${file}`, `/bin/cat ${file} # note`, '/no/such/program', `cat proc/${name}.json`, ''])) // prettier-ignore
}

function addLogin(draft: Draft, name: string): void {
  const { dice } = draft
  if (!dice.chance(0.03)) return
  const session = `arn:aws:iam::777700001111:user/${name}`
  put(draft, name, 'login_session', session)
  if (!dice.chance(0.85)) return
  const accessToken = {
    accessKeyId: keyId(draft, 'login', name, true),
    secretAccessKey: 'madeUpSecret',
    sessionToken: 'token',
    accountId: '777700001111',
    expiresAt: '2099-01-01T00:00:00Z',
  }
  const whole = {
    accessToken,
    tokenType: 'aws_sigv4',
    refreshToken: 'x',
    idToken: 'x',
    clientId: 'x',
    dpopKey: 'x',
  }
  draft.files.set(`.aws/login/cache/${sha('sha256', session)}.json`, JSON.stringify(whole))
}

function headerOf(dice: Dice, file: 'config' | 'credentials', name: string): string {
  if (file === 'credentials') {
    if (dice.chance(0.03)) return `[profile ${name}]`
    return dice.pick([
      ...Array.from({ length: 20 }, () => `[${name}]`),
      `[${name}] # note`,
      `[ ${name} ]`,
    ] as never)
  }
  const usual = name === 'default' && dice.chance(0.8) ? '[default]' : `[profile ${name}]`
  return dice.pick([...Array.from({ length: 24 }, () => usual), `[${name}]`, `[profile  ${name}]`, `[ profile ${name} ]`, `[profile "${name}"]`, `${usual} # note`, `${usual}# note`] as never) // prettier-ignore
}

/** Other ways to write the same, and what people leave in their files. */
const rough: readonly [(line: string) => string, ...((line: string) => string)[]] = [
  (line) => line.replace(' = ', ': '),
  (line) => line.replace(' = ', '='),
  (line) => line.replace(' = ', '\t=\t'),
  (line) => `  ${line}`,
  (line) => `${line}  `,
  (line) => line.toUpperCase().replace(/ = .*/, line.replace(/.* = /, ' = ')),
  (line) => `${line} ; note`,
  (line) => `# note\n${line}`,
  (line) => `  # note\n${line}`,
  (line) => `s3 =\n  max_concurrent_requests = 20\n${line}`,
  (line) => (line.startsWith('sso_') ? line : `${line}\n  --more`),
  (line) => `${line}\n\n`,
  (line) => `${line}\n${line}`,
  (line) => `max_attempts = many\n${line}`,
  (line) => `retry_mode = standard\n${line}`,
  (line) => `output =\n${line}`,
]

function roughened(dice: Dice, text: string): string {
  const change = (line: string) => (line.includes(' = ') && dice.chance(0.02) ? dice.pick(rough)(line) : line)
  return text.split('\n').map(change).join('\n')
}

function fileOf(draft: Draft, file: 'config' | 'credentials'): string | null {
  const { dice } = draft
  let text = ''
  for (const [name, lines] of draft.lines[file]) {
    text += `${headerOf(dice, file, name)}\n${lines.join('\n')}\n\n`
  }
  const hasSession = dice.chance(0.9) && file === (dice.chance(0.95) ? 'config' : 'credentials')
  if (hasSession) {
    text += `[sso-session corp]\n`
    if (dice.chance(0.95)) text += `sso_start_url = ${url}\n`
    if (dice.chance(0.95)) text += `sso_region = us-east-1\n`
  }
  text = roughened(dice, text)
  if (dice.chance(0.02)) text += '[x]\nregion = a\nregion = b\n'
  if (dice.chance(0.02)) text += '[x]\njust words\n'
  if (dice.chance(0.02)) text = `\ufeff${text}`
  if (dice.chance(0.03)) text = text.replaceAll('\n', '\r\n')
  return text === '' && dice.chance(0.5) ? null : text
}

function environmentOf(draft: Draft): Map<string, string> {
  const { dice } = draft
  const environment = new Map([
    ['AWS_REGION', 'us-east-1'],
    ['AWS_DEFAULT_REGION', 'us-east-1'],
    ['AWS_EC2_METADATA_SERVICE_ENDPOINT', dice.chance(0.15) ? '{DOUBLES}' : '{NOTHING}'],
  ])
  if (dice.chance(0.7)) environment.set('AWS_EC2_METADATA_DISABLED', dice.pick(['true', 'true', 'true', 'false', '1', 'TRUE'])) // prettier-ignore
  const set = (share: number, name: string, value: string) => {
    if (dice.chance(share)) environment.set(name, value)
  }
  if (dice.chance(0.3)) {
    const temporary = dice.chance(0.3)
    const old = dice.chance(0.15)
    set(0.9, old ? 'AWS_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID', keyId(draft, 'environment', undefined, temporary))
    set(0.9, old ? 'AWS_SECRET_KEY' : 'AWS_SECRET_ACCESS_KEY', 'madeUpSecret')
    set(temporary ? 0.9 : 0.05, dice.chance(0.85) ? 'AWS_SESSION_TOKEN' : 'AWS_SECURITY_TOKEN', 'token')
    set(
      0.05,
      'AWS_CREDENTIAL_EXPIRATION',
      dice.pick(['2099-01-01T00:00:00Z', 'soon', '2020-01-01T00:00:00Z']),
    )
  }
  set(0.4, 'AWS_PROFILE', dice.pick([...names, ...names, 'gone', '']))
  set(0.06, 'AWS_DEFAULT_PROFILE', dice.pick([...names, 'gone']))
  if (dice.chance(0.15)) {
    const role = 'arn:aws:iam::999900001111:role/FromEnvironment'
    draft.owners.roles.set(role, undefined)
    set(0.9, 'AWS_ROLE_ARN', role)
    set(0.9, 'AWS_WEB_IDENTITY_TOKEN_FILE', '{HOME}/tokens/environment')
    if (dice.chance(0.8)) draft.files.set('tokens/environment', 'jwt.environment')
  }
  set(
    0.12,
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    dice.pick([
      '{DOUBLES}/container/task',
      '{DOUBLES}/container/task',
      '{DOUBLES}/container/task',
      'http://192.0.2.1/x',
      '',
    ]),
  )
  set(0.03, 'AWS_ROLE_SESSION_NAME', dice.pick(['me', 'has space', '']))
  if (dice.chance(0.05)) for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) environment.delete(name)
  return environment
}

/** Moves one of the files, and names it as people do. */
function moveFile(
  draft: Draft,
  texts: Map<'config' | 'credentials', string | null>,
  environment: Map<string, string>,
): void {
  const { dice } = draft
  for (const [file, variable] of [
    ['config', 'AWS_CONFIG_FILE'],
    ['credentials', 'AWS_SHARED_CREDENTIALS_FILE'],
  ] as const) {
    // prettier-ignore
    const text = texts.get(file) ?? null
    if (text === null || !dice.chance(0.05)) continue
    const path = dice.pick(['{HOME}/else/f', '~/else/f', '$HOME/else/f', 'else/f', ''])
    environment.set(variable, path)
    if (path === '') continue
    draft.files.set('else/f', text)
    if (dice.chance(0.5)) texts.set(file, null)
  }
}

/** The case of one seed. */
export function madeUpCase(seed: number): MadeUpCase {
  const dice = new Dice(seed * 2654435761)
  const owners: Owners = { keys: new Map(), roles: new Map(), sso: new Map() }
  const draft: Draft = {
    dice,
    owners,
    files: new Map(),
    lines: { config: new Map(), credentials: new Map() },
  }
  for (const name of names) {
    if (!dice.chance(0.75)) continue
    if (dice.chance(0.6)) put(draft, name, 'region', 'eu-west-1', 'config')
    for (const add of [addKeys, addRole, addSso, addProcess, addLogin]) add(draft, name)
  }
  ssoToken(draft, 'corp', 'sso-token.session')
  ssoToken(draft, url, 'sso-token.legacy')
  const environment = environmentOf(draft)
  const texts = new Map([['config', fileOf(draft, 'config')], ['credentials', fileOf(draft, 'credentials')]] as const) // prettier-ignore
  moveFile(draft, texts, environment)
  return {
    id: `seed ${seed}`,
    profile: dice.chance(0.5) ? dice.pick([...names, ...names, ...names, 'gone']) : null,
    environment: Object.fromEntries(environment),
    config: texts.get('config') ?? null,
    credentials: texts.get('credentials') ?? null,
    files: Object.fromEntries(draft.files),
    owners,
  }
}
