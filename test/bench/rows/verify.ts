import { writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { spawnStsDouble } from '../../fakes/sts/spawn-double.ts'
import { runProcess } from '../processes.ts'
import type { Row } from '../types.ts'
import { projectRoot, type Workspace } from '../workspace.ts'

const profiles = 500
const atOnce = 16
const answerMs = 20

async function bundle(folder: string): Promise<string> {
  const build = await rolldown({
    input: join(projectRoot, 'test', 'bench', 'children', 'verify-ours.ts'),
    platform: 'node',
    transform: { define: { __filename: 'import.meta.filename' } },
  })
  await build.write({ dir: join(folder, 'verify'), entryFileNames: 'verify-ours.mjs', format: 'esm' })
  await build.close()
  return join(folder, 'verify', 'verify-ours.mjs')
}

function credentials(): string {
  const sections = Array.from({ length: profiles }, (_, index) => {
    const identity = userIdentity(`user${index}`)
    const name = index === 0 ? 'default' : `user${index}`
    return `[${name}]\naws_access_key_id = ${identity.accessKeyId}\naws_secret_access_key = ${identity.secretAccessKey}\nregion = eu-west-1\n`
  })
  return sections.join('\n')
}

/** The same number of bare requests to the fake STS: what Node and the machine take now. */
async function requestsAlone(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const body = 'Action=GetCallerIdentity&Version=2011-06-15'
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const call = request(url, { method: 'POST', agent }, (answer) =>
        answer.on('end', resolve).on('error', reject).resume(),
      )
      call.on('error', reject).end(body)
    })
  const started = performance.now()
  let sent = 0
  const work = async () => {
    while (sent++ < profiles) await one()
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  agent.destroy()
  return performance.now() - started
}

/** 500 verifications against a fake STS in another process; the ideal is the waiting time alone. */
export async function verifyRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('verify', 1)
  await writeFile(home.configFile, '')
  await writeFile(home.credentialsFile, credentials())
  const double = await spawnStsDouble({ users: profiles, latencyMs: answerMs })
  const program = await bundle(workspace.folder)
  /** How long the first run of the last process took. */
  let first = Number.NaN
  const ideal = Math.ceil(profiles / atOnce) * answerMs
  return {
    id: 'verify',
    what: `verify ${profiles} profiles, double answering in ${answerMs} ms, ${atOnce} at once`,
    unit: 'ms',
    repetitions,
    ours: {
      name: 'stackpass verify.run',
      async measure() {
        const env = { ...home.env, AWS_ENDPOINT_URL_STS: double.url }
        const { stdout } = await runProcess({ file: process.execPath, args: [program], env })
        const runs = JSON.parse(stdout) as Record<'first' | 'next', { milliseconds: number; valid: number }>
        for (const { valid } of [runs.first, runs.next])
          if (valid !== profiles) throw new Error(`${valid} of ${profiles} profiles were valid`)
        first = runs.first.milliseconds
        return runs.next.milliseconds
      },
    },
    peers: [
      { name: 'ideal', fixed: true, measure: () => Promise.resolve(ideal) },
      { name: 'node:http alone', measure: () => requestsAlone(double.url) },
      { name: 'the first run of the process', measure: () => Promise.resolve(first) },
    ],
    absent: [],
    note: `The ideal is ceil(${profiles} / ${atOnce}) x ${answerMs} ms of waiting. One profile is verified before, so that the SDK is loaded, as in a running app.`,
    close: () => Promise.resolve(double.close()),
  }
}
