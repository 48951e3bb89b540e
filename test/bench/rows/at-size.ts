import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { spawnStsDouble } from '../../fakes/sts/spawn-double.ts'
import { findGranted } from '../find-peers.ts'
import { runProcess, type Ended } from '../processes.ts'
import type { Contender, NotMeasured, Row } from '../types.ts'
import { projectRoot, stackpassCommand, type Home, type Workspace } from '../workspace.ts'

/** The number of profiles in the files. */
const profiles = 10_000

/** A command for each `turn`, from 0, so that a writing command has something to write each time. */
type Words = (turn: number, names: readonly string[]) => readonly string[]

interface AtSize {
  readonly id: string
  readonly what: string
  readonly words: Words
  /** Text that the output of a successful run must contain. */
  readonly says: (names: readonly string[]) => string
}

const middle = (names: readonly string[]): string => names[profiles / 2]!

/** Profiles that runs remove or create come after those that other commands use. */
const ofTurn = (turn: number, names: readonly string[]): string => names[7000 + turn]!

const commands: readonly AtSize[] = [
  {
    id: 'show',
    what: 'profiles show',
    words: (_, names) => ['profiles', 'show', middle(names)],
    says: () => 'What each tool uses',
  },
  {
    id: 'env',
    what: 'env',
    words: (_, names) => ['env', middle(names)],
    says: (names) => middle(names),
  },
  {
    id: 'rename',
    what: 'profiles rename',
    words: (turn, names) => ['profiles', 'rename', ofTurn(turn, names), `${ofTurn(turn, names)}-new`],
    says: () => 'Undo with',
  },
  {
    id: 'delete',
    what: 'profiles delete',
    words: (turn, names) => ['profiles', 'delete', ofTurn(turn, names), '--yes'],
    says: () => 'Undo with',
  },
  {
    id: 'duplicate',
    what: 'profiles duplicate',
    words: (turn, names) => ['profiles', 'duplicate', ofTurn(turn, names), `${ofTurn(turn, names)}-copy`],
    says: () => 'Undo with',
  },
  { id: 'problems', what: 'problems', words: () => ['problems'], says: () => 'No problems found.' },
  {
    id: 'list-json',
    what: 'profiles list --json',
    words: () => ['profiles', 'list', '--json'],
    says: (names) => `"${names.at(-1)}"`,
  },
]

function run(home: Home, args: readonly string[], says: string): Promise<Ended> {
  return runProcess({ file: process.execPath, args: [stackpassCommand, ...args], env: home.env }).then(
    (ended) => {
      if (!ended.stdout.includes(says)) throw new Error(`${args.join(' ')} did not say "${says}"`)
      return ended
    },
  )
}

function listing(home: Home): Contender {
  const last = home.files.names.at(-1)!
  return {
    name: 'stackpass profiles list',
    measure: async () => (await run(home, ['profiles', 'list'], last)).milliseconds,
  }
}

/** One command compared with `profiles list`, each on its own identical files. */
function rowOf({ id, what, words, says }: AtSize) {
  return async (workspace: Workspace, repetitions: number): Promise<Row> => {
    const home = await workspace.home(`at-size-${id}`, profiles)
    const { names } = home.files
    let turn = 0
    return {
      id,
      what: `${what}, 10,000 profiles, whole process`,
      unit: 'ms',
      repetitions,
      ours: {
        name: `stackpass ${what}`,
        measure: async () => (await run(home, words(turn++, names), says(names))).milliseconds,
      },
      peers: [listing(await workspace.home('at-size-list', profiles))],
      absent: [],
    }
  }
}

const keysOf = (name: string): string => {
  const { accessKeyId, secretAccessKey } = userIdentity('user0')
  return `\n[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nregion = eu-west-1\n`
}

/** One check of keys against a fake STS that answers at once. */
async function verifyOneRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('at-size-verify', profiles)
  await writeFile(home.credentialsFile, home.files.credentials + keysOf('checked'), { mode: 0o600 })
  const double = await spawnStsDouble({ users: 1, latencyMs: 0 })
  const asked = { ...home, env: { ...home.env, AWS_ENDPOINT_URL_STS: double.url } }
  return {
    id: 'verify-one',
    what: 'verify of one profile, 10,000 profiles, whole process',
    unit: 'ms',
    repetitions,
    ours: {
      name: 'stackpass verify',
      measure: async () => (await run(asked, ['verify', 'checked'], '123456789012')).milliseconds,
    },
    peers: [listing(await workspace.home('at-size-list', profiles))],
    absent: [],
    note: 'The double answers at once.',
    close: () => Promise.resolve(double.close()),
  }
}

