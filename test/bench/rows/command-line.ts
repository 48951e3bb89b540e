import { join } from 'node:path'
import { findAwsClis, type AwsCli } from '../find-peers.ts'
import { runProcess, type Ended } from '../processes.ts'
import type { Absent, Contender, Row } from '../types.ts'
import { projectRoot, stackpassCommand, type Home, type Workspace } from '../workspace.ts'

const profiles = 10_000
const noAws: Absent = { name: 'aws', why: 'no AWS CLI was found' }

function timed(name: string, run: () => Promise<Ended>): Contender {
  return { name, measure: async () => (await run()).milliseconds }
}

function versionsOf(clis: readonly AwsCli[]): string {
  return clis.map(({ name }) => name).join(', ')
}

/** Sets one key of one profile in the middle of the files to a different value each time. */
export async function setRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const clis = findAwsClis()
  const ours = await workspace.home('set-ours', profiles)
  let turn = 0
  // Existing regions, each different from the one before: the command would ask about a typo.
  const regions = ['eu-west-2', 'eu-west-3', 'eu-north-1', 'ap-south-1']
  const nextRegion = (): string => regions[turn++ % regions.length] ?? 'eu-west-2'
  const target = ours.files.names[profiles / 2]!
  const peers = await Promise.all(
    clis.map(async ({ name, file, major }) => {
      const home = await workspace.home(`set-${name.replace(' ', '-')}`, profiles)
      const set = () => ['configure', 'set', 'region', nextRegion(), '--profile', target]
      return timed(`aws v${major} configure set`, () => runProcess({ file, args: set(), env: home.env }))
    }),
  )
  return {
    id: 'set',
    what: 'set one key, whole process',
    unit: 'ms',
    repetitions,
    ours: timed('stackpass profiles set', () =>
      runProcess({
        file: process.execPath,
        args: [stackpassCommand, 'profiles', 'set', target, 'region', nextRegion()],
        env: ours.env,
      }),
    ),
    peers,
    absent: clis.length > 0 ? [] : [noAws],
    note: `Ours locks, backs up, syncs to disk and reads back; the AWS CLI writes in place. Measured: ${versionsOf(clis)}.`,
  }
}

function listOurs(home: Home): Promise<Ended> {
  return runProcess({
    file: process.execPath,
    args: [stackpassCommand, 'profiles', 'list'],
    env: home.env,
  }).then((ended) => {
    if (ended.stdout.split('\n').length <= profiles) throw new Error('profiles list left profiles out')
    return ended
  })
}

/** Lists all profiles. AWS CLI v1 has no such command, so it runs the nearest one: `configure get` of one key. */
export async function listRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const clis = findAwsClis()
  const home = await workspace.home('list', profiles)
  return {
    id: 'list',
    what: 'profiles list, whole process',
    unit: 'ms',
    repetitions,
    ours: timed('stackpass profiles list', () => listOurs(home)),
    peers: clis.map(({ file, major }) =>
      major >= 2
        ? timed(`aws v${major} configure list-profiles`, () =>
            runProcess({ file, args: ['configure', 'list-profiles'], env: home.env }),
          )
        : timed(`aws v${major} configure get`, () =>
            runProcess({ file, args: ['configure', 'get', 'region'], env: home.env }),
          ),
    ),
    absent: clis.length > 0 ? [] : [noAws],
    note: `AWS CLI v1 has no list-profiles; its \`configure get\` of one key stands beside it. Measured: ${versionsOf(clis)}.`,
  }
}

/** Peak memory of `profiles list`, as the process itself reports it when it ends. */
export async function memoryRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('memory', profiles)
  const hook = join(projectRoot, 'test', 'bench', 'children', 'peak-memory.cjs')
  const env = { ...home.env, NODE_OPTIONS: `--require "${hook}"` }
  return {
    id: 'list-memory',
    what: 'profiles list, peak memory',
    unit: 'MB',
    repetitions,
    ours: {
      name: 'stackpass profiles list',
      async measure() {
        const { stdout } = await listOurs({ ...home, env })
        const kilobytes = /PEAK_KB=(\d+)/.exec(stdout)?.[1]
        if (kilobytes === undefined) throw new Error('the process did not report its memory')
        return Number(kilobytes) / 1024
      },
    },
    peers: [],
    absent: [],
  }
}

/** The cost of starting: `--version` compared with a Node that does nothing. */
export async function startRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const { env } = await workspace.home('start', 10)
  const node = (...args: string[]) => runProcess({ file: process.execPath, args, env })
  return {
    id: 'start',
    what: 'CLI start (--version)',
    unit: 'ms',
    repetitions,
    ours: timed('stackpass --version', () => node(stackpassCommand, '--version')),
    peers: [timed('node -e 0', () => node('-e', '0'))],
    absent: [],
  }
}
