/** The two shared files of a machine with very many profiles. */
export interface GeneratedFiles {
  readonly config: string
  readonly credentials: string
  readonly names: readonly string[]
}

type Random = () => number

/** mulberry32: the same seed gives the same files on every machine. */
function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const teams = ['payments', 'search', 'identity', 'data', 'web', 'ops', 'ml', 'billing', 'mobile', 'core']
const stages = ['dev', 'test', 'stage', 'prod', 'sandbox']
const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-northeast-1', 'sa-east-1']
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!
}

function letters(random: Random, alphabet: string, length: number): string {
  let text = ''
  for (let index = 0; index < length; index++) text += alphabet[Math.floor(random() * alphabet.length)]!
  return text
}

function digits(random: Random, length: number): string {
  return letters(random, '0123456789', length)
}

type Kind = 'keys' | 'session' | 'role' | 'sso' | 'process'

function kindOf(random: Random): Kind {
  const share = random()
  if (share < 0.68) return 'keys'
  if (share < 0.82) return 'session'
  if (share < 0.92) return 'role'
  return share < 0.98 ? 'sso' : 'process'
}

function configLines(random: Random, name: string, kind: Kind, names: readonly string[]): string[] {
  const lines = [`[profile ${name}]`, `region = ${pick(random, regions)}`]
  if (random() < 0.7) lines.push(`output = ${pick(random, ['json', 'yaml', 'text', 'table'])}`)
  if (kind === 'role') {
    lines.push(`role_arn = arn:aws:iam::${digits(random, 12)}:role/${pick(random, teams)}`)
    lines.push(`source_profile = ${pick(random, names)}`)
  } else if (kind === 'sso') {
    lines.push('sso_session = corp', `sso_account_id = ${digits(random, 12)}`, 'sso_role_name = Engineer')
  } else if (kind === 'process') {
    lines.push(`credential_process = /usr/local/bin/broker --account ${digits(random, 12)}`)
  }
  if (random() < 0.3) lines.push('s3 =', '  max_concurrent_requests = 20', '  addressing_style = path')
  if (random() < 0.5) lines.push('retry_mode = adaptive')
  if (random() < 0.55) lines.push(`# owned by ${pick(random, teams)}, cost centre ${digits(random, 6)}`)
  if (random() < 0.4) lines.push('cli_pager =')
  lines.push('')
  return lines
}

function credentialLines(random: Random, name: string, kind: Kind): string[] {
  if (kind !== 'keys' && kind !== 'session') return []
  const prefix = kind === 'session' ? 'ASIA' : 'AKIA'
  const lines = [
    `[${name}]`,
    `aws_access_key_id = ${prefix}${letters(random, upper, 16)}`,
    `aws_secret_access_key = ${letters(random, base64, 40)}`,
  ]
  if (kind === 'session') {
    lines.push(`aws_session_token = ${letters(random, base64, 516)}`)
    lines.push('x_security_token_expires = 2031-01-02T03:04:05Z')
  }
  if (random() < 0.55) lines.push(`# rotated by ${pick(random, teams)}`)
  if (random() < 0.2) lines.push('; do not share')
  lines.push('')
  return lines
}

/** Shared files with `count` profiles of all kinds, comments and nested settings. 10,000 make about 3.3 MB. */
export function generateFiles(count: number, seed = 20261123): GeneratedFiles {
  const random = seededRandom(seed)
  const names: string[] = []
  const config = ['[default]', 'region = us-east-1', '', '[sso-session corp]']
  config.push('sso_region = us-east-1', 'sso_start_url = https://corp.awsapps.com/start', '')
  const credentials = ['# kept by hand', '']
  for (let index = 1; index < count; index++) {
    const name = `${pick(random, teams)}-${pick(random, stages)}-${String(index).padStart(5, '0')}`
    const kind = kindOf(random)
    config.push(...configLines(random, name, kind, names.length > 0 ? names : ['default']))
    credentials.push(...credentialLines(random, name, kind))
    names.push(name)
  }
  return {
    config: `${config.join('\n')}\n`,
    credentials: `${credentials.join('\n')}\n`,
    names: ['default', ...names],
  }
}
