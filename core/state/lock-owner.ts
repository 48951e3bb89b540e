import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Who holds a lock; enough to tell a living holder from a killed one. */
export interface LockOwner {
  readonly token: string
  readonly pid: number
  readonly host: string
  /** Start of the process in clock ticks since boot (Linux); tells a process from a later one with the same id. */
  readonly started?: string
}

export function thisOwner(): LockOwner {
  const started = processState(process.pid)?.started
  return {
    token: randomBytes(16).toString('hex'),
    pid: process.pid,
    host: hostname(),
    ...(started === undefined ? {} : { started }),
  }
}

/** The owner written in a lock folder, or undefined when the text is not (yet) whole. */
export function parseOwner(text: string): LockOwner | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { token, pid, host, started } = value as Record<string, unknown>
  if (typeof token !== 'string' || !/^[0-9a-f]{32}$/.test(token)) return undefined
  if (typeof pid !== 'number' || typeof host !== 'string') return undefined
  return { token, pid, host, ...(typeof started === 'string' ? { started } : {}) }
}

/** 'unknown' on another machine, and where the process id may belong to another process by now. */
export function ownerState(owner: Omit<LockOwner, 'token'>): 'alive' | 'dead' | 'unknown' {
  if (owner.host !== hostname()) return 'unknown'
  if (!processExists(owner.pid)) return 'dead'
  const state = processState(owner.pid)
  if (state === undefined || owner.started === undefined) return 'unknown'
  return state.running && state.started === owner.started ? 'alive' : 'dead'
}

/** True when a process of this machine has that id. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function processState(pid: number): { readonly running: boolean; readonly started: string } | undefined {
  if (process.platform !== 'linux') return undefined
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    // No /proc, or the process ended in between: then only the process id is known.
    return undefined
  }
  // proc(5): the name is in brackets and may hold anything; state is the third field, start time the 22nd.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const state = fields[0] ?? ''
  return { running: state !== 'Z' && state !== 'X', started: fields[19] ?? '' }
}
