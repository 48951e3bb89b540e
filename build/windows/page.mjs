import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { browserArgs, findBrowser } from '../browser.mjs'
import { root } from '../sources.mjs'
import { windowsPath } from './wine.mjs'

const waitMs = 60_000

/** The first line of a file that a program writes. @param {string} file @returns {Promise<string>} */
async function firstLine(file) {
  const end = Date.now() + waitMs
  for (;;) {
    const text = await readFile(file, 'utf8')
    if (text.includes('\n')) return text.split('\n', 1)[0]?.trim() ?? ''
    if (Date.now() > end) throw new Error(`serve said nothing within a minute: ${text}`)
    await sleep(50)
  }
}

/**
 * Opens the page of a host in Wine with this machine's browser: it lists the profile in the file there and opens it.
 * Checks that looking writes nothing. @param {Exclude<Awaited<ReturnType<import('./wine.mjs').ensureWine>>, string>} wine
 */
export async function showPage(wine) {
  const browserPath = findBrowser()
  if (browserPath === undefined)
    return { passed: 0, failed: 0, text: 'The page of a host in Wine was not opened: there is no Chromium.' }
  const home = await mkdtemp(join(tmpdir(), 'stackpass-wine-page-'))
  const before = '[profile dev]\r\nregion = eu-west-1\r\n'
  await mkdir(join(home, '.aws'))
  await writeFile(join(home, '.aws', 'config'), before)
  const env = {
    ...wine.env,
    USERPROFILE: windowsPath(home),
    STACKPASS_HOME: windowsPath(join(home, 'own')),
    AWS_CONFIG_FILE: windowsPath(join(home, '.aws', 'config')),
    AWS_SHARED_CREDENTIALS_FILE: windowsPath(join(home, '.aws', 'credentials')),
  }
  const command = [wine.node, windowsPath(join(root, 'bin', 'stackpass.cjs')), 'serve', '--no-open']
  // A program in Wine can write to a file of this system, but not to a pipe.
  const said = join(home, 'said')
  const output = await open(said, 'w')
  const host = spawn(wine.wine, command, { env, stdio: ['ignore', output.fd, output.fd] })
  await output.close()
  const { chromium } = await import('@playwright/test')
  const browser = await chromium.launch({ executablePath: browserPath, args: browserArgs })
  try {
    const page = await browser.newPage()
    await page.goto(await firstLine(said))
    await page.getByRole('row', { name: /dev/ }).first().click()
    await page.getByText('eu-west-1').first().waitFor()
    const title = await page.title()
    const after = await readFile(join(home, '.aws', 'config'), 'utf8')
    if (after !== before) throw new Error('looking changed the file')
    return {
      passed: 1,
      failed: 0,
      text: `The page of a host in Wine shows its profiles in Chromium here (${title}).`,
    }
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      text: `The page of a host in Wine: ${error instanceof Error ? error.stack : error}`,
    }
  } finally {
    await browser.close()
    host.kill()
    await rm(home, { recursive: true, force: true })
  }
}
