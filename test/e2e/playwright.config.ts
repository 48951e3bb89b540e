import { defineConfig } from '@playwright/test'
import { browserArgs, findBrowser } from '../../build/browser.mjs'
import { patience } from '../patience.ts'
import type { HostName } from './support/hosts.ts'

const executablePath = findBrowser()
const project = (host: HostName) => ({ name: host, use: { host } })

/** One suite, every host. `npm run e2e -- --project=loopback` runs one. */
export default defineConfig<{ host: HostName }>({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: patience.test,
  expect: { timeout: patience.wait },
  reporter: [
    [process.env['CI'] === undefined ? 'list' : 'dot'],
    ['json', { outputFile: '../../test-results/e2e.json' }],
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      timeout: patience.wait,
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...browserArgs],
    },
  },
  projects: [
    { ...project('loopback'), testIgnore: 'electron/**' },
    { ...project('stand-in'), testIgnore: 'electron/**' },
    project('electron'),
  ],
})
