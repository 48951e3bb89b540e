import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall, canInstall } from './apt.mjs'
import { findBrowser } from './browser.mjs'
import { run } from './prepare.mjs'
import { root } from './sources.mjs'

/** Path of the browser that Playwright installed for itself, if it did. */
async function playwrightBrowser() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

/** True when the browser starts. @param {string | undefined} path */
export function browserWorks(path) {
  return (
    path !== undefined && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
  )
}

/**
 * A Chromium for the tests: CHROMIUM_PATH or one on PATH, Playwright's own, Debian's package if we may install it,
 * and as the last resort Playwright's download. Undefined when there is none.
 */
export async function ensureBrowser() {
  const present = findBrowser() ?? (await playwrightBrowser())
  if (present !== undefined) return present
  if (canInstall()) {
    await aptInstall(['chromium'])
    const installed = findBrowser()
    if (installed !== undefined) return installed
  }
  console.log("Installing Playwright's Chromium")
  await run(process.execPath, [
    join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
    'install',
    'chromium',
  ])
  return playwrightBrowser()
}
