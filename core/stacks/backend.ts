import { join } from 'node:path'
import { foreignLimits } from '../system/foreign-limits.ts'
import { pooledDisk, type Disk } from './disk.ts'
import { pulumiHome, type Environment } from './pulumi-home.ts'

export type BackendKind = 'cloud' | 'file' | 's3' | 'azblob' | 'gs' | 'unknown'

/** Where the state of a project is kept, and what says so. */
export interface Backend {
  readonly kind: BackendKind
  readonly url: string | undefined
  readonly from: 'environment' | 'project' | 'login' | 'unknown'
}

/**
 * The backend in the CLI's order: PULUMI_BACKEND_URL, the project's `backend.url`, the last login. Credentials of the
 * login file are not read out; an encrypted one is unknown.
 */
export async function backendOf(
  projectUrl: string | undefined,
  environment: Environment,
  home: string,
  disk: Disk = pooledDisk,
): Promise<Backend> {
  const set = environment['PULUMI_BACKEND_URL']
  if (set !== undefined && set !== '') return { kind: backendKind(set), url: set, from: 'environment' }
  if (projectUrl !== undefined) return { kind: backendKind(projectUrl), url: projectUrl, from: 'project' }
  const current = await currentLogin(environment, home, disk)
  if (current === undefined) return { kind: 'unknown', url: undefined, from: 'unknown' }
  return { kind: backendKind(current), url: current, from: 'login' }
}

/** The kind of backend that a URL names. */
export function backendKind(url: string): BackendKind {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase()
  if (scheme === 'file' || scheme === 's3' || scheme === 'azblob' || scheme === 'gs') return scheme
  return scheme === 'https' || scheme === 'http' ? 'cloud' : 'unknown'
}

async function currentLogin(environment: Environment, home: string, disk: Disk): Promise<string | undefined> {
  const folder = environment['PULUMI_CREDENTIALS_PATH'] ?? pulumiHome(environment, home)
  const file = join(folder, 'credentials.json')
  const text = (await disk.isFile(file)) ? await disk.text(file, foreignLimits.pulumiHome) : undefined
  // Not logged in, or a file that only the CLI can read: both are unknown here.
  if (text === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || '$pulumiSecureStore' in parsed) return undefined
    const current = 'current' in parsed ? parsed.current : undefined
    return typeof current === 'string' && current !== '' ? current : undefined
  } catch {
    // Not JSON: whatever wrote it, the login is unknown.
    return undefined
  }
}
