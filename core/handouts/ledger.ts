import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { namesOf, programOf } from '../../shared/domain/handouts/caller.ts'
import type { HandOutNote, LedgerEntry } from '../../shared/domain/handouts/types.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { OwnFileFailure, ownFileFailure } from '../state/own-file-failure.ts'
import { errno } from '../system/file-errors.ts'
import { withBriefLock } from './brief-lock.ts'
import {
  archiveName,
  archivesIn,
  headText,
  keptFiles,
  ledgerFiles,
  mostInFile,
  parseHead,
  type Head,
  type LedgerFiles,
} from './ledger-files.ts'
import { ledgerLine, noEntry, parseLedgerLine } from './ledger-line.ts'

export interface LedgerContext {
  readonly paths: { readonly stateDir: string }
  readonly now: () => Date
}

/** An entry is far shorter: its texts are cut. */
const mostInEntry = 16 * 1024
/** How long others may hold the log. Milliseconds. */
const patience = 30_000
const noFollow = constants.O_NOFOLLOW ?? 0

type Body = Omit<LedgerEntry, 'number' | 'at' | 'previous' | 'hash'>

function bodyOf({ profile, account, way, caller, lease, from, verdict }: HandOutNote): Body {
  const program = programOf(caller)
  return {
    profile,
    ...(account !== undefined && { account }),
    way,
    program: program?.name ?? '',
    ...(program !== undefined && { pid: program.pid }),
    ...(program?.commandLine !== undefined && { command: program.commandLine }),
    tree: namesOf(caller),
    ...(program?.folder !== undefined && { folder: program.folder }),
    ...(lease !== undefined && { lease }),
    from: verdict.allowed ? from : 'none',
    verdict: verdict.allowed ? 'given' : verdict.why === 'no-answer' ? 'no-answer' : 'refused',
    by: verdict.allowed ? verdict.rule : verdict.why,
  }
}

/** Opens a file of the log, which is ours alone. */
function openOwn(file: string, flags: number): number {
  const fd = openSync(file, flags | constants.O_CREAT | noFollow, 0o600)
  const { uid, mode } = fstatSync(fd)
  const me = process.geteuid?.()
  if (me === undefined || (uid === me && (mode & 0o022) === 0)) return fd
  closeSync(fd)
  throw Object.assign(new Error('Others can write to it'), { code: 'EPERM' })
}

interface End extends Head {
  /** The file does not end with a line end: a writer was stopped in the middle. */
  readonly torn: boolean
}

/** The last whole entry among the last bytes of a file. */
function endOf(fd: number, size: number): End {
  const length = Math.min(size, 2 * mostInEntry)
  const bytes = Buffer.allocUnsafe(length)
  readSync(fd, bytes, 0, length, size - length)
  const text = bytes.toString('utf8')
  const torn = size > 0 && !text.endsWith('\n')
  for (const line of text.split('\n').reverse()) {
    const entry = parseLedgerLine(line)
    if (entry !== undefined) return { number: entry.number, hash: entry.hash, torn }
  }
  return { number: 0, hash: noEntry, torn }
}

function readHead(file: string): Head | undefined {
  try {
    return parseHead(readFileSync(file, 'utf8'))
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error
    return undefined
  }
}

/** A file that has grown large gets the number of its last entry as its name; the oldest file is deleted. */
function turn({ folder, current }: LedgerFiles, last: number): void {
  renameSync(current, join(folder, archiveName(last)))
  for (const name of archivesIn(readdirSync(folder)).slice(0, -keptFiles)) unlinkSync(join(folder, name))
}

/** Writes all of it or nothing. */
function append(fd: number, size: number, text: string): void {
  const bytes = Buffer.from(text)
  let written = 0
  try {
    written = writeSync(fd, bytes)
  } catch (error) {
    ftruncateSync(fd, size)
    throw error
  }
  if (written === bytes.length) return
  ftruncateSync(fd, size)
  throw Object.assign(new Error('Only part of it was written'), { code: 'ENOSPC' })
}

function writeHead(file: string, head: Head): void {
  const fd = openOwn(file, constants.O_WRONLY)
  try {
    writeSync(fd, headText(head), 0)
  } finally {
    closeSync(fd)
  }
}

/** With the lock held. */
function write(files: LedgerFiles, body: Body, now: Date, most: number): LedgerEntry {
  const fd = openOwn(files.current, constants.O_RDWR | constants.O_APPEND)
  let size: number
  let end: End
  try {
    size = fstatSync(fd).size
    end = endOf(fd, size)
    const head = readHead(files.head)
    // Where the end was cut off, counting continues after it, so that the gap stays visible.
    const last = head !== undefined && head.number > end.number ? head : end
    const entry = { number: last.number + 1, at: now.toISOString(), ...body, previous: last.hash }
    const { line, hash } = ledgerLine(entry)
    append(fd, size, `${end.torn ? '\n' : ''}${line}\n`)
    size += line.length
    writeHead(files.head, { number: entry.number, hash })
    end = { number: entry.number, hash, torn: false }
    return { ...entry, hash }
  } finally {
    closeSync(fd)
    if (size! > most && end!.number > 0) turn(files, end!.number)
  }
}

/**
 * Writes one line at the end of the log: 0600, whole or not at all, in a chain of hashes. Writers of all processes take turns,
 * so the lines are in the order of their times. It does not wait for the disk: a power cut may lose the last lines.
 * Errors: LogUnwritable.
 */
export async function recordHandOut(
  { paths, now }: LedgerContext,
  note: HandOutNote,
  most = mostInFile,
): Promise<Result<LedgerEntry>> {
  const files = ledgerFiles(paths.stateDir)
  const body = bodyOf(note)
  let entry: LedgerEntry | undefined
  const work = (): void => void (entry = write(files, body, now(), most))
  try {
    const isWritten = await withBriefLock(files.lock, patience, work).catch((error: unknown) => {
      if (errno(error) !== 'ENOENT') throw error
      mkdirSync(files.folder, { recursive: true, mode: 0o700 })
      return withBriefLock(files.lock, patience, work)
    })
    if (isWritten) return ok(entry!)
    return unwritable(
      'Another program has been writing to it for too long.',
      'End the other Stackpass, then try again.',
    )
  } catch (error) {
    const failure = ownFileFailure(error, files.current)
    if (!(failure instanceof OwnFileFailure)) throw failure
    const { reason = '', remedy = '' } = failure.coded
    return unwritable(reason, remedy)
  }
}

function unwritable(reason: string, remedy: string): Result<never> {
  return fail('LogUnwritable', 'The log of who used which credentials cannot be written.', { reason, remedy })
}
