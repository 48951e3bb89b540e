import { contentSecurityPolicy } from '../../core/page/security-headers.ts'
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
    expect((await app.problems()).join('\n')).toContain('Content Security Policy')
  })

  test('cannot be framed, and frames nothing', async ({ app }) => {
    await app.page.evaluate(() => {
      const frame = document.createElement('iframe')
      frame.src = location.href
      document.body.append(frame)
    })
    await app.page.waitForTimeout(300)
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

test.describe('the token of the loopback host', () => {
  test.skip(({ host }) => host !== 'loopback', 'the desktop has no token')

  test('leaves the address bar and the history, and no link or storage keeps it', async ({ app }) => {
    await expect(app.page.getByText('prod-admin').first()).toBeVisible()
    const token = new URL(app.url).hash.slice('#token='.length)
    expect(token).toHaveLength(43)
    expect(app.page.url()).not.toContain(token)
    const kept = await app.page.evaluate(() =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        history.state,
        document.documentElement.outerHTML,
        performance.getEntriesByType('resource').map((entry) => entry.name),
      ]),
    )
    expect(kept).not.toContain(token)
  })

  test.describe('on a page without it', () => {
    // The refused call is an error in the console, as it should be.
    test.use({ expectProblems: true })

    test('says what to do', async ({ app }) => {
      await app.page.goto('about:blank')
      await app.page.goto(new URL(app.url).origin)
      await expect(app.page.getByText('stackpass serve')).toBeVisible()
      await expect(app.page.getByText('prod-admin')).toHaveCount(0)
    })
  })
})
