/**
 * The double in a process of its own, so that a measurement does not share a thread with it:
 * `tsx test/fakes/sts/main.ts '{"users":500,"latencyMs":20}'` prints its URL and ends when its input ends.
 */
import { userIdentity } from './identities.ts'
import { startStsDouble } from './server.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as { users?: number; latencyMs?: number }
const identities = Array.from({ length: options.users ?? 1 }, (_, index) => userIdentity(`user${index}`))
const double = await startStsDouble({
  identities,
  record: false,
  latencyFromArrival: true,
  ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
})
process.stdout.write(`${double.url}\n`)
process.stdin.on('end', () => {
  void double.close().then(() => process.exit(0))
})
process.stdin.resume()
