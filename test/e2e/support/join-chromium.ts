import { chromium, expect, type Browser, type Page } from '@playwright/test'
import { patience } from '../../patience.ts'

export interface JoinedChromium {
  readonly browser: Browser
  readonly page: Page
}

/** Joins Chromium at its debugging port, as soon as it listens and shows a page. */
export async function joinChromium(port: number): Promise<JoinedChromium> {
  let joined: JoinedChromium | undefined
  await expect(async () => {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`)
    const page = browser.contexts().flatMap((context) => context.pages())[0]
    if (page !== undefined) return (joined = { browser, page })
    await browser.close()
    throw new Error('The app shows no page')
  }).toPass({ timeout: patience.wait })
  if (joined === undefined) throw new Error('The app shows no page')
  joined.page.setDefaultTimeout(patience.wait)
  return joined
}
