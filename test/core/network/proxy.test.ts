import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proxyFor } from '../../../core/network/proxy.ts'

const oidc = 'https://oidc.eu-west-1.amazonaws.com/token'
const through = (url: string) => ({ kind: 'proxy', url })

describe('the proxy for a URL', () => {
  it.each<[string, string, Record<string, string>, object]>([
    ['none is set', oidc, {}, { kind: 'direct' }],
    ['https', oidc, { HTTPS_PROXY: 'http://proxy:8080' }, through('http://proxy:8080/')],
    ['not for https', oidc, { HTTP_PROXY: 'http://proxy:8080' }, { kind: 'direct' }],
    ['for http', 'http://sts.example/', { http_proxy: 'http://proxy:8080' }, through('http://proxy:8080/')],
    [
      'lower case wins',
      oidc,
      { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' },
      through('http://b:2/'),
    ],
    ['empty counts as unset', oidc, { https_proxy: '', HTTPS_PROXY: 'http://a:1' }, through('http://a:1/')],
    ['without scheme', oidc, { HTTPS_PROXY: 'proxy.example:3128' }, through('http://proxy.example:3128/')],
    ['with a login', oidc, { HTTPS_PROXY: 'http://u%40x:p@proxy:1' }, through('http://u%40x:p@proxy:1/')],
    ['all', oidc, { ALL_PROXY: 'http://all:1' }, through('http://all:1/')],
    ['all by SOCKS', oidc, { all_proxy: 'socks5://all:1' }, { kind: 'direct' }],
    ['SOCKS', oidc, { HTTPS_PROXY: 'socks5://p:1' }, { kind: 'unusable', variable: 'HTTPS_PROXY' }],
    ['nonsense', oidc, { https_proxy: 'http://[' }, { kind: 'unusable', variable: 'https_proxy' }],
    ['loopback', 'http://127.0.0.1:4566/', { HTTP_PROXY: 'http://proxy:1' }, { kind: 'direct' }],
    ['localhost', 'https://localhost/', { ALL_PROXY: 'http://proxy:1' }, { kind: 'direct' }],
  ])('%s', (_, url, env, expected) => {
    expect(proxyFor(url, env)).toMatchObject(expected)
  })

  it.each([
    ['*', true],
    ['amazonaws.com', true],
    ['.amazonaws.com', true],
    ['*.amazonaws.com', true],
    ['example.com, OIDC.eu-west-1.amazonaws.com', true],
    ['amazonaws.com:443', true],
    ['amazonaws.com:8443', false],
    ['azonaws.com', false],
    ['eu-west-1', false],
    [',', false],
    ['.', false],
  ])('NO_PROXY=%s', (value, passes) => {
    const { kind } = proxyFor(oidc, { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: value })
    expect(kind).toBe(passes ? 'direct' : 'proxy')
  })

  it('takes an address of numbers whole', () => {
    const env = { HTTPS_PROXY: 'http://proxy:1', no_proxy: '10.0.0.1' }
    expect(proxyFor('https://10.0.0.1/', env).kind).toBe('direct')
    expect(proxyFor('https://110.0.0.1/', env).kind).toBe('proxy')
  })

  it('never throws for what stands in a variable', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (proxy, none) => {
        expect(['direct', 'proxy', 'unusable']).toContain(
          proxyFor(oidc, { HTTPS_PROXY: proxy, NO_PROXY: none }).kind,
        )
      }),
    )
  })
})
