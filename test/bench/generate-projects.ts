import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const names = ['src', 'lib', 'app', 'core', 'docs', 'test', 'tools', 'api', 'web', 'infra', 'deploy', 'pkg']
const runtimes = ['nodejs', 'python', 'go', 'dotnet', 'yaml']
const stacks = ['dev', 'stage', 'prod']

/** mulberry32: the same seed gives the same tree on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface GeneratedTree {
  readonly folders: number
  readonly projects: number
  readonly stacks: number
}

/**
 * Makes a tree of folders with projects spread evenly over it, each with one to three stacks, and other files in half of
 * the folders. None of the folders has a name that a walk may skip.
 */
export async function generateProjects(
  root: string,
  folders: number,
  projects: number,
  seed = 20261123,
): Promise<GeneratedTree> {
  const random = seededRandom(seed)
  const below: { path: string; depth: number; children: number }[] = [{ path: root, depth: 0, children: 0 }]
  await mkdir(root, { recursive: true })
  const every = Math.floor(folders / projects)
  let stackCount = 0
  for (let index = 1; index < folders; index++) {
    // Parents come from the whole tree, so that it is as wide and as deep as real sources.
    let parent = below[Math.floor(random() * below.length)]!
    while (parent.depth > 9 || parent.children > 24) parent = below[Math.floor(random() * below.length)]!
    parent.children += 1
    const path = join(parent.path, `${names[Math.floor(random() * names.length)]!}-${index}`)
    await mkdir(path)
    below.push({ path, depth: parent.depth + 1, children: 0 })
    if (random() < 0.5) await writeFile(join(path, 'index.ts'), '')
    if (index % every !== 0) continue
    const runtime = runtimes[Math.floor(random() * runtimes.length)]!
    await writeFile(join(path, 'Pulumi.yaml'), `name: project-${index}\nruntime: ${runtime}\n`)
    const count = 1 + Math.floor(random() * stacks.length)
    stackCount += count
    for (const stack of stacks.slice(0, count)) {
      const text = `config:\n  aws:region: eu-west-1\n  aws:profile: ${stack}\n  project-${index}:size: "3"\n`
      await writeFile(join(path, `Pulumi.${stack}.yaml`), text)
    }
  }
  return { folders, projects: Math.floor((folders - 1) / every), stacks: stackCount }
}

const programs: Readonly<Record<string, readonly (readonly [file: string, text: string])[]>> = {
  nodejs: [
    ['package.json', '{ "dependencies": { "@pulumi/aws": "^6.0.0", "@pulumi/pulumi": "^3.0.0" } }\n'],
    ['index.ts', "import * as aws from '@pulumi/aws'\n\nexport const bucket = new aws.s3.Bucket('data')\n"],
    ['tsconfig.json', '{ "compilerOptions": { "strict": true } }\n'],
  ],
  python: [
    ['requirements.txt', 'pulumi>=3.0.0\npulumi-aws>=6.0.0\n'],
    ['__main__.py', 'import pulumi_aws as aws\n\nbucket = aws.s3.Bucket("data")\n'],
  ],
  go: [
    ['go.mod', 'module example\n\nrequire github.com/pulumi/pulumi-aws/sdk/v6 v6.0.0\n'],
    ['main.go', 'package main\n\nfunc main() {}\n'],
  ],
}

/** Projects with their programs as repositories of examples have them, and one stack each in the first of them. */
export async function generateRepository(root: string, projects: number, stackCount: number): Promise<void> {
  const kinds = Object.keys(programs)
  for (let index = 0; index < projects; index++) {
    const kind = kinds[index % kinds.length]!
    const folder = join(root, `area-${index % 40}`, `project-${index}`)
    await mkdir(join(folder, 'docs'), { recursive: true })
    await writeFile(
      join(folder, 'Pulumi.yaml'),
      `name: project-${index}\nruntime:\n  name: ${kind}\ndescription: An example of a ${kind} program\ntemplate:\n  config:\n    aws:region:\n      description: The AWS region to deploy into\n      default: us-west-2\n`,
    )
    for (const [name, text] of programs[kind] ?? []) await writeFile(join(folder, name), text)
    await writeFile(join(folder, 'docs', 'README.md'), '# Example\n')
    if (index >= stackCount) continue
    await writeFile(
      join(folder, 'Pulumi.dev.yaml'),
      `config:\n  aws:region: eu-west-1\n  aws:profile: dev\n  project-${index}:size: "3"\n`,
    )
  }
}
