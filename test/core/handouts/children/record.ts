/** Writes entries to the log in a separate process: `record.js STATE_DIR COUNT`. With the count 0, until it is killed. */
import { recordHandOut } from '../../../../core/handouts/ledger.ts'

const [stateDir = '', count = '1'] = process.argv.slice(2)
const context = { paths: { stateDir }, now: () => new Date() }
const caller = {
  known: true,
  tree: [{ pid: process.pid, name: `child ${process.pid}`, part: 'program' as const }],
}
process.stdout.write('ready\n')
for (let done = 0; Number(count) === 0 || done < Number(count); done += 1) {
  const written = await recordHandOut(
    context,
    {
      profile: 'prod',
      way: 'credentials',
      caller,
      from: 'cached',
      verdict: { allowed: true, rule: 'standing' },
    },
    // Rotates the log often, so that a kill also hits a rotation.
    Number(count) === 0 ? 4_096 : undefined,
  )
  if (!written.ok) throw new Error(JSON.stringify(written.error))
}
