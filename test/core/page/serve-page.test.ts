import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../../core/page/security-headers.ts'
import { pageFileName, servePage } from '../../../core/page/serve-page.ts'

let folder = ''
let root = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-page-'))
  root = join(folder, 'renderer')
  await mkdir(join(root, 'assets'), { recursive: true })
  await mkdir(join(root, 'folder.js'))
  await writeFile(join(folder, 'secret.html'), 'outside')
  await writeFile(join(root, 'index.html'), '<!doctype html>')
  await writeFile(join(root, 'notes.txt'), 'not of an allowed kind')
  await writeFile(join(root, 'assets', 'main-Ab12_c-9.js'), 'export {}')
})

afterAll(() => rm(folder, { recursive: true }))

describe('the page', () => {
  it('is served at / and /index.html, never cached', async () => {
    for (const path of ['/', '/?anything', '/index.html']) {
      const answer = await servePage(root, path)
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(Buffer.from(answer.body).toString()).toBe('<!doctype html>')
    }
  })

  it('caches assets that carry their hash for ever', async () => {
    const answer = await servePage(root, '/assets/main-Ab12_c-9.js')
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('sends the security headers with every answer, 404 included', async () => {
    for (const path of ['/', '/assets/main-Ab12_c-9.js', '/nothing.js', '/../x']) {
      const { headers } = await servePage(root, path)
      expect(headers['content-security-policy']).toBe(contentSecurityPolicy)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      })
      expect(headers['permissions-policy']).toContain('camera=()')
    }
  })

  it('has a policy without inline code, foreign sources or untrusted script text', () => {
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "worker-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    )
  })

  it.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/..\\secret.html',
    '/assets/../../secret.html',
    '/assets//main-Ab12_c-9.js',
    '//etc/passwd.html',
    '/C:/x.html',
    '/index.html%00.js',
    '/index.html\0.js',
    '/.env.js',
    '/notes.txt',
    '/folder.js',
    '/assets',
    '/assets/',
    'index.html',
    'app://elsewhere/index.html',
    '',
  ])('does not serve %j', async (path) => {
    expect((await servePage(root, path)).status).toBe(404)
  })

  it('maps no path at all to a name outside the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '',
      '/',
      '\\',
      '%2e',
      '%2f',
      '\0',
      'a',
      'index.html',
      'C:',
      '?',
      '#',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => `/${pieces.join('/')}`),
        ),
        (path) => {
          const name = pageFileName(path)
          if (name === undefined) return
          expect(name.split('/').every((segment) => /^\w[\w.-]*$/.test(segment))).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
