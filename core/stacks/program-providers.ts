import { extname, join, relative } from 'node:path'
import { foreignLimits } from '../system/foreign-limits.ts'
import type { DiscoveredProject } from './discovery-types.ts'
import { pooledDisk, type Disk } from './disk.ts'
import { programFolder } from './program-folder.ts'
import { skippedFolders } from './skipped-folders.ts'

/** A line in which a program creates its own AWS provider. */
export interface ProgramProvider {
  /** Relative to the project. */
  readonly path: string
  readonly line: number
}

/** `src/index.ts:12` */
export const placeOf = ({ path, line }: ProgramProvider): string => `${path}:${line}`

interface Signs {
  /** What a file must mention before a call counts. */
  readonly names: RegExp
  readonly call: RegExp
}

const script: Signs = { names: /@pulumi\/aws\b/, call: /\bnew\s{1,9}(?:[\w$]{1,60}\.){0,3}Provider\s{0,9}\(/ }

const signsOf: ReadonlyMap<string, Signs> = new Map([
  ...['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'].map((ending): [string, Signs] => [ending, script]),
  ['.py', { names: /\bpulumi_aws\b/, call: /(?<!class )(?<![\w.])(?:[\w]{1,60}\.){0,3}Provider\(/ }],
  ['.go', { names: /pulumi-aws\/sdk/, call: /\b\w{1,60}\.NewProvider\(/ }],
  ['.cs', { names: /\bPulumi\.Aws\b/, call: /\bnew\s{1,9}(?:\w{1,60}\.){0,3}Provider\s{0,9}\(/ }],
  ['.java', { names: /\bcom\.pulumi\.aws\b/, call: /\bnew\s{1,9}(?:\w{1,60}\.){0,6}Provider\s{0,9}\(/ }],
  ['.yaml', { names: /^resources:/m, call: /^\s{0,40}type:\s{0,9}['"]?pulumi:providers:aws\b/ }],
  ['.yml', { names: /^resources:/m, call: /^\s{0,40}type:\s{0,9}['"]?pulumi:providers:aws\b/ }],
])

/** Another package's provider: `new k8s.Provider`, `gcp.Provider(`. */
const ofOthers = /\b(?!aws)(?:[a-z]\w*)\.(?:New)?Provider\s{0,9}\($/i

/** How far a look at a program goes; the rest is left out. */
export interface LookWithin {
  readonly files: number
  readonly depth: number
  readonly bytes: number
}

/** For a list of many projects: the files beside the one that the program begins with. */
export const entryFiles: LookWithin = { files: 12, depth: 1, bytes: foreignLimits.entryFile }
/** For one project: programs are a handful of files. */
export const wholeProgram: LookWithin = { files: 60, depth: 3, bytes: foreignLimits.program }

const mostFound = 5

const languages: ReadonlySet<string | undefined> = new Set([
  'nodejs',
  'bun',
  'python',
  'go',
  'dotnet',
  'java',
])

/** Pulumi's own files that are not programs: settings of a stack, and the project file where the program is in a language. */
const isSettings = (name: string, runtime: string | undefined): boolean =>
  /^Pulumi\..+\.ya?ml$/.test(name) || (/^Pulumi\.ya?ml$/.test(name) && languages.has(runtime))

async function filesBelow(
  folder: string,
  runtime: string | undefined,
  { files: mostFiles, depth: mostDepth }: LookWithin,
  disk: Disk,
): Promise<string[]> {
  const files: string[] = []
  let level = [folder]
  for (let depth = 0; depth < mostDepth && level.length > 0; depth += 1) {
    const next: string[] = []
    for (const at of level) {
      const entries = await disk.list(at).catch((error: NodeJS.ErrnoException) => {
        // Gone, or unreadable for us: its content is unknown.
        if (error.code === undefined) throw error
        return []
      })
      for (const entry of entries) {
        const isProgram = entry.isFile() && signsOf.has(extname(entry.name))
        if (isProgram && !isSettings(entry.name, runtime)) files.push(join(at, entry.name))
        else if (entry.isDirectory() && !skippedFolders.has(entry.name)) next.push(join(at, entry.name))
        if (files.length >= mostFiles) return files
      }
    }
    level = next.slice(0, mostFiles)
  }
  return files
}

/** The lines of a file that create an AWS provider, as far as its text tells. */
export function providerLines(text: string, ending: string): readonly number[] {
  const signs = signsOf.get(ending)
  if (signs === undefined || !signs.names.test(text)) return []
  return text.split('\n').flatMap((line, index) => {
    const match = signs.call.exec(line.slice(0, 400))
    if (match === null || /^\s*(?:\/\/|#|\*)/.test(line)) return []
    return ofOthers.test(match[0]) ? [] : [index + 1]
  })
}

/** Where the program of a project creates its own AWS providers. Looks only at texts, and at a limited number of them. */
export async function programProviders(
  found: DiscoveredProject,
  within: LookWithin,
  disk: Disk = pooledDisk,
): Promise<readonly ProgramProvider[]> {
  const providers: ProgramProvider[] = []
  for (const path of await filesBelow(programFolder(found), found.runtime, within, disk)) {
    const text = await disk.text(path, within.bytes)
    for (const line of text === undefined ? [] : providerLines(text, extname(path)))
      providers.push({ path: relative(found.folder, path), line })
    if (providers.length >= mostFound) return providers.slice(0, mostFound)
  }
  return providers
}
