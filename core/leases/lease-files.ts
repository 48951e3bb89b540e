import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lease, LeaseEnd } from '../../shared/domain/leases/types.ts'
import { ownerState, type LockOwner } from '../state/lock-owner.ts'
import { readPrivateJson } from '../state/private-json.ts'
import { writePrivateFile } from '../state/write-private-file.ts'
import { errno } from '../system/file-errors.ts'

/** A lease on disk: what may be shown, and what identifies its token and its server. */
export interface KeptLease {
  readonly version: 1
  readonly lease: Lease
  /** SHA-256 of the token, as hexadecimal digits. */
  readonly tokenHash: string
  /** The Stackpass that serves it. */
  readonly server: Omit<LockOwner, 'token'>
  /** The folder that the program was given. */
  readonly given: string
}

export interface LeasesPlace {
  readonly paths: { readonly stateDir: string }
  readonly now: () => Date
}

const idForm = /^[0-9a-f]{8}$/
/** How many ended leases are kept to look at. */
const mostEnded = 200
const keptForMs = 30 * 24 * 3_600_000

export const leasesFolder = (stateDir: string): string => join(stateDir, 'leases')
/** Written after each change of a lease, so that others need to watch only one file. */
export const leasesChangedFile = (stateDir: string): string => join(leasesFolder(stateDir), 'changed')
const fileOf = ({ paths }: LeasesPlace, id: string): string =>
  join(leasesFolder(paths.stateDir), `${id}.json`)
const endFileOf = ({ paths }: LeasesPlace, id: string): string =>
  join(leasesFolder(paths.stateDir), `${id}.end`)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function isKept(value: unknown): value is KeptLease {
  if (!isObject(value) || value['version'] !== 1) return false
  const { lease, tokenHash, server, given } = value
  if (!isObject(lease) || !isObject(server)) return false
  const texts = [lease['id'], lease['program'], lease['folder'], lease['startedAt'], lease['endsAt']]
  return (
    [...texts, tokenHash, given].every((text) => typeof text === 'string') &&
    idForm.test(String(lease['id'])) &&
    Array.isArray(lease['profiles']) &&
    typeof server['pid'] === 'number'
  )
}

/** Writes a lease, 0600 in a folder that is ours alone. Rejects with OwnFileFailure. */
export async function writeLease(place: LeasesPlace, kept: KeptLease, durable = true): Promise<void> {
  await writePrivateFile(fileOf(place, kept.lease.id), `${JSON.stringify(kept, undefined, 1)}\n`, {
    durable,
  })
  const { id, used, refused } = kept.lease
  const changed = `${id} ${used} ${refused} ${place.now().toISOString()}\n`
  await writePrivateFile(leasesChangedFile(place.paths.stateDir), changed, { durable: false })
}

/** Tells the Stackpass that serves a lease to end it; rejects with OwnFileFailure. */
export async function askToEnd(place: LeasesPlace, id: string, why: LeaseEnd): Promise<void> {
  await writePrivateFile(endFileOf(place, id), why)
}

/** Whether somebody has asked to end it. */
export const isAskedToEnd = (place: LeasesPlace, id: string): boolean => existsSync(endFileOf(place, id))

/** Why, as far as that is known. */
export async function whyAskedToEnd(place: LeasesPlace, id: string): Promise<LeaseEnd> {
  const { readFile } = await import('node:fs/promises')
  const text = await readFile(endFileOf(place, id), 'utf8').catch(() => {
    // It is gone again: somebody cleaned up.
    return 'you'
  })
  return text === 'lock' ? 'lock' : 'you'
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errno(error) === '') throw error
    // No lease was ever begun.
    return []
  }
}

/** All leases, the newest first. A lease whose server is gone counts as ended. */
export async function readLeases(place: LeasesPlace): Promise<KeptLease[]> {
  const folder = leasesFolder(place.paths.stateDir)
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.json'))
  const found = await Promise.all(names.map((name) => readPrivateJson(join(folder, name))))
  const kept = found.filter(isKept).map((one) => asItIs(place, one))
  return kept.sort((one, other) => (one.lease.startedAt < other.lease.startedAt ? 1 : -1))
}

function asItIs({ now }: LeasesPlace, kept: KeptLease): KeptLease {
  const { lease, server } = kept
  if (lease.ended !== undefined) return kept
  const isOver = Date.parse(lease.endsAt) <= now().getTime()
  const isGone = ownerState(server) === 'dead'
  if (!isOver && !isGone) return kept
  const ended = { at: isOver ? lease.endsAt : now().toISOString(), why: isOver ? 'time' : 'gone' } as const
  return { ...kept, lease: { ...lease, ended } }
}

/**
 * Removes what nobody needs any longer: folders that a killed Stackpass left to its program, whose tokens open nothing, and
 * leases that ended long ago.
 */
export async function tidyLeases(place: LeasesPlace): Promise<void> {
  const all = await readLeases(place)
  const ended = all.filter(({ lease }) => lease.ended !== undefined)
  const limit = place.now().getTime() - keptForMs
  for (const [index, kept] of ended.entries()) {
    const { id } = kept.lease
    if (isLeaseFolder(kept.given)) await rm(kept.given, { recursive: true, force: true })
    await rm(endFileOf(place, id), { force: true })
    const isOld = index >= mostEnded || Date.parse(kept.lease.ended!.at) < limit
    if (isOld) await rm(fileOf(place, id), { force: true })
    else if (kept.lease.ended!.why === 'gone') await writeLease(place, kept, false)
  }
}

export const givenPrefix = 'stackpass-agent-'

/** Removes only what we made, whatever a file says. */
export const isLeaseFolder = (folder: string): boolean => /[\\/]stackpass-agent-[A-Za-z0-9]{6}$/.test(folder)
