import { defineConfig } from '@playwright/test'
import { browserArgs, findBrowser } from '../../build/browser.mjs'
import { binaryVariable } from '../../build/electron/test-electron.mjs'
import { patience } from '../patience.ts'
import type { HostName } from './support/hosts.ts'

const executablePath = findBrowser()
const project = (host: HostName) => ({ name: host, use: { host } })

/** Every test in every host, which a release wants; see CONTRIBUTING.md for what is left to one host otherwise. */
const everywhere = process.env['STACKPASS_EVERY_HOST'] === '1'
const desktop = everywhere ? {} : { grepInvert: /@page/ }
/** Where the real Electron is at hand, its stand-in only shows that it still stands in for it. */
const isStoodIn = everywhere || process.env[binaryVariable] === undefined
const standIn = isStoodIn ? {} : { testMatch: /\/e2e\/(?:smoke|host|security|health)\.spec\.ts$/ }

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
    ['json', { outputFile: `../../test-results/${process.env['STACKPASS_TEST_REPORT'] ?? 'e2e'}.json` }],
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
    { ...project('loopback'), testIgnore: ['electron/**', 'packed/**'] },
    { ...project('stand-in'), testIgnore: ['electron/**', 'packed/**'], ...desktop, ...standIn },
    { ...project('electron'), testIgnore: 'packed/**', ...desktop },
    {
      ...project('packed'),
      testMatch: ['smoke.spec.ts', 'packed/**/*.spec.ts'],
      // Each run empties its own, and what another one left is still wanted.
      outputDir: '../../test-results/packed',
    },
  ],
})
