import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { runProcess } from '../processes.ts'
import type { Row } from '../types.ts'
import { projectRoot, type Workspace } from '../workspace.ts'

const profiles = 5_000

async function bundle(folder: string): Promise<string> {
  const build = await rolldown({
    input: join(projectRoot, 'test', 'bench', 'children', 'populate-ours.ts'),
    platform: 'node',
    transform: { define: { __filename: 'import.meta.filename' } },
  })
  await build.write({ dir: join(folder, 'populate'), entryFileNames: 'populate-ours.mjs', format: 'esm' })
  await build.close()
  return join(folder, 'populate', 'populate-ours.mjs')
}

/** Plan, diff, backup and write of the profiles of a listed organisation. */
export async function populateRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('populate', 1)
  const program = await bundle(workspace.folder)
  return {
    id: 'populate',
    what: `plan and write ${profiles.toLocaleString('en')} profiles of an organisation`,
    unit: 'ms',
    repetitions,
    ours: {
      name: 'stackpass organisations.plan and edits.apply',
      async measure() {
        const { stdout } = await runProcess({
          file: process.execPath,
          args: [program, String(profiles)],
          env: home.env,
        })
        const { milliseconds, written } = JSON.parse(stdout) as { milliseconds: number; written: number }
        if (written !== profiles) throw new Error(`${written} of ${profiles} profiles were written`)
        return milliseconds
      },
    },
    peers: [],
    absent: [],
    note: 'In a new process each time, from the kept listing: names, diff, backup, write and reading back; the listing itself is held to ten calls a second.',
  }
}
