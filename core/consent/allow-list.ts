import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { fail, ok, type CodedError, type Result } from '../../shared/result.ts'
import { takeLock } from '../state/lock.ts'
import { readTrustedFile, strangeOwner } from '../state/read-trusted-file.ts'
import { writePrivateFile } from '../state/write-private-file.ts'
import { errno, FileFailure } from '../system/file-errors.ts'
import type { AllowedProcess } from './types.ts'

const pinSchema = z.object({
  role: z.enum(['program', 'script']),
  path: z.string(),
  realPath: z.string(),
  by: z.enum(['place', 'content']),
  sha256: z.string().optional(),
  owner: z.number(),
})

const allowedSchema = z.object({
  profile: z.string(),
  textHash: z.string(),
  shown: z.string(),
  pins: z.array(pinSchema),
  folder: z.string().optional(),
  unknown: z.array(z.string()),
  at: z.string(),
  where: z.enum(['terminal', 'desktop', 'command']),
})

/** Version 1 knew only profile and command, as one hash, and not which program it was. */
const listSchema = z.union([
  z.object({ version: z.literal(2), allowed: z.array(allowedSchema) }),
  z.object({
    version: z.literal(1),
    allowed: z.array(z.object({ profile: z.string(), sha256: z.string() })),
  }),
])

export interface AllowedList {
  readonly allowed: readonly AllowedProcess[]
  /** True for a command that was allowed by a version that did not note the program: the user is asked again. */
  wasAllowedBefore(profile: string, command: string): boolean
}

export interface AllowList {
  readonly path: string
  /** Error: AllowListUnsafe when somebody else may have written the file, or it is damaged. */
  read(): Promise<Result<AllowedList>>
  /** Adds one; replaces an older one for the same command of the same profile in the same folder. */
  add(entry: AllowedProcess): Promise<Result<void>>
  /** Removes those that match; returns them. */
  remove(matches: (entry: AllowedProcess) => boolean): Promise<Result<AllowedProcess[]>>
  /** Removes everything, also from a list that cannot be read. Returns how many there were, as far as that is known. */
  clear(): Promise<Result<number>>
}

const mostBytes = 4 * 1024 * 1024
const none: AllowedList = { allowed: [], wasAllowedBefore: () => false }

const anew = 'Find out who changed it, then run `stackpass allow revoke --all` and allow your commands again.'

function refused(file: string, reason: string): { readonly ok: false; readonly error: CodedError } {
  return fail('AllowListUnsafe', 'The list of allowed programs cannot be trusted, so none of them runs.', {
    reason,
    remedy: anew,
    path: file,
  })
}

async function readList(file: string): Promise<Result<AllowedList>> {
  const found = await readTrustedFile(file, mostBytes)
  if (found.kind === 'missing') return ok(none)
  if (found.kind === 'strange') return refused(file, found.reason)
  const folder = path.dirname(file)
  try {
    const why = strangeOwner(await stat(folder), folder)
    if (why !== undefined) return refused(file, why)
  } catch (error) {
    if (errno(error) === '') throw error
    return refused(file, `The system answered ${errno(error)}.`)
  }
  return parseList(file, found.text)
}

function parseList(file: string, text: string): Result<AllowedList> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refused(file, 'It is damaged: it is not JSON.')
  }
  const parsed = listSchema.safeParse(json)
  if (!parsed.success) return refused(file, 'It is damaged: it does not hold what Stackpass writes.')
  if (parsed.data.version === 2) return ok({ ...none, allowed: parsed.data.allowed })
  const old = new Set(parsed.data.allowed.map(({ sha256 }) => sha256))
  const hash = (profile: string, command: string): string =>
    createHash('sha256')
      .update(JSON.stringify([profile, command]))
      .digest('hex')
  return ok({ allowed: [], wasAllowedBefore: (profile, command) => old.has(hash(profile, command)) })
}

/** The programs that the user has allowed, in `allowed-commands.json` of the state folder. */
export function createAllowList(stateDir: string, locksDir: string): AllowList {
  const file = path.join(stateDir, 'allowed-commands.json')

  /** Locks read, change and write as one step, across processes. */
  async function locked<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      const lock = await takeLock({
        locksDir,
        key: file,
        label: 'the list of allowed programs',
        timeout: 20_000,
      })
      try {
        return await work()
      } finally {
        await lock.release()
      }
    } catch (error) {
      if (error instanceof FileFailure) return { ok: false, error: error.coded }
      if (errno(error) === '') throw error
      return fail('StateUnwritable', 'The list of allowed programs could not be written.', {
        reason: `The system answered ${errno(error)} for ${file}.`,
        remedy: 'Make the folder writable, or set STACKPASS_HOME to another one.',
      })
    }
  }

  async function write(allowed: readonly AllowedProcess[]): Promise<void> {
    await writePrivateFile(file, `${JSON.stringify({ version: 2, allowed }, undefined, 1)}\n`)
  }

  return {
    path: file,
    read: () => readList(file),
    add: (entry) =>
      locked(async () => {
        const list = await readList(file)
        if (!list.ok) return list
        const isOther = ({ profile, textHash, folder }: AllowedProcess): boolean =>
          profile !== entry.profile || textHash !== entry.textHash || folder !== entry.folder
        await write([...list.value.allowed.filter(isOther), entry])
        return ok(undefined)
      }),
    remove: (matches) =>
      locked(async () => {
        const list = await readList(file)
        if (!list.ok) return list
        const gone = list.value.allowed.filter(matches)
        if (gone.length > 0) await write(list.value.allowed.filter((entry) => !matches(entry)))
        return ok(gone)
      }),
    clear: () =>
      locked(async () => {
        const list = await readList(file)
        await write([])
        return ok(list.ok ? list.value.allowed.length : 0)
      }),
  }
}
