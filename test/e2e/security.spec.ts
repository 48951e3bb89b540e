import { contentSecurityPolicy } from '../../core/page/security-headers.ts'
import { tradeAddress } from '../fakes/tab-client.ts'
import { expect, test } from './support/test.ts'

test('the page works in all its views without one violation of its policy', async ({ app }) => {
  await expect(app.page.getByText('prod-admin').first()).toBeVisible()
  for (const view of await app.page.getByRole('navigation', { name: 'Main' }).getByRole('button').all())
    await view.click()
  await app.page.keyboard.press('ControlOrMeta+k')
  await expect(app.page.getByRole('dialog')).toBeVisible()
  // Chromium reports each violation as an error in the console.
  expect(await app.problems()).toEqual([])
})

test.describe('an attack from inside the page', () => {
  test.use({ expectProblems: true })

  test('cannot turn text into script, nor reach another address', async ({ app }) => {
    const found = await app.page.evaluate(async () => {
      // The inspector's own calls may use eval; what runs after a pause is under the policy.
      await new Promise((resolve) => setTimeout(resolve))
      const errors: string[] = []
      const attempt = (run: () => void) => {
        try {
          run()
          errors.push('worked')
        } catch (error) {
          errors.push((error as Error).name)
        }
      }
      attempt(() => (document.body.innerHTML = '<img src=x onerror="window.pwned=1">'))
      attempt(() => (document.createElement('script').textContent = 'window.pwned=1'))
      attempt(() => void (0, eval)('window.pwned=1'))
      const answer = await fetch('https://example.com/').then(
        () => 'reached',
        () => 'blocked',
      )
      return { errors, answer, pwned: 'pwned' in window }
    })
    expect(found).toEqual({
      errors: ['TypeError', 'TypeError', 'EvalError'],
      answer: 'blocked',
      pwned: false,
    })
    // The browser tells of it on its own way, which may be behind the answer above.
    await expect.poll(async () => (await app.problems()).join('\n')).toContain('Content Security Policy')
  })

  test('cannot make a policy that lets text through, nor start a worker that stays', async ({ app }) => {
    const found = await app.page.evaluate(async () => {
      const factory = (
        window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
      ).trustedTypes
      const policies = ['default', 'stackpass', 'react', 'vite'].map((name) => {
        try {
          factory.createPolicy(name, {
            createHTML: (text: string) => text,
            createScriptURL: (text: string) => text,
          })
          return `${name} was made`
        } catch (error) {
          return (error as Error).name
        }
      })
      const script = document.querySelector<HTMLScriptElement>('script[src]')?.src ?? ''
      const start = (make: () => Worker) =>
        new Promise<string>((resolve) => {
          try {
            // One that starts says nothing, and ends this test at its limit.
            make().onerror = () => resolve('blocked')
          } catch {
            resolve('blocked')
          }
        })
      const shared = () => new SharedWorker(script) as unknown as Worker
      const workers = [await start(() => new Worker(script)), await start(shared)]
      await navigator.serviceWorker.register(script).catch(() => undefined)
      // In Electron a document of `app:` cannot have any, so it cannot even ask.
      const staying = await navigator.serviceWorker.getRegistrations().catch((error: Error) => {
        if (error.name !== 'InvalidStateError') throw error
        return []
      })
      workers.push(`${staying.length} stay`)
      return { policies, workers }
    })
    expect(found).toEqual({
      policies: ['TypeError', 'TypeError', 'TypeError', 'TypeError'],
      workers: ['blocked', 'blocked', '0 stay'],
    })
    expect(contentSecurityPolicy).toContain("worker-src 'none'")
    expect(contentSecurityPolicy).toContain("trusted-types 'none'")
  })

  test('cannot be framed, and frames nothing', async ({ app }) => {
    await app.page.evaluate(async () => {
      const frame = document.createElement('iframe')
      const ended = new Promise((resolve) => (frame.onload = frame.onerror = resolve))
      frame.src = location.href
      document.body.append(frame)
      // A frame that is refused has loaded nothing.
      await ended
    })
    const inner = app.page.frames().find((frame) => frame.parentFrame() !== null)
    expect(await inner?.evaluate(() => document.querySelector('#root') !== null)).not.toBe(true)
  })
})

test.describe('the answers', () => {
  // One of them is a 404, which the console shows.
  test.use({ expectProblems: true })

  test('every answer has the exact headers', async ({ app }) => {
    const headers = await app.page.evaluate(async () => {
      const script = document.querySelector<HTMLScriptElement>('script[src]')
      const answers = await Promise.all([fetch('/'), fetch(script?.src ?? '/none.js'), fetch('/nothing.js')])
      return answers.map((answer) => [answer.status, Object.fromEntries(answer.headers)] as const)
    })
    expect(headers.map(([status]) => status)).toEqual([200, 200, 404])
    for (const [, sent] of headers) {
      expect(sent['content-security-policy']).toBe(contentSecurityPolicy)
      expect(sent['x-content-type-options']).toBe('nosniff')
      expect(sent['referrer-policy']).toBe('no-referrer')
    }
    expect(headers[0]?.[1]['cache-control']).toBe('no-store')
    expect(headers[1]?.[1]['cache-control']).toBe('public, max-age=31536000, immutable')
  })
})

test.describe('the key of the loopback host', () => {
  test.skip(({ host }) => host !== 'loopback', 'the desktop has no key')

  test('is in no address, no storage and no document, and the code that it came for is used up', async ({
    app,
  }) => {
    await expect(app.page.getByText('prod-admin').first()).toBeVisible()
    const code = new URL(app.url).hash.slice('#token='.length)
    expect(code).toHaveLength(43)
    expect(await tradeAddress(app.url)).toBeUndefined()
    const kept = await app.page.evaluate(() =>
      JSON.stringify([
        location.href,
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        history.state,
        document.documentElement.outerHTML,
        performance.getEntriesByType('resource').map((entry) => entry.name),
      ]),
    )
    expect(kept).not.toContain(code)
    expect(kept).not.toMatch(/[0-9a-f]{32}\.[0-9a-f]{64}/)
  })

  test.describe('in a tab without it', () => {
    // The address that is used up is refused, which the console shows.
    test.use({ expectProblems: true })

    for (const [what, address] of [
      ['the bare address', (url: string) => new URL(url).origin],
      ['an address that was used', (url: string) => url],
    ] as const)
      test(`${what} shows nothing, and says what to do`, async ({ app }) => {
        const other = await app.page.context().newPage()
        await other.goto(address(app.url))
        await expect(other.getByText('stackpass serve')).toBeVisible()
        await expect(other.getByText('prod-admin')).toHaveCount(0)
      })
  })
})
