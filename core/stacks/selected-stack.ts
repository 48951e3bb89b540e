import { join } from 'node:path'
import { foreignLimits } from '../system/foreign-limits.ts'
import { pooledDisk, type Disk } from './disk.ts'
import { pulumiHome, type Environment } from './pulumi-home.ts'
import { workspaceFileName } from './workspace-file.ts'

export interface SelectedStack {
  /** Stack name without organisation and project. Undefined when PULUMI_STACK is set and empty. */
  readonly name: string | undefined
  /** As written: `org/project/stack` or a bare name. */
  readonly reference: string
  readonly from: 'environment' | 'workspace'
}

/**
 * The stack that the CLI would use without `--stack`: PULUMI_STACK (even when empty), else the workspace file, whose
 * entry for the backend goes before the older single one. Undefined when none is selected. Read only.
 */
export async function selectedStack(
  project: { readonly name: string; readonly projectFile: string },
  backendUrl: string | undefined,
  environment: Environment,
  home: string,
  disk: Disk = pooledDisk,
): Promise<SelectedStack | undefined> {
  const set = environment['PULUMI_STACK']
  if (set !== undefined) return selected(set, 'environment')
  const folder = join(pulumiHome(environment, home), 'workspaces')
  for (const path of await spellings(project.projectFile, disk)) {
    const reference = await remembered(join(folder, workspaceFileName(project.name, path)), backendUrl, disk)
    if (reference !== undefined) return selected(reference, 'workspace')
  }
  return undefined
}

function selected(reference: string, from: SelectedStack['from']): SelectedStack {
  const name = reference.slice(reference.lastIndexOf('/') + 1)
  return { name: name === '' ? undefined : name, reference, from }
}

/** The CLI hashes the path that its shell gave it, which in a linked checkout is not the real one. */
async function spellings(path: string, disk: Disk): Promise<string[]> {
  try {
    return [...new Set([path, await disk.realPath(path)])]
  } catch {
    // The file is gone; only the path as known is left.
    return [path]
  }
}

async function remembered(
  file: string,
  backendUrl: string | undefined,
  disk: Disk,
): Promise<string | undefined> {
  const text = (await disk.isFile(file)) ? await disk.text(file, foreignLimits.pulumiHome) : undefined
  // No workspace file: no stack was selected in this project yet.
  if (text === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    const stacks = 'stacks' in parsed && typeof parsed.stacks === 'object' ? parsed.stacks : null
    const own =
      stacks && backendUrl !== undefined
        ? Object.entries(stacks).find(([url]) => url === backendUrl)?.[1]
        : undefined
    const reference = own ?? ('stack' in parsed ? parsed.stack : undefined)
    return typeof reference === 'string' && reference !== '' ? reference : undefined
  } catch {
    // Not JSON: the CLI selects none either.
    return undefined
  }
}
