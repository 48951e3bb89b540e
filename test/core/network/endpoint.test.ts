import { IAMClient } from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EndpointInput, resolveEndpoint } from '../../../core/network/endpoint.ts'
import { partitionOfArn, partitionOfRegion } from '../../../shared/domain/aws/partitions.ts'

const regions = [
  'us-east-1',
  'us-west-2',
  'eu-central-1',
  'eu-south-2',
  'ap-southeast-7',
  'il-central-1',
  'mx-central-1',
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-west-1',
  'us-gov-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
  'eusc-de-east-1',
  'aws-global',
  'xx-nowhere-9',
  'US-EAST-1',
]

function ask(more: Partial<Omit<EndpointInput, 'setting'>> & { settings?: Record<string, string> } = {}) {
  const { settings = {}, ...rest } = more
  return resolveEndpoint({
    service: 'sts',
    region: 'eu-west-1',
    env: {},
    servicesSection: () => undefined,
    ...rest,
    setting: (key) => settings[key],
  })
}

const urlOf = (result: ReturnType<typeof ask>) => (result.ok ? result.endpoint.url : result.reason)

describe('a region with FIPS in its name', () => {
  it.each(['fips-us-east-1', 'us-east-1-fips'])('%s is us-east-1 with a FIPS endpoint', async (region) => {
    const client = new STSClient({ region, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } })
    expect([await client.config.region(), await client.config.useFipsEndpoint()]).toEqual(['us-east-1', true])
    expect(ask({ region })).toMatchObject({
      endpoint: { url: 'https://sts-fips.us-east-1.amazonaws.com', signingRegion: 'us-east-1' },
    })
  })
})

describe('the rule of the partition equals the one in the SDK', () => {
  const client = new STSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
  const cases = regions.flatMap((region) =>
    [false, true].flatMap((fips) => [false, true].map((dual) => [region, fips, dual] as const)),
  )

  it.each(cases)('%s, FIPS %s, dual stack %s', (region, fips, dual) => {
    const expected = client.config.endpointProvider({
      Region: region,
      UseFIPS: fips,
      UseDualStack: dual,
      UseGlobalEndpoint: false,
    })
    const env = { AWS_USE_FIPS_ENDPOINT: String(fips), AWS_USE_DUALSTACK_ENDPOINT: String(dual) }
    const found = ask({ region, env })
    expect(urlOf(found)).toBe(expected.url.href.replace(/\/$/, '').replace(region.toLowerCase(), region))
    const scheme = (expected.properties?.['authSchemes'] as { signingRegion?: string }[] | undefined)?.[0]
    expect(found.ok && found.endpoint.signingRegion).toBe(
      scheme?.signingRegion ?? (region === 'aws-global' ? 'us-east-1' : region),
    )
  })
})

describe('IAM, one region in each partition', () => {
  const client = new IAMClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
  const cases = regions
    .filter((region) => region === region.toLowerCase())
    .flatMap((region) =>
      [false, true].flatMap((fips) => [false, true].map((dual) => [region, fips, dual] as const)),
    )

  it.each(cases)('%s, FIPS %s, dual stack %s, as the SDK says', (region, fips, dual) => {
    const expected = client.config.endpointProvider({ Region: region, UseFIPS: fips, UseDualStack: dual })
    const env = { AWS_USE_FIPS_ENDPOINT: String(fips), AWS_USE_DUALSTACK_ENDPOINT: String(dual) }
    const found = ask({ service: 'iam', region, env })
    const scheme = (expected.properties?.['authSchemes'] as { signingRegion?: string }[] | undefined)?.[0]
    // The SDK's rules have no host for an unknown region; here it counts as commercial.
    const isKnown = scheme?.signingRegion !== undefined
    expect(urlOf(found)).toBe(
      isKnown
        ? expected.url.href.replace(/\/$/, '')
        : urlOf(ask({ service: 'iam', region: 'us-east-1', env })),
    )
    expect(found.ok && found.endpoint.signingRegion).toBe(scheme?.signingRegion ?? 'us-east-1')
  })
})

