import { join, resolve } from 'node:path'
import { stackNamePattern } from '../../shared/domain/pulumi/stack-files.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { pooledDisk, type Disk } from './disk.ts'

const stateFile = /^(.+)\.json(?:\.gz|\.zst)?$/

const mostBackendStacks = 2_000

/** A stack that a `file://` backend holds. */
export interface BackendStack {
  readonly name: string
  readonly statePath: string
}

/** The folder of a `file://` URL: `~` is the home folder, a relative path counts from the project's folder. */
export function fileBackendRoot(url: string, projectFolder: string, home: string): string {
  const path = decoded(url.replace(/^file:\/\//i, '').split('?', 1)[0] ?? '')
  if (path === '' || path === '~') return home
  return path.startsWith('~/') ? join(home, path.slice(2)) : resolve(projectFolder, path)
}

/** Text that is not percent-encoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign, or one before bytes that are not UTF-8.
    return text
  }
}

/**
 * The stacks of a project in a `file://` backend, as the CLI lists them: per project with `meta.yaml` version 1, flat
 * in the older layout. Undefined when the folder cannot be read, which is not the same as no stacks.
 */
export async function listFileBackend(
  root: string,
  projectName: string,
  disk: Disk = pooledDisk,
): Promise<BackendStack[] | undefined> {
  const base = join(root, '.pulumi')
  const projects = await usesProjects(base, disk)
  const folder = projects ? join(base, 'stacks', projectName) : join(base, 'stacks')
  try {
    const entries = await disk.list(folder)
    const stacks: BackendStack[] = []
    for (const entry of entries) {
      const name = entry.isFile() ? stateFile.exec(entry.name)?.[1] : undefined
      if (name !== undefined && stackNamePattern.test(name))
        stacks.push({ name, statePath: join(folder, entry.name) })
    }
    // A folder with so many is nobody's backend, and its stacks are unknown.
    if (stacks.length > mostBackendStacks) return undefined
    return stacks.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return missing && (await exists(base, disk)) ? [] : undefined
  }
}

async function usesProjects(base: string, disk: Disk): Promise<boolean> {
  const meta = await disk.text(join(base, 'meta.yaml'), foreignLimits.backendMeta)
  if (meta !== undefined) return /^version:[ \t]*["']?1\b/m.test(meta)
  // No meta file: the layout before project scoping, or a backend that was never used.
  return !(await hasFlatStacks(join(base, 'stacks'), disk))
}

async function hasFlatStacks(folder: string, disk: Disk): Promise<boolean> {
  try {
    return (await disk.list(folder)).some((entry) => entry.isFile() && stateFile.test(entry.name))
  } catch {
    // There is nothing at all.
    return false
  }
}

async function exists(folder: string, disk: Disk): Promise<boolean> {
  try {
    await disk.list(folder)
    return true
  } catch {
    // Whatever the reason, its stacks are unknown.
    return false
  }
}

export type StackPresence = 'file-only' | 'backend-only' | 'both' | 'unknown'

/** Joins stack files and backend. Without a listing, whether the backend knows a stack is unknown. */
export function joinStacks(
  files: Iterable<string>,
  backend: Iterable<string> | undefined,
): ReadonlyMap<string, StackPresence> {
  const joined = new Map<string, StackPresence>()
  for (const name of files) joined.set(name, backend === undefined ? 'unknown' : 'file-only')
  for (const name of backend ?? []) joined.set(name, joined.has(name) ? 'both' : 'backend-only')
  return new Map([...joined].sort(([a], [b]) => (a < b ? -1 : 1)))
}