const noGranted = { name: 'granted', why: 'it is not installed' }

/** Keys of a profile for a program, and for a credential_process, compared with Granted. */
function handOutRow(id: 'exec' | 'credentials-large', ours: Words, theirs: Words) {
  return async (workspace: Workspace, repetitions: number): Promise<Row> => {
    const home = await workspace.home(`at-size-${id}`, profiles)
    const { names } = home.files
    const granted = findGranted()
    // It asks a person for these on its first start.
    for (const folder of ['.granted', '.dgranted']) {
      await mkdir(join(home.folder, folder), { mode: 0o700 })
      await writeFile(
        join(home.folder, folder, 'config'),
        'DefaultBrowser = "STDOUT"\nDisableCredentialProcessCache = true\n',
      )
    }
    const env = { ...home.env, FORCE_NO_ALIAS: 'true' }
    const file = id === 'exec' ? granted?.assume : granted?.file
    return {
      id,
      what: `${id === 'exec' ? 'exec' : 'credentials'} of keys, 10,000 profiles, whole process`,
      unit: 'ms',
      repetitions,
      ours: {
        name: 'stackpass',
        measure: async () => (await run(home, ours(0, names), '')).milliseconds,
      },
      peers:
        file === undefined
          ? []
          : [
              {
                name: 'granted',
                measure: async () => (await runProcess({ file, args: theirs(0, names), env })).milliseconds,
              },
            ],
      absent: file === undefined ? [noGranted] : [],
      note:
        id === 'exec'
          ? 'Granted by `assumego NAME --exec`.'
          : 'Granted by `granted credential-process` without its cache, which goes on serving keys that were replaced in the files.',
    }
  }
}

/** The largest memory peak of all these commands, and the peak of each. */
async function commandsMemoryRow(workspace: Workspace, repetitions: number): Promise<Row | NotMeasured> {
  if (process.platform !== 'linux') return { why: 'the peak of a process alone is told on Linux only' }
  const hook = join(projectRoot, 'test', 'bench', 'children', 'peak-memory.cjs')
  const measured = new Map<string, number>()
  let turn = 0
  const homes = new Map<string, Home>()
  for (const { id } of commands) homes.set(id, await workspace.home(`at-size-memory-${id}`, profiles))
  const peakOf = async ({ id, words, says }: AtSize): Promise<number> => {
    const home = homes.get(id)!
    const env = { ...home.env, NODE_OPTIONS: `--require "${hook}"` }
    const { names } = home.files
    const { stdout } = await run({ ...home, env }, words(turn, names), says(names))
    const kilobytes = /PEAK_KB=(\d+)/.exec(stdout)?.[1]
    if (kilobytes === undefined) throw new Error(`${id} did not report its memory`)
    return Number(kilobytes) / 1024
  }
  return {
    id: 'commands-memory',
    what: 'the largest peak of memory of these commands, 10,000 profiles',
    unit: 'MB',
    repetitions,
    ours: {
      name: 'the largest',
      async measure() {
        for (const command of commands) measured.set(command.id, await peakOf(command))
        turn += 1
        return Math.max(...measured.values())
      },
    },
    peers: commands.map(({ id }) => ({
      name: id,
      measure: () => Promise.resolve(measured.get(id) ?? Number.NaN),
    })),
    absent: [],
  }
}

/** What people and programs wait for when files are large. */
export const atSizeRows = [
  ...commands.map((command) => [command.id, rowOf(command)] as const),
  ['verify-one', verifyOneRow],
  [
    'exec',
    handOutRow(
      'exec',
      (_, names) => ['exec', middle(names), '--', 'true'],
      (_, names) => [middle(names), '--exec', 'true'],
    ),
  ],
  [
    'credentials-large',
    handOutRow(
      'credentials-large',
      (_, names) => ['credentials', middle(names)],
      (_, names) => ['credential-process', '--profile', middle(names)],
    ),
  ],
  ['commands-memory', commandsMemoryRow],
] as const