describe('the sign-in service', () => {
  // As botocore 1.44.8 resolves it for CreateOAuth2Token.
  const cases: [string, boolean, boolean, string][] = [
    ['us-east-1', false, false, 'us-east-1.signin.aws.amazon.com'],
    ['us-east-1', true, false, 'signin-fips.us-east-1.amazonaws.com'],
    ['us-east-1', false, true, 'signin.us-east-1.api.aws'],
    ['us-east-1', true, true, 'signin-fips.us-east-1.api.aws'],
    ['cn-north-1', false, false, 'cn-north-1.signin.amazonaws.cn'],
    ['cn-north-1', true, false, 'signin-fips.cn-north-1.amazonaws.com.cn'],
    ['cn-north-1', false, true, 'signin.cn-north-1.api.amazonwebservices.com.cn'],
    ['us-gov-west-1', false, false, 'us-gov-west-1.signin.amazonaws-us-gov.com'],
    ['us-gov-west-1', true, false, 'signin-fips.amazonaws-us-gov.com'],
    ['us-gov-east-1', true, false, 'us-gov-east-1.signin-fips.amazonaws-us-gov.com'],
    ['us-gov-east-1', true, true, 'signin-fips.us-gov-east-1.api.aws'],
    ['eusc-de-east-1', false, false, 'eusc-de-east-1.signin.amazonaws-eusc.eu'],
    ['eusc-de-east-1', true, false, 'signin-fips.eusc-de-east-1.amazonaws.eu'],
    ['eusc-de-east-1', false, true, 'signin.eusc-de-east-1.api.amazonwebservices.eu'],
  ]
  it.each(cases)('%s, FIPS %s, dual stack %s', (region, fips, dual, host) => {
    const env = { AWS_USE_FIPS_ENDPOINT: String(fips), AWS_USE_DUALSTACK_ENDPOINT: String(dual) }
    expect(urlOf(ask({ service: 'signin', region, env }))).toBe(`https://${host}`)
  })
})

describe('a configured endpoint', () => {
  const all = {
    env: { AWS_ENDPOINT_URL_STS: 'http://one', AWS_ENDPOINT_URL: 'http://two' },
    settings: { services: 'mine', endpoint_url: 'http://four' },
    servicesSection: (name: string) =>
      name === 'mine' ? new Map([['sts.endpoint_url', 'http://three']]) : undefined,
  }

  it('is taken from the nearest place', () => {
    expect(urlOf(ask(all))).toBe('http://one')
    expect(urlOf(ask({ ...all, env: { AWS_ENDPOINT_URL: 'http://two' } }))).toBe('http://two')
    expect(urlOf(ask({ ...all, env: {} }))).toBe('http://three')
    expect(urlOf(ask({ ...all, env: {}, servicesSection: () => undefined }))).toBe('http://four')
    expect(urlOf(ask())).toBe('https://sts.eu-west-1.amazonaws.com')
  })

  it('of another service does not count', () => {
    const env = { AWS_ENDPOINT_URL_S3: 'http://s3' }
    const servicesSection = () => new Map([['s3.endpoint_url', 'http://s3']])
    expect(urlOf(ask({ env, servicesSection, settings: { services: 'mine' } }))).toBe(
      'https://sts.eu-west-1.amazonaws.com',
    )
    expect(urlOf(ask({ ...all, service: 'sso' }))).toBe('http://two')
    expect(urlOf(ask({ env: { AWS_ENDPOINT_URL_SSO_OIDC: 'http://oidc' }, service: 'sso-oidc' }))).toBe(
      'http://oidc',
    )
  })

  it('is left aside when the user says so, and when it is empty', () => {
    const usual = 'https://sts.eu-west-1.amazonaws.com'
    expect(urlOf(ask({ ...all, env: { ...all.env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } }))).toBe(
      usual,
    )
    const settings = { ...all.settings, ignore_configured_endpoint_urls: 'true' }
    expect(urlOf(ask({ ...all, settings }))).toBe(usual)
    expect(urlOf(ask({ env: { AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL: '' } }))).toBe(usual)
  })

  it('that no request can be sent to is refused, with its source', () => {
    for (const url of ['nonsense', 'file:///etc/passwd', 'ftp://host', '//host']) {
      expect(ask({ env: { AWS_ENDPOINT_URL: url } })).toMatchObject({ ok: false, source: 'AWS_ENDPOINT_URL' })
    }
    expect(ask({ ...all, env: { ...all.env, AWS_USE_FIPS_ENDPOINT: 'true' } })).toMatchObject({ ok: false })
    expect(ask({ ...all, env: { ...all.env, AWS_USE_DUALSTACK_ENDPOINT: 'true' } })).toMatchObject({
      ok: false,
    })
  })

  it('never comes out of a region: any text gives a host of the partition or a refusal', () => {
    fc.assert(
      fc.property(fc.string(), (region) => {
        const found = ask({ region })
        if (!found.ok) return
        expect(new URL(found.endpoint.url).hostname).toMatch(
          /\.(amazonaws\.|ic\.gov|sgov|adc-e|hci)|amazonaws/,
        )
        expect(new URL(found.endpoint.url).pathname).toBe('/')
      }),
    )
    for (const region of ['us-east-1 # comment', 'a.b', 'x@evil.example', 'a/b', '', '-']) {
      expect(ask({ region })).toMatchObject({ ok: false, source: 'region' })
    }
  })
})

describe('partitions', () => {
  it('are found by region and by ARN', () => {
    expect(partitionOfRegion('cn-north-1').id).toBe('aws-cn')
    expect(partitionOfRegion('us-gov-east-1').id).toBe('aws-us-gov')
    expect(partitionOfRegion('moon-1').id).toBe('aws')
    expect(partitionOfArn('arn:aws-cn:iam::1:role/R')).toBe('aws-cn')
    expect(partitionOfArn('R')).toBeUndefined()
  })
})
