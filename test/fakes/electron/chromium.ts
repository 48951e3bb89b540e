import { chromium, type Browser, type BrowserContext } from '@playwright/test'
import { browserArgs, findBrowser } from '../../../build/browser.mjs'
import { patience } from '../../patience.ts'

let launched: Promise<{ browser: Browser; context: BrowserContext }> | undefined

/** One browser for the whole app, started with the first window. A test may join it through STAND_IN_CDP_PORT. */
export function chromiumContext(): Promise<BrowserContext> {
  launched ??= launch()
  return launched.then(({ context }) => context)
}

async function launch(): Promise<{ browser: Browser; context: BrowserContext }> {
  const executablePath = findBrowser()
  const port = process.env['STAND_IN_CDP_PORT']
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    timeout: patience.wait,
    args: [...browserArgs, ...(port === undefined ? [] : [`--remote-debugging-port=${port}`])],
  })
  // The default context is the one that a second client sees.
  const context = await browser.newContext({ serviceWorkers: 'block' })
  context.setDefaultTimeout(patience.wait)
  return { browser, context }
}

export async function closeChromium(): Promise<void> {
  const { browser } = (await launched) ?? {}
  await browser?.close()
}
