/** Loads the keys of a login in a separate process: `renew-login.ts CACHE LOCKS URL` prints the answer as JSON. */
import { loadLoginKeys } from '../../../../core/sessions/login/renew-login.ts'
import { closeConnections } from '../../../../core/network/agents.ts'

const [path = '', locksDir = '', url = ''] = process.argv.slice(2)
const answer = await loadLoginKeys(path, {
  locksDir,
  urlOf: () => url,
  region: 'eu-west-1',
  route: { env: {} },
  timeoutMs: 60_000,
})
process.stdout.write(JSON.stringify(answer))
closeConnections()
