import { describe, expect, it } from 'vitest'
import { consoleHosts } from '../../../../core/features/console/console-hosts.ts'
import { consolePage, type WantedPage } from '../../../../core/features/console/destination.ts'
import { federationLink, identityCenterLink } from '../../../../core/features/console/links.ts'
import { federationEndpoint } from '../../../../core/features/console/signin-token.ts'

function hostsOf(partition: string) {
  const hosts = consoleHosts(partition)
  if (!hosts.ok) throw new Error(hosts.error.message)
  return hosts.value
}

const page = (partition: string, wanted: WantedPage) => consolePage(wanted, hostsOf(partition))

describe('a page of the console', () => {
  it.each([
    ['aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1'],
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/s3/home?region=cn-north-1'],
    [
      'aws-us-gov',
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/s3/home?region=us-gov-west-1',
    ],
    [
      'aws-eusc',
      'eusc-de-east-1',
      'https://eusc-de-east-1.console.amazonaws-eusc.eu/s3/home?region=eusc-de-east-1',
    ],
  ])('of a service in %s is on the host of its Region', (partition, region, url) => {
    expect(page(partition, { service: 's3', region })).toEqual({ ok: true, value: url })
  })

  it.each([
    [{ service: 'iam', region: 'eu-west-1' }, 'https://console.aws.amazon.com/iam/home'],
    [{ service: 'Route53', region: 'eu-west-1' }, 'https://console.aws.amazon.com/route53/v2/home'],
    [
      { service: 'ddb', region: 'us-east-2' },
      'https://us-east-2.console.aws.amazon.com/dynamodbv2/home?region=us-east-2',
    ],
    [{ service: 'ec2' }, 'https://console.aws.amazon.com/ec2/home'],
    [{ region: 'us-west-2' }, 'https://us-west-2.console.aws.amazon.com/console/home?region=us-west-2'],
    [{}, undefined],
    [
      {
        url: 'https://123456789012-abcdefgh.eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:',
      },
      'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:',
    ],
    [
      { url: 'https://s3.console.aws.amazon.com/s3/buckets/x' },
      'https://s3.console.aws.amazon.com/s3/buckets/x',
    ],
  ])('%j', (wanted, url) => {
    expect(page('aws', wanted)).toEqual({ ok: true, value: url })
  })

  it.each<[string, WantedPage]>([
    ['aws', { url: 'https://console.aws.amazon.com.evil.example/' }],
    ['aws', { url: 'https://evilconsole.aws.amazon.com/' }],
    ['aws', { url: 'https://console.amazonaws.cn/s3/home' }],
    ['aws', { url: 'http://console.aws.amazon.com/' }],
    ['aws', { url: 'https://console.aws.amazon.com:8443/' }],
    ['aws', { url: 'https://a@console.aws.amazon.com/' }],
    ['aws', { url: 'javascript:alert(1)' }],
    ['aws', { url: 's3' }],
    ['aws-cn', { url: 'https://console.aws.amazon.com/' }],
    ['aws', { service: '../../evil' }],
    ['aws', { service: 's3', region: 'eu-west-1.evil.example/' }],
    ['aws', { service: 's3', region: 'cn-north-1' }],
    ['aws-us-gov', { region: 'eu-west-1' }],
    ['aws', { service: 's3', url: 'https://console.aws.amazon.com/' }],
  ])('in %s refuses %j', (partition, wanted) => {
    expect(page(partition, wanted)).toMatchObject({ ok: false, error: { code: 'InvalidValue' } })
  })

  it('says so where the hosts are not public', () => {
    expect(consoleHosts('aws-iso')).toMatchObject({ ok: false, error: { code: 'ConsoleUnavailable' } })
  })
})

describe('the federation endpoint', () => {
  it.each([
    ['aws', 'https://us-east-1.signin.aws.amazon.com/federation'],
    ['aws-cn', 'https://signin.amazonaws.cn/federation'],
    ['aws-us-gov', 'https://signin.amazonaws-us-gov.com/federation'],
    ['aws-eusc', 'https://signin.amazonaws-eusc.eu/federation'],
  ])('of %s', (partition, url) => {
    expect(federationEndpoint(hostsOf(partition), {})).toEqual({ ok: true, value: url })
  })

  it('is another one on this computer only: it is sent whole credentials', () => {
    const at = (url: string) => federationEndpoint(hostsOf('aws'), { STACKPASS_FEDERATION_URL: url })
    expect(at('http://127.0.0.1:8080/federation')).toEqual({
      ok: true,
      value: 'http://127.0.0.1:8080/federation',
    })
    for (const url of [
      'https://evil.example/',
      'http://127.0.0.1.evil.example/',
      'http://127.0.0.1@evil.example/',
      'x',
    ])
      expect(at(url)).toMatchObject({ ok: false, error: { code: 'ConsoleUnavailable' } })
  })

  it('leads on with the token and the page, each as one value', () => {
    const link = federationLink(
      'https://x.example/federation',
      'a+b/c=&d',
      'https://c.example/s3?a=1&b=2#x y',
    )
    const { searchParams } = new URL(link)
    expect(Object.fromEntries(searchParams)).toEqual({
      Action: 'login',
      Issuer: 'stackpass',
      Destination: 'https://c.example/s3?a=1&b=2#x y',
      SigninToken: 'a+b/c=&d',
    })
  })
})

describe('the shortcut of the access portal', () => {
  const role = { accountId: '123456789012', roleName: 'Read Only' }
  it.each([
    ['https://acme.awsapps.com/start', 'https://acme.awsapps.com/start/#/console?'],
    ['https://acme.awsapps.com/start/', 'https://acme.awsapps.com/start/#/console?'],
    ['https://acme.awsapps.com/start#/', 'https://acme.awsapps.com/start/#/console?'],
    ['https://acme.awsapps.com/start/?x=1#/saml', 'https://acme.awsapps.com/start/#/console?'],
    [
      'https://ssoins-0123456789abcdef.portal.eu-west-1.app.aws',
      'https://ssoins-0123456789abcdef.portal.eu-west-1.app.aws/#/console?',
    ],
  ])('of %s', (startUrl, before) => {
    expect(identityCenterLink({ ...role, startUrl }, undefined)).toEqual({
      ok: true,
      value: `${before}account_id=123456789012&role_name=Read%20Only`,
    })
  })

  it('carries the page', () => {
    const link = identityCenterLink(
      { ...role, startUrl: 'https://acme.awsapps.com/start' },
      'https://console.aws.amazon.com/s3?a=1&b=2',
    )
    expect(link.ok && link.value.split('&destination=')[1]).toBe(
      encodeURIComponent('https://console.aws.amazon.com/s3?a=1&b=2'),
    )
  })

  it.each(['http://acme.awsapps.com/start', 'javascript:alert(1)', 'https://a:b@acme.awsapps.com/', ''])(
    'is refused for %j',
    (startUrl) => {
      expect(identityCenterLink({ ...role, startUrl }, undefined)).toMatchObject({
        ok: false,
        error: { code: 'StartUrlUnknown' },
      })
    },
  )
})
