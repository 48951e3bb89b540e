import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPortalHost, readStartUrl } from '../../../shared/domain/sessions/start-url.ts'

const classic = { kind: 'aws', family: 'classic' }
const dual = { kind: 'aws', family: 'dual-stack' }

describe('a start URL', () => {
  it.each<[string, object]>([
    ['https://acme.awsapps.com/start', classic],
    ['https://acme.awsapps.com/start#/', classic],
    ['https://d-1234567890.awsapps.com/start/', classic],
    ['https://start.us-gov-home.awsapps.com/directory/acme', { ...classic, partition: 'aws-us-gov' }],
    ['https://acme.awsapps.cn/start', { ...classic, partition: 'aws-cn' }],
    ['https://start.home.awsapps.cn/directory/acme', { ...classic, partition: 'aws-cn' }],
    ['https://ssoins-1.portal.eu-west-1.app.aws', { ...dual, region: 'eu-west-1', partition: 'aws' }],
    [
      'https://ssoins-1.portal.us-gov-west-1.app.aws/',
      { ...dual, region: 'us-gov-west-1', partition: 'aws-us-gov' },
    ],
    [
      'https://ssoins-1.ap-southeast-4.portal.amazonaws.com',
      { ...classic, region: 'ap-southeast-4', partition: 'aws' },
    ],
    [
      'https://ssoins-1.cn-north-1.portal.amazonaws.com.cn',
      { ...classic, region: 'cn-north-1', partition: 'aws-cn' },
    ],
    [
      'https://ssoins-1.portal.cn-northwest-1.app.amazonwebservices.com.cn',
      { ...dual, region: 'cn-northwest-1', partition: 'aws-cn' },
    ],
    [
      'https://ssoins-1.eusc-de-east-1.portal.amazonaws.eu',
      { ...classic, region: 'eusc-de-east-1', partition: 'aws-eusc' },
    ],
    [
      'https://ssoins-1.portal.eusc-de-east-1.api.amazonwebservices.eu',
      { ...dual, region: 'eusc-de-east-1', partition: 'aws-eusc' },
    ],
    ['https://identitycenter.amazonaws.com/ssoins-1', { ...classic, partition: 'aws' }],
    ['https://identitycenter.amazonaws.com.cn/ssoins-1', { ...classic, partition: 'aws-cn' }],
    ['  acme.awsapps.com/start ', { ...classic, url: 'https://acme.awsapps.com/start' }],
    ['https://ACME.awsapps.com/start', { ...classic, host: 'acme.awsapps.com' }],
    ['https://aws.acme.example', { kind: 'custom', host: 'aws.acme.example' }],
  ])('%s', (text, expected) => {
    const read = readStartUrl(text)
    expect(read).toMatchObject(expected)
    const wanted = new Map(Object.entries(expected))
    if (read.kind !== 'aws') return
    expect(read.region).toBe(wanted.get('region'))
    expect(read.partition).toBe(wanted.get('partition'))
  })

  it.each([
    '',
    'http://acme.awsapps.com/start',
    'https://acme.awsapps.com@evil.example/start',
    'https://acme.awsapps.com:8443/start',
    'https://localhost/start',
    'ftp://acme.awsapps.com',
    'https://',
  ])('is none: %s', (text) => {
    expect(readStartUrl(text)).toMatchObject({ kind: 'invalid', why: expect.stringMatching(/\.$/) })
  })

  it.each([
    'acme.awsapps.com.evil.example',
    'evilawsapps.com',
    'awsapps.com',
    'acme.awsapps.community',
    'x.portal.eu-west-1.app.aws.evil.example',
    'x.portal.cn-north-1.app.aws',
    'x.eu-west-1.portal.amazonaws.com.cn',
    'identitycenter.amazonaws.com.evil.example',
    'evil.identitycenter.amazonaws.com',
    'portal.eu-west-1.app.aws',
  ])('is not one of AWS: %s', (host) => {
    expect(isPortalHost(host)).toBe(false)
    expect(readStartUrl(`https://${host}/start`).kind).toBe('custom')
  })

  it('never takes a host of others for one of AWS, and never throws', () => {
    const ends =
      /(^|\.)(awsapps\.(com|cn)|app\.aws|amazonaws\.(com|com\.cn|eu)|amazonwebservices\.(com\.cn|eu)|us-gov)$/
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.domain().map((one) => `https://${one}`),
        ),
        (text) => {
          const read = readStartUrl(text)
          if (read.kind === 'aws') expect(read.host).toMatch(ends)
          if (read.kind !== 'invalid') expect(read.url).toMatch(/^https:/i)
        },
      ),
    )
  })
})
