/** Loads the token of a session as every command does, and prints it: `renew.js PATH OIDC_URL LOCKS_DIR`. */
import { loadSsoToken } from '../../../../core/sessions/renew-token.ts'

const [path = '', url = '', locksDir = ''] = process.argv.slice(2)
const oidc = { url, origin: url, signingRegion: 'eu-west-1', source: 'test' }
const answer = await loadSsoToken(path, { oidc, http: { timeoutMs: 60_000 }, locksDir })
process.stdout.write('token' in answer ? answer.token.accessToken : answer.missing)
