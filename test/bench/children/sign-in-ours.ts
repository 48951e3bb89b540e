/** Signs in to a session of the fake service with a browser that is already signed in; prints the time in milliseconds. */
import { createCore } from '../../../core/start/create-core.ts'

const home = process.env['HOME'] ?? ''
const core = createCore({
  env: { ...process.env, STACKPASS_OPEN_BROWSER: '1', DISPLAY: ':0' },
  homeDir: home,
  platform: process.platform,
  host: 'desktop',
  version: '0.0.0',
  openLink: (url) => {
    void fetch(url).then((answer) => answer.text())
    return Promise.resolve(true)
  },
})
const call = async (method: string, input: unknown): Promise<Record<string, unknown>> => {
  const reply = await core.dispatch(method, input)
  if (!reply.ok) throw new Error(`${method}: ${reply.error.message}`)
  return reply.value as Record<string, unknown>
}
const started = performance.now()
const { signInId } = await call('sessions.signIn', { session: 'sso:corp' })
const { state } = await call('sessions.wait', { signInId })
const milliseconds = performance.now() - started
if ((state as { kind: string }).kind !== 'done') throw new Error(JSON.stringify(state))
await core.close()
process.stdout.write(JSON.stringify({ milliseconds }))
process.exit(0)
