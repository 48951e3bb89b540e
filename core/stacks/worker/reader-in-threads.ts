import { stat } from 'node:fs/promises'
import type { DiscoveredProject } from '../discovery-types.ts'
import { knownFiles, withKnown, type LoadedProject, type Surroundings } from '../load-project.ts'
import { emptyProject, projectFileAmong } from '../project-folder.ts'
import { createReaderHere, type ProjectReader } from '../project-reader.ts'
import type { Environment } from '../pulumi-home.ts'
import { tooSlow } from '../too-slow.ts'
import type { FolderEntry } from '../walk-batch.ts'
import type { FolderNames, JobKind, Jobs } from './jobs.ts'
import { slowMark } from './slow-files.ts'
import { createThreadPool, type ThreadPool } from './thread-pool.ts'

/** How many files of one project may run over their time before the whole project is given up. */
const mostOverruns = 3
/** How many slow files are remembered. */
const mostSlow = 1_000

/** What the threads need to know about the environment; they get no credential. */
const variables = ['PULUMI_BACKEND_URL', 'PULUMI_HOME', 'PULUMI_CREDENTIALS_PATH', 'PULUMI_STACK']

function namesOf(entries: readonly FolderEntry[] | undefined): FolderNames | undefined {
  if (entries === undefined) return undefined
  const pulumi = entries.filter(({ name }) => name.startsWith('Pulumi.'))
  return {
    files: pulumi.filter((entry) => entry.isFile()).map(({ name }) => name),
    links: pulumi.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name),
  }
}

/** A project that cannot be examined, and says so. */
function givenUp(found: DiscoveredProject, path: string): LoadedProject {
  const problem = tooSlow(path)
  const backend = { kind: 'unknown', url: undefined, from: 'unknown' } as const
  return {
    found: { ...found, problem },
    aws: undefined,
    backend,
    stacks: [],
    tooSlow: [path],
    ownProviders: [],
  }
}

/**
 * Reads in separate threads, so that nobody else's file can block the thread that answers. A file that runs over its
 * time ends its thread and becomes a problem of its project; it is skipped until it changes. If threads cannot start,
 * `onNotice` is called once, and reading continues here.
 */
export function createReaderInThreads(
  surroundings: Surroundings,
  onNotice: (reason: string) => void,
  pool: ThreadPool = createThreadPool(),
): ProjectReader {
  const slow = new Map<string, string>()
  const here = createReaderHere(surroundings)
  const { homeDir } = surroundings
  const environment: Environment = Object.fromEntries(
    variables.flatMap((name) => {
      const value = surroundings.environment[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  let told = false

  async function remember(path: string): Promise<void> {
    const stats = await stat(path).catch(() => undefined)
    slow.set(path, slowMark(stats))
    const [oldest] = slow.keys()
    if (slow.size > mostSlow && oldest !== undefined) slow.delete(oldest)
  }

  /** The output of a job; the file that finally ended it; undefined where the job must run here. */
  async function ask<K extends JobKind>(
    kind: K,
    input: () => Jobs[K]['input'],
  ): Promise<
    { readonly output: Jobs[K]['output']; readonly overran: readonly string[] } | string | undefined
  > {
    const overran: string[] = []
    for (;;) {
      const outcome = await pool.run(kind, input())
      if ('output' in outcome) return { output: outcome.output, overran }
      if ('unavailable' in outcome) {
        if (!told) onNotice(outcome.unavailable)
        told = true
        return undefined
      }
      overran.push(outcome.overran)
      await remember(outcome.overran)
      if (overran.length > mostOverruns) return outcome.overran
    }
  }

  return {
    async find(folder, entries) {
      const names = namesOf(entries)
      const found = await ask('find', () => ({ folder, names, slow }))
      if (found === undefined) return here.find(folder, entries)
      if (typeof found !== 'string') return found.output
      const fileName = projectFileAmong([...(names?.files ?? []), ...(names?.links ?? [])]) ?? 'Pulumi.yaml'
      return { ...emptyProject(folder, fileName), problem: tooSlow(found) }
    },
    async load(found, before) {
      const known = knownFiles(before)
      const loaded = await ask('load', () => ({ found, environment, homeDir, known, slow }))
      if (loaded === undefined) return here.load(found, before)
      if (typeof loaded === 'string') return givenUp(found, loaded)
      const tooSlowOnes = [...new Set([...(before?.tooSlow ?? []), ...loaded.overran])].filter((path) =>
        slow.has(path),
      )
      return withKnown({ ...loaded.output, tooSlow: tooSlowOnes }, before)
    },
    async state(path) {
      const read = await ask('state', () => ({ path, slow }))
      if (read === undefined) return here.state(path)
      return typeof read === 'string' ? undefined : read.output
    },
    close: () => pool.close(),
  }
}
