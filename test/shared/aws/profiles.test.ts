import { describe, expect, it } from 'vitest'
import { configuredEndpointUrl } from '../../../shared/domain/aws/endpoint-url.ts'
import { expiryOf, parseExpiry } from '../../../shared/domain/aws/expiry.ts'
import { specView } from '../../../shared/domain/aws/lenses/spec.ts'
import { resolveSharedFilePaths } from '../../../shared/domain/aws/locations.ts'
import { listSections, mergeProfile, mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { validateKey, validateProfileName, validateValue } from '../../../shared/domain/aws/names.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { chainOf, findReferences } from '../../../shared/domain/aws/references.ts'
import { bytesToText, installByteDecoder } from '../../../shared/domain/aws/text.ts'
import { isSecretName } from '../../../shared/domain/secrets/secret-names.ts'
import { bytesOf } from './support/bytes.ts'

const config = parseSharedFile(
  bytesOf(
    '[default]\nregion = r\n[profile a]\nrole_arn = x\nsource_profile = b\nregion = c\n[profile b]\nrole_arn = x\nsource_profile = k\n' +
      '[profile c1]\nrole_arn = x\nsource_profile = c2\n[profile c2]\nrole_arn = x\nsource_profile = c1\n[profile m]\nrole_arn = x\nsource_profile = nope\n' +
      '[profile e]\nrole_arn = x\ncredential_source = Environment\n[profile w]\nrole_arn = x\nweb_identity_token_file = f\n' +
      '[profile s]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\nservices = v\n[profile p]\ncredential_process = x\n[profile l]\nlogin_session = x\n' +
      '[profile self]\nrole_arn = x\nsource_profile = self\naws_access_key_id = A\naws_secret_access_key = S\n' +
      '[sso-session corp]\nsso_region = r\n[services v]\nsts =\n  endpoint_url = http://h\n',
  ),
  'config',
)
const credentials = parseSharedFile(
  bytesOf(
    '[k]\naws_access_key_id = AKIA\naws_secret_access_key = s\n[t]\naws_access_key_id = ASIA\naws_secret_access_key = s\naws_session_token = t\nexpiration = 2026-11-22T12:00:00+01:00\n[a]\nregion = d\n',
  ),
  'credentials',
)
const profiles = mergeProfiles(config, credentials)

describe('merged profiles', () => {
  it.each([
    ['default', 'incomplete'],
    ['a', 'role'],
    ['e', 'role'],
    ['w', 'web-identity'],
    ['s', 'sso'],
    ['p', 'process'],
    ['l', 'login'],
    ['k', 'keys'],
    ['t', 'session'],
    ['self', 'role'],
  ])('%s is %s', (name, kind) => {
    expect(profiles.get(name)?.kind).toBe(kind)
  })

  it('knows where each setting comes from, and what it hides', () => {
    expect(profiles.get('a')?.settings.get('region')).toEqual({
      key: 'region',
      value: 'd',
      file: 'credentials',
      line: 10,
      secret: false,
      shadowed: { file: 'config', line: 6, value: 'c' },
    })
    expect(profiles.get('a')).toMatchObject({ configLine: 3, credentialsLine: 9 })
    expect(profiles.get('k')?.settings.get('aws_secret_access_key')?.secret).toBe(true)
  })

  it('reads one profile as it reads all', () => {
    for (const [name, profile] of profiles) expect(mergeProfile(config, credentials, name)).toEqual(profile)
    expect(mergeProfile(config, credentials, 'nope')).toBeUndefined()
  })

  it('lists the other sections', () => {
    expect(listSections(config, 'sso-session').map(({ name }) => name)).toEqual(['corp'])
    expect(listSections(config, 'services')[0]?.settings.get('sts.endpoint_url')?.value).toBe('http://h')
  })
})

describe('references and chains', () => {
  it('finds who refers to a profile or section', () => {
    expect(findReferences(config, credentials, 'k')).toEqual([
      { profile: 'b', key: 'source_profile', file: 'config', line: 9 },
    ])
    expect(findReferences(config, credentials, 'corp', 'sso-session').map(({ profile }) => profile)).toEqual([
      's',
    ])
    expect(findReferences(config, credentials, 'v', 'services').map(({ profile }) => profile)).toEqual(['s'])
  })

  it('follows source profiles to the keys', () => {
    expect(chainOf(profiles, 'a').steps.map(({ name }) => name)).toEqual(['a', 'b', 'k'])
    expect(chainOf(profiles, 'c1').cycle).toEqual(['c1', 'c2', 'c1'])
    expect(chainOf(profiles, 'm').missing).toBe('nope')
    expect(chainOf(profiles, 'e').steps[0]?.via).toEqual({ key: 'credential_source', value: 'Environment' })
    expect(chainOf(profiles, 'self')).toEqual({
      steps: [{ name: 'self', kind: 'role', via: { key: 'source_profile', value: 'self' } }],
    })
  })
})

describe('expiry', () => {
  it('is read from the keys that tools use', () => {
    expect(expiryOf(profiles.get('t')!)).toBe('2026-11-22T11:00:00.000Z')
    expect(expiryOf(profiles.get('k')!)).toBeUndefined()
  })

  it.each([
    ['2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000Z'],
    ['2026-11-22 12:00:00', '2026-11-22T12:00:00.000Z'],
    ['2026-11-22 12:00:00+00:00', '2026-11-22T12:00:00.000Z'],
    ['2026-11-22T12:00:00.123456+0100', '2026-11-22T11:00:00.123Z'],
    ['2026-11-22 12:00:00 UTC', '2026-11-22T12:00:00.000Z'],
    ['1795348800', '2026-11-22T12:00:00.000Z'],
    ['1795348800000', '2026-11-22T12:00:00.000Z'],
    ['soon', undefined],
    ['2026-13-45T99:00:00Z', undefined],
  ])('%s', (value, expected) => {
    expect(parseExpiry(value)).toBe(expected)
  })
})

describe('what may be written', () => {
  it.each(['default', 'a.b', 'team/prod', 'user@example.com', 'a+b', '100%', '-dash', 'a b', 'ns:env'])(
    'the name %j may',
    (name) => {
      expect(validateProfileName(name).ok).toBe(true)
    },
  )

  it.each([
    '',
    ' a',
    'a ',
    'a\tb',
    'a]b',
    "bob's",
    'a"b',
    'ünï',
    'a#b',
    'a;b',
    'CORP\\alice',
    'DEFAULT',
    '__proto__',
    'constructor',
    'profile x',
    'a\nb',
    'a\x00b',
  ])('the name %j may not', (name) => {
    expect(validateProfileName(name)).toMatchObject({ ok: false, error: { code: 'InvalidProfileName' } })
  })

  it.each([
    '',
    'a.b.c',
    '.a',
    'a.',
    'a b',
    '#a',
    ';a',
    '[a',
    'a=b',
    'a:b',
    '__proto__',
    'constructor',
    'a\nb',
    'é',
  ])('the key %j may not', (key) => {
    expect(validateKey(key)).toMatchObject({ ok: false, error: { code: 'InvalidKey' } })
  })

  it('an empty value may, but not for a credential', () => {
    expect(validateValue('cli_pager', '').ok).toBe(true)
    expect(validateValue('aws_session_token', '').ok).toBe(false)
  })

  it.each([
    ['aws_secret_access_key', true],
    ['okta_password', true],
    ['client_secret', true],
    ['export aws_secret_access_key', true],
    ['web_identity_token_file', false],
    ['region', false],
    ['sso_start_url', false],
    ['x_security_token_expires', false],
  ])('%s is a secret: %s', (key, secret) => {
    expect(isSecretName(key)).toBe(secret)
  })
})

describe('locations and endpoints', () => {
  it('expands ~ and ignores empty variables', () => {
    const paths = resolveSharedFilePaths(
      { HOME: '/home/u', AWS_CONFIG_FILE: '~/x/config', AWS_SHARED_CREDENTIALS_FILE: '' },
      'linux',
    )
    expect(paths).toMatchObject({
      config: '/home/u/x/config',
      credentials: '/home/u/.aws/credentials',
      emptyVariables: ['AWS_SHARED_CREDENTIALS_FILE'],
    })
    expect(resolveSharedFilePaths({ USERPROFILE: 'C:\\u', AWS_CONFIG_FILE: '~\\c' }, 'win32').config).toBe(
      'C:\\u\\c',
    )
    expect(resolveSharedFilePaths({}, 'linux', '/root').config).toBe('/root/.aws/config')
  })

  it('takes code before variables before services before the profile', () => {
    const profile = new Map([['endpoint_url', { value: 'profile' }]])
    const services = new Map([['sts.endpoint_url', { value: 'services' }]])
    const ask = (environment: Record<string, string>, more = {}): string | undefined =>
      configuredEndpointUrl({ service: 'sts', environment, profile, services, ...more })?.url
    expect(ask({})).toBe('services')
    expect(ask({}, { services: undefined })).toBe('profile')
    expect(ask({ AWS_ENDPOINT_URL: 'all' })).toBe('all')
    expect(ask({ AWS_ENDPOINT_URL: 'all', AWS_ENDPOINT_URL_STS: 'sts' })).toBe('sts')
    expect(ask({ AWS_ENDPOINT_URL: 'all', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toBeUndefined()
    expect(ask({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, { client: 'code' })).toBe('code')
  })
})

describe('the spec view', () => {
  it('fails a file as a whole, with the line', () => {
    expect(specView(bytesOf('[profile a]\nx\n'))).toEqual({
      ok: false,
      file: 'config',
      line: 2,
      message: "Expected an '=' sign defining a property",
    })
  })
})

describe('byte text', () => {
  it('is the same from a faster decoder of the host', () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 256)
    const own = bytesToText(bytes)
    installByteDecoder((given) =>
      Buffer.from(given.buffer, given.byteOffset, given.length).toString('latin1'),
    )
    expect(bytesToText(bytes)).toBe(own)
  })
})
