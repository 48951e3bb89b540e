import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { StateProvider } from '../../shared/domain/pulumi/problems/types.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { pooledDisk, type Disk } from './disk.ts'

const unzip = promisify(gunzip)

interface StateResource {
  readonly type?: unknown
  readonly urn?: unknown
  readonly inputs?: unknown
}

/**
 * The AWS providers that a state file holds, with their profile and region; refresh and destroy use those. Undefined when
 * the file cannot be read, is compressed with zstd, or is not a state. Nothing else of the state is kept.
 */
export async function stateProviders(
  path: string,
  disk: Disk = pooledDisk,
): Promise<StateProvider[] | undefined> {
  if (path.endsWith('.zst')) return undefined
  // States of real stacks are a few megabytes; larger ones are not read.
  const read = await disk.read(path, { maxBytes: foreignLimits.state })
  if (read.kind !== 'ok') return undefined
  try {
    const { bytes } = read
    const text = path.endsWith('.gz') ? await unzip(bytes, { maxOutputLength: foreignLimits.state }) : bytes
    return providersIn(JSON.parse(text.toString('utf8')))
  } catch {
    // Damaged or being written: then its providers are unknown, as without a local backend.
    return undefined
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Both layouts: `checkpoint.latest.resources`, and `deployment.resources` of an export. */
function providersIn(state: unknown): StateProvider[] {
  const latest = field(field(state, 'checkpoint'), 'latest') ?? field(state, 'deployment')
  const resources = field(latest, 'resources')
  if (!Array.isArray(resources)) return []
  return (resources as StateResource[]).flatMap((resource) => {
    if (resource.type !== 'pulumi:providers:aws') return []
    const profile = text(field(resource.inputs, 'profile'))
    const region = text(field(resource.inputs, 'region'))
    const name = text(resource.urn)?.split('::').at(-1) ?? 'aws'
    return [{ name, ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) }]
  })
}
