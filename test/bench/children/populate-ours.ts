/** Plans and writes the profiles of an organisation that is already listed; prints the time in milliseconds. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCore } from '../../../core/start/create-core.ts'

const home = process.env['HOME'] ?? ''
const roles = Number(process.argv[2])
const names = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'Billing', 'Audit']
const startUrl = 'https://acme.awsapps.com/start'
const config = join(home, '.aws', 'config')
const stackpassHome = join(home, '.stackpass')

writeFileSync(config, `[sso-session acme]\nsso_start_url = ${startUrl}\nsso_region = eu-west-1\n`)
const folder = join(stackpassHome, 'cache', 'organisations')
mkdirSync(folder, { recursive: true, mode: 0o700 })
const accounts = Array.from({ length: roles / names.length }, (_, at) => ({
  id: String(at).padStart(12, '0'),
  name: `Acme Team ${at}`,
  roles: names,
}))
const file = `${createHash('sha256').update('sso:acme').digest('hex').slice(0, 40)}.json`
const listing = {
  version: 1,
  session: 'sso:acme',
  startUrl,
  accounts,
  errors: [],
  complete: true,
  at: new Date().toISOString(),
}
writeFileSync(join(folder, file), JSON.stringify(listing), { mode: 0o600 })

const core = createCore({
  env: { HOME: home, STACKPASS_HOME: stackpassHome },
  homeDir: home,
  platform: process.platform,
  host: 'cli',
  version: '0.0.0',
})
const call = async (method: string, input: unknown): Promise<Record<string, unknown>> => {
  const reply = await core.dispatch(method, input)
  if (!reply.ok) throw new Error(`${method}: ${reply.error.message}`)
  return reply.value as Record<string, unknown>
}
const started = performance.now()
const planned = await call('organisations.plan', {
  session: { session: 'acme' },
  template: { text: '{account}-{role:short}', case: 'lower', trim: ['Acme'] },
})
await call('edits.apply', { planId: (planned['plan'] as { planId: string }).planId })
const milliseconds = performance.now() - started
await core.close()
const written = readFileSync(config, 'utf8').split('[profile ').length - 1
process.stdout.write(JSON.stringify({ milliseconds, written }))
