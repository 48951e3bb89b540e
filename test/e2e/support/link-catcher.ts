import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import type { Home } from './home.ts'
import { expect } from './test.ts'

/** What a home's environment needs so that links are opened on this machine, with a browser and in loopback addresses. */
export const opensLinks = {
  STACKPASS_OPEN_LOOPBACK: '1',
  STACKPASS_OPEN_BROWSER: '1',
  DISPLAY: ':9',
} as const

export interface LinkCatcher {
  readonly env: Home['env']
  /** What the browser of the system was given, and the tab where that led. */
  follow(context: BrowserContext): Promise<{ readonly address: string; readonly tab: Page }>
}

/** Puts a browser of the system into a home that only writes down what it is given. */
export async function catchLinks(home: Home): Promise<LinkCatcher> {
  const bin = join(home.path, 'bin')
  const opened = join(home.path, 'opened')
  const program = join(bin, 'xdg-open')
  await mkdir(bin)
  await writeFile(
    program,
    `#!/bin/sh\nprintf '%s' "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`,
  )
  await chmod(program, 0o755)
  return {
    env: { ...home.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    async follow(context) {
      await expect.poll(() => home.exists('opened')).toBe(true)
      const address = await readFile(opened, 'utf8')
      await rm(opened)
      const tab = await context.newPage()
      await tab.goto(address)
      await tab.waitForURL(/^https?:/)
      await expect(tab.getByRole('heading')).toBeVisible()
      return { address, tab }
    },
  }
}
