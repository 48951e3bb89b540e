import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { rolldown } from 'rolldown'
import { generateProjects, type GeneratedTree } from './generate-projects.ts'
import { runProcess } from './processes.ts'
import type { Contender, Row } from './types.ts'
import { projectRoot, type Workspace } from './workspace.ts'

const folders = 100_000
const projects = 1_000

interface Prepared {
  readonly root: string
  readonly small: string
  readonly tree: GeneratedTree
}

const prepared = new WeakMap<Workspace, Promise<Prepared>>()

/** The tree is large, so all rows of a run share it. */
function prepare(workspace: Workspace): Promise<Prepared> {
  const known = prepared.get(workspace)
  if (known) return known
  const root = join(workspace.folder, 'monorepo')
  const small = join(workspace.folder, 'small')
  const made = (async () => {
    await generateProjects(small, 10, 2)
    return { root, small, tree: await generateProjects(root, folders, projects) }
  })()
  prepared.set(workspace, made)
  return made
}

async function bundle(workspace: Workspace, name: string): Promise<string> {
  const build = await rolldown({
    input: {
      main: join(projectRoot, 'test', 'bench', 'children', `${name}.ts`),
      ...Object.fromEntries(
        ['walk-worker', 'read-worker'].map((entry) => [
          entry,
          join(projectRoot, 'core', 'stacks', 'worker', `${entry}.ts`),
        ]),
      ),
    },
    platform: 'node',
    transform: { define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' } },
  })
  const dir = join(workspace.folder, name)
  await build.write({ dir, entryFileNames: '[name].mjs', format: 'esm' })
  await build.close()
  return join(dir, 'main.mjs')
}

/** Debian calls it fdfind. */
function findFd(): string | undefined {
  const places = (process.env['PATH'] ?? '').split(delimiter)
  return ['fdfind', 'fd'].flatMap((name) => places.map((place) => join(place, name))).find(existsSync)
}

/** All files that are project files, hidden and ignored folders too, as our walk sees them. */
function fdContender(file: string, { root, tree }: Prepared): Contender {
  const args = ['--unrestricted', '--type', 'f', '^Pulumi\\.(json|ya?ml)$', root]
  return {
    name: 'fdfind',
    async measure() {
      const { milliseconds, stdout } = await runProcess({ file, args, env: process.env })
      const found = stdout.trimEnd().split('\n').length
      if (found !== tree.projects) throw new Error(`fdfind saw ${found} of ${tree.projects} projects`)
      return milliseconds
    },
  }
}

/** Finds 1,000 projects and the names of their stacks in 100,000 folders, compared with fdfind, which finds their files. */
export async function discoverRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const at = await prepare(workspace)
  const program = await bundle(workspace, 'discover-stacks')
  const fd = findFd()
  return {
    id: 'stacks-find',
    what: 'find 1,000 Pulumi projects in 100,000 folders',
    unit: 'ms',
    repetitions,
    ours: {
      name: 'stackpass',
      async measure() {
        const args = [program, at.root]
        const { stdout } = await runProcess({ file: process.execPath, args, env: process.env })
        const { milliseconds, ...found } = JSON.parse(stdout) as GeneratedTree & { milliseconds: number }
        for (const what of ['folders', 'projects', 'stacks'] as const)
          if (found[what] !== at.tree[what]) throw new Error(`${found[what]} of ${at.tree[what]} ${what}`)
        return milliseconds
      },
    },
    peers: fd === undefined ? [] : [fdContender(fd, at)],
    absent: fd === undefined ? [{ name: 'fdfind', why: 'it is not installed' }] : [],
    note: 'In process, threads and reading the project files included; fdfind as a process with as many threads as the machine has cores, which lists the files and reads none.',
  }
}

function scanRow(
  id: string,
  what: string,
  unit: Row['unit'],
  key: 'first' | 'peak' | 'milliseconds',
  note: string,
): (workspace: Workspace, repetitions: number) => Promise<Row> {
  return async (workspace, repetitions) => {
    const at = await prepare(workspace)
    const program = await bundle(workspace, 'scan-stacks')
    let turn = 0
    return {
      id,
      what,
      unit,
      repetitions,
      ours: {
        name: 'stackpass stacks.scan',
        async measure() {
          // A new home for each turn, because each adds the folder again.
          const home = join(workspace.folder, `${id}-${++turn}`)
          await mkdir(home)
          const env = { PATH: process.env['PATH'], HOME: home }
          const args = [program, at.root, at.small]
          const { stdout } = await runProcess({ file: process.execPath, args, env })
          await rm(home, { recursive: true })
          const measured = JSON.parse(stdout) as Record<string, number>
          if (measured['stacks'] !== at.tree.stacks)
            throw new Error(`${measured['stacks']} of ${at.tree.stacks} stacks`)
          return measured[key]!
        },
      },
      peers: [],
      absent: [],
      note,
    }
  }
}

export const scanMemoryRow = scanRow(
  'stacks-memory',
  'scan those projects with all stack files, peak memory',
  'MB',
  'peak',
  'The whole process: core, parser, threads, results and watches.',
)
export const firstProjectsRow = scanRow(
  'stacks-first',
  'from adding that folder to the first projects in the list',
  'ms',
  'first',
  'Through the contract, in a core that has scanned a small folder before, as in a running app.',
)
export const scanTimeRow = scanRow(
  'stacks-scan',
  'scan those projects with all stack files',
  'ms',
  'milliseconds',
  'To the end: every stack file parsed, identity and problems of each, and the lists a page asks for meanwhile.',
)

/** The 99th percentile of `profiles.list` while each of the hostile trees is scanned, for the worst of them. */
export async function hostileRow(workspace: Workspace): Promise<Row> {
  const program = await bundle(workspace, 'scan-hostile')
  let turn = 0
  return {
    id: 'stacks-hostile',
    what: 'profiles.list while a hostile tree is scanned, p99 of the worst tree',
    unit: 'ms',
    // Each run makes a few thousand calls and takes a minute.
    repetitions: 1,
    alwaysCold: true,
    ours: {
      name: 'stackpass profiles.list',
      async measure() {
        const home = join(workspace.folder, `hostile-${++turn}`)
        await mkdir(home)
        const env = { PATH: process.env['PATH'], HOME: home }
        const { stdout } = await runProcess({ file: process.execPath, args: [program, home, '10000'], env })
        await rm(home, { recursive: true })
        return (JSON.parse(stdout) as { worst: number }).worst
      },
    },
    peers: [],
    absent: [],
    note: 'Pipes, devices, loops, sparse and growing files, YAML bombs, 10,000 files in one folder: see `test/hostile/trees.ts`.',
  }
}
