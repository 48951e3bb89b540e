import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findYaml } from '../find-peers.ts'
import { generateRepository } from '../generate-projects.ts'
import { runProcess } from '../processes.ts'
import type { Row } from '../types.ts'
import { projectRoot, stackpassCommand, type Home, type Workspace } from '../workspace.ts'

const projects = 1072
const stacks = 393

/** A home whose settings name one folder of projects. */
export async function homeWith(workspace: Workspace, name: string, folder: string): Promise<Home> {
  const home = await workspace.home(name, 200)
  const keys =
    'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n'
  await writeFile(home.credentialsFile, `${home.files.credentials}\n[dev]\n${keys}`, { mode: 0o600 })
  const settings = join(home.folder, '.config', 'stackpass')
  await mkdir(settings, { recursive: true, mode: 0o700 })
  await writeFile(join(settings, 'settings.json'), JSON.stringify({ stackFolders: [folder] }), {
    mode: 0o600,
  })
  return home
}

/** Lists the stacks of a repository, compared with a script that walks it and parses the same files. */
export async function listStacksRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const folder = join(workspace.folder, 'repository')
  await generateRepository(folder, projects, stacks)
  const home = await homeWith(workspace, 'stacks-list', folder)
  const python = findYaml()
  const script = join(projectRoot, 'test', 'bench', 'children', 'list_stacks.py')
  return {
    id: 'stacks-list',
    what: `stacks list, ${projects.toLocaleString('en')} projects with ${stacks} stacks, whole process`,
    unit: 'ms',
    repetitions,
    ours: {
      name: 'stackpass stacks list --everywhere',
      async measure() {
        const args = [stackpassCommand, 'stacks', 'list', '--everywhere']
        const ended = await runProcess({ file: process.execPath, args, env: home.env })
        const found = ended.stdout.split('\n').filter((line) => line.includes('/dev')).length
        if (found !== stacks) throw new Error(`${found} of ${stacks} stacks were listed`)
        return ended.milliseconds
      },
    },
    peers:
      python === undefined
        ? []
        : [
            {
              name: 'python script',
              async measure() {
                const ended = await runProcess({ file: python, args: [script, folder], env: home.env })
                if (Number(ended.stdout) !== projects + stacks) throw new Error(`it parsed ${ended.stdout}`)
                return ended.milliseconds
              },
            },
          ],
    absent: python === undefined ? [{ name: 'python script', why: 'no Python with PyYAML was found' }] : [],
    note: 'The script walks and parses project and stack files with the C loader of PyYAML; ours also looks at programs, versions, selections, identity and problems.',
  }
}

const followed = 500

/** Renames a profile with the stacks that name it, there and back. */
export async function renameStacksRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const folder = join(workspace.folder, 'followed')
  await generateRepository(folder, followed, followed)
  const home = await homeWith(workspace, 'rename-stacks', folder)
  let names: [string, string] = ['dev', 'sandbox']
  return {
    id: 'rename-stacks',
    what: `profiles rename followed through ${followed} stacks, whole process`,
    unit: 'ms',
    repetitions,
    ours: {
      name: 'stackpass profiles rename --stacks follow',
      async measure() {
        const args = [stackpassCommand, 'profiles', 'rename', ...names, '--stacks', 'follow', '--json']
        const ended = await runProcess({ file: process.execPath, args, env: home.env })
        const { value } = JSON.parse(ended.stdout) as { value: { files: unknown[] } }
        if (value.files.length !== followed + 1) throw new Error(`${value.files.length} files were written`)
        names = [names[1], names[0]]
        return ended.milliseconds
      },
    },
    peers: [],
    absent: [],
    note: 'One change with its backups: each file is written, synced to disk and read back.',
  }
}
