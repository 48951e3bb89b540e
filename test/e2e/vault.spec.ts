import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { userIdentity } from '../fakes/sts/identities.ts'
import { profileRow, reviewSheet, toast } from './support/page.ts'
import { expect, test, type App } from './support/test.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const alice = userIdentity('alice')
const passphrase = 'correct horse battery'
const credentials = `# keys of a person
[alice]
aws_access_key_id     = ${alice.accessKeyId}
aws_secret_access_key = ${alice.secretAccessKey}
# end
`
/** Our command, as each host can start it. */
const asksUs = /credential_process = \S*stackpass\S* credentials alice/
const config = '[profile alice]   ; hers\nregion = eu-west-1\n'

test.use({
  files: { '.aws/config': config, '.aws/credentials': credentials },
  sts: { identities: [alice] },
})

/** What a command that was refused told on standard error. */
const refusalOf = (app: App, ...args: string[]): Promise<string> =>
  app.command(...args).then(
    (text) => Promise.reject(new Error(`It was not refused, but printed ${text.length} characters.`)),
    (error: unknown) => String((error as { stderr?: unknown }).stderr),
  )

/**
 * Runs a command in a terminal and gives the passphrase where it asks: where the kernel keeps no keys (some containers), each
 * command needs it.
 */
function inTerminal({ home }: App, ...words: readonly string[]): Promise<string> {
  const line = [process.execPath, join(root, 'bin', 'stackpass.cjs'), ...words].map((word) => `'${word}'`)
  const child = spawn('script', ['-qfec', `exec ${line.join(' ')}`, '/dev/null'], {
    env: { ...home.env, TERM: 'xterm', SHELL: '/bin/sh' },
  })
  return new Promise((resolve, reject) => {
    let text = ''
    let isTyped = false
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (isTyped || !/passphrase[^\n]*: ?$/i.test(text)) return
      isTyped = true
      child.stdin.write(`${passphrase}\n`)
    })
    child.once('error', reject)
    child.once('close', () => resolve(text))
  })
}

test('a plain key goes into the encrypted file, is given from there, and comes back byte for byte', async ({
  app,
}) => {
  const { page, home } = app
  // Who may have it is asked about in other journeys. No message of the page turns that off.
  await home.writeFiles({ '.config/stackpass/settings.json': JSON.stringify({ askBeforeHandOut: 'none' }) })
  await profileRow(page, 'alice').click()
  const panel = page.getByRole('region', { name: 'Key', exact: true })
  await expect(panel).toContainText('Plain file')
  await panel.getByRole('button', { name: /^Move key to/ }).click()

  const dialog = page.getByRole('dialog', { name: 'Move the key of alice' })
  await dialog.getByRole('radio', { name: /^Encrypted file/ }).click()
  await dialog.getByLabel('New passphrase', { exact: true }).fill(passphrase)
  await dialog.getByLabel('The same once more', { exact: true }).fill(`${passphrase}s`)
  await dialog.getByRole('button', { name: 'Review change' }).click()
  await expect(dialog).toContainText('The two are not the same.')
  await dialog.getByLabel('The same once more', { exact: true }).fill(passphrase)
  await dialog.getByRole('button', { name: 'Review change' }).click()
  await expect(reviewSheet(page)).toContainText(asksUs)
  expect(await home.readFile('.aws/credentials')).toBe(credentials)
  await reviewSheet(page).getByRole('button', { name: 'Move key' }).click()
  await expect(toast(page, 'The key of alice is in the vault')).toBeVisible()

  await expect(panel).toContainText('encrypted file')
  await expect(panel).toContainText('Vault open')
  expect(await home.readFile('.aws/credentials')).toBe('# keys of a person\n[alice]\n# end\n')
  expect(await home.readFile('.aws/config')).toMatch(asksUs)
  // The desktop app of the tests runs by another account, which has no terminal here.
  if (app.host !== 'electron') {
    const given = await inTerminal(app, 'credentials', 'alice')
    expect(given).toContain(`"AccessKeyId":"${alice.accessKeyId}"`)
    expect(given).toContain(`"SecretAccessKey":"${alice.secretAccessKey}"`)
  }

  await panel.getByRole('button', { name: 'Lock now' }).click()
  await expect(panel).toContainText('Vault locked: it gives out no key')
  expect(await refusalOf(app, 'credentials', 'alice')).toContain(
    'The vault is locked, so alice gives no key.',
  )
  await panel.getByRole('button', { name: 'Unlock' }).click()
  const unlock = page.getByRole('dialog', { name: 'Unlock the vault' })
  await unlock.getByLabel('Passphrase', { exact: true }).fill('another passphrase')
  await unlock.getByRole('button', { name: 'Unlock' }).click()
  await expect(unlock).toContainText('This passphrase does not open the vault.')
  await unlock.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await unlock.getByRole('button', { name: 'Unlock' }).click()
  await expect(panel).toContainText('Vault open')

  await panel.getByRole('button', { name: 'Take out of the vault' }).click()
  await reviewSheet(page).getByRole('button', { name: 'Put it back' }).click()
  await expect(panel).toContainText('Plain file')
  expect(await home.readFile('.aws/credentials')).toBe(credentials)
  expect(await home.readFile('.aws/config')).toBe(config)
})
