import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { findBotocore } from '../find-peers.ts'
import { runProcess, type Command } from '../processes.ts'
import { median } from '../statistics.ts'
import type { Contender, Row } from '../types.ts'
import { projectRoot, type Home, type Workspace } from '../workspace.ts'

const parsesPerProcess = 5
const children = join(projectRoot, 'test', 'bench', 'children')

/** Our parser as the product ships it: bundled, so that no TypeScript loader is involved. */
async function bundleOurs(folder: string): Promise<string> {
  const file = join(folder, 'parse-ours.mjs')
  const build = await rolldown({ input: join(children, 'parse-ours.ts'), platform: 'node' })
  await build.write({ file, format: 'esm' })
  await build.close()
  return file
}

function contender(name: string, home: Home, file: string, program: string, what = 'parse'): Contender {
  const args = [program, home.configFile, home.credentialsFile, String(parsesPerProcess), what]
  const command: Command = { file, args, env: home.env }
  return {
    name,
    async measure() {
      const { stdout } = await runProcess(command)
      const { taken, profiles } = JSON.parse(stdout) as { taken: number[]; profiles: number }
      if (profiles < home.files.names.length)
        throw new Error(`${name} saw ${profiles} of ${home.files.names.length} profiles`)
      return median(taken)
    },
  }
}

/** Parse both files in process: the median of five parses in a process, that over interleaved processes. */
export async function parseRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('parse', 10_000)
  const botocore = findBotocore()
  const inPython = botocore && {
    ...contender(botocore.name, home, botocore.python, join(children, 'parse_botocore.py')),
    name: 'botocore',
  }
  const ours = await bundleOurs(workspace.folder)
  return {
    id: 'parse',
    what: 'parse both files, in process',
    unit: 'ms',
    repetitions,
    ours: contender('stackpass', home, process.execPath, ours),
    peers: [
      contender('stackpass, every value of every profile read', home, process.execPath, ours, 'all'),
      contender('@smithy/shared-ini-file-loader', home, process.execPath, join(children, 'parse-smithy.mjs')),
      contender('npm ini', home, process.execPath, join(children, 'parse-ini.mjs')),
      ...(inPython ? [inPython] : []),
    ],
    absent: botocore ? [] : [{ name: 'botocore', why: 'no Python with botocore was found' }],
    note: `Reading, parsing and merging both files, ${parsesPerProcess} times in each process. Our parser finds every profile at once and reads the settings of one when they are asked for; the line "every value of every profile read" is what the others always do.${botocore ? ` The botocore is ${botocore.name.slice(9)}.` : ''}`,
  }
}
