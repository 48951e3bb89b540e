/**
 * Runs in a separate process, with HOME and AWS_CONFIG_FILE pointing at hostile files. Resolves every kind of profile and
 * prints the state of the process afterwards, and every file that it opened.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const opened: string[] = []
const note = (path: unknown) => {
  if (typeof path === 'string') opened.push(path)
}
const { readFile: readFileAsync, open: openAsync } = fs.promises
fs.promises.readFile = ((path: never, options: never) => {
  note(path)
  return readFileAsync(path, options)
}) as typeof fs.promises.readFile
fs.promises.open = (...args: Parameters<typeof openAsync>) => {
  note(args[0])
  return openAsync(...args)
}
const { readFile, readFileSync, open, openSync, createReadStream } = fs
fs.readFile = ((...args: Parameters<typeof readFile>) => {
  note(args[0])
  readFile(...args)
}) as typeof fs.readFile
fs.readFileSync = ((...args: Parameters<typeof readFileSync>) => {
  note(args[0])
  return readFileSync(...args)
}) as typeof fs.readFileSync
fs.open = ((...args: Parameters<typeof open>) => {
  note(args[0])
  open(...args)
}) as typeof fs.open
fs.openSync = ((...args: Parameters<typeof openSync>) => {
  note(args[0])
  return openSync(...args)
}) as typeof fs.openSync
fs.createReadStream = ((...args: Parameters<typeof createReadStream>) => {
  note(args[0])
  return createReadStream(...args)
}) as typeof fs.createReadStream
syncBuiltinESMExports()

const { verifyProfiles } = await import('../../../../core/features/verify/engine.ts')
const { contextOf } = await import('../../../fakes/sts/context.ts')
const { guardConnections } = await import('../../../fakes/sts/connect-guard.ts')

const input = JSON.parse(process.argv[2]!) as {
  url: string
  home: string
  profiles: Record<string, Record<string, string>>
}
const guard = guardConnections()
if (process.argv[3] === 'control') {
  // The same files through the SDK's own reader, to show that the poison works when read.
  const { fromIni } = await import('@aws-sdk/credential-providers')
  await fromIni({ profile: 'keys' })().catch(() => undefined)
}
const context = contextOf(input.url, input.profiles, {
  home: input.home,
  env: { ...process.env, AWS_ENDPOINT_URL: input.url, AWS_EC2_METADATA_DISABLED: 'true' },
  mayRun: () => ({ kind: 'allowed' as const }),
})
const results =
  process.argv[3] === 'control' ? [] : await verifyProfiles(Object.keys(input.profiles), context)
let registered = ''
if (process.argv[3] !== 'control') {
  const { openOidc } = await import('../../../../core/sessions/oidc-client.ts')
  const endpoint = { url: input.url, origin: input.url, signingRegion: 'eu-west-1', source: 'test' }
  const oidc = await openOidc({ endpoint, route: { env: {} }, timeoutMs: 10_000 })
  const command = new oidc.sdk.RegisterClientCommand({ clientName: 'Stackpass', clientType: 'public' })
  // The fake STS refuses, which shows that it was called.
  registered = await oidc.client
    .send(command, oidc.http(new AbortController().signal))
    .then(() => 'registered')
    .catch(
      (error: { $metadata?: { httpStatusCode?: number } }) => `refused ${error.$metadata?.httpStatusCode}`,
    )
}
process.stdout.write(
  JSON.stringify({
    keysIsFunction: typeof Object.keys === 'function',
    leaked: Reflect.ownKeys(Object).map(String).sort(),
    polluted: Reflect.ownKeys(Object.prototype).map(String).sort(),
    opened: opened.filter((path) => path.startsWith(input.home)),
    registered,
    hosts: [...new Set(guard.hosts)],
    results: results.map((result) => [result.profile, result.failure?.code ?? result.status]),
  }),
)
process.exit(0)
