import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LedgerEntry } from '../../shared/domain/handouts/types.ts'
import { readTrustedFile } from '../state/read-trusted-file.ts'
import { errno } from '../system/file-errors.ts'
import {
  archivesIn,
  keptFiles,
  ledgerFiles,
  mostInFile,
  parseHead,
  type Head,
  type LedgerFiles,
} from './ledger-files.ts'
import { noEntry, parseLedgerLine } from './ledger-line.ts'

/** Whether the log is what was written, as far as that can be seen. */
export type LedgerState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'whole'; readonly torn: number; readonly earlierLeft: boolean }
  /** The entry of this number was changed or removed, or something was inserted before it. */
  | { readonly kind: 'broken'; readonly number: number; readonly torn: number }
  /** The newest entries are missing, from this number to that one. */
  | { readonly kind: 'cut'; readonly from: number; readonly to: number }
  /** The file belongs to somebody else, or others can write to it. */
  | { readonly kind: 'foreign'; readonly reason: string }

export interface Ledger {
  /** Oldest first, as in the files. */
  readonly entries: readonly LedgerEntry[]
  readonly state: LedgerState
}

/** Files grow a little beyond their limit. */
const mostToRead = mostInFile + 1024 * 1024

/** Follows the chain over lines. */
class Chain {
  readonly entries: LedgerEntry[] = []
  torn = 0
  broken: number | undefined
  #waiting = 0

  line(text: string): void {
    const entry = parseLedgerLine(text)
    if (entry === undefined) {
      // Torn while it was written, unless the next entry does not follow the previous one.
      this.#waiting += 1
      return
    }
    const before = this.entries.at(-1)
    const follows =
      before === undefined
        ? (entry.number === 1 && entry.previous === noEntry) || (entry.number > 1 && this.#waiting === 0)
        : entry.number === before.number + 1 && entry.previous === before.hash
    if (!follows)
      this.broken ??= before === undefined ? Math.max(1, entry.number - this.#waiting) : before.number + 1
    else this.torn += this.#waiting
    this.#waiting = 0
    this.entries.push(entry)
  }

  /** Lines at the end that are not entries: the newest was torn, or changed. */
  end(head: Head | undefined): LedgerState {
    const last = this.entries.at(-1)
    const number = last?.number ?? 0
    if (this.broken !== undefined) return { kind: 'broken', number: this.broken, torn: this.torn }
    if (head !== undefined && head.number > number)
      return this.#waiting > 0
        ? { kind: 'broken', number: number + 1, torn: this.torn }
        : { kind: 'cut', from: number + 1, to: head.number }
    if (last === undefined) return { kind: 'empty' }
    if (head?.number === number && head.hash !== last.hash) return { kind: 'broken', number, torn: this.torn }
    return { kind: 'whole', torn: this.torn + this.#waiting, earlierLeft: false }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return []
    throw error
  })
}

/** Reads the whole log, and checks whether anything in it was changed, added or removed. */
export async function readLedger(stateDir: string): Promise<Ledger> {
  const files = ledgerFiles(stateDir)
  for (let tries = 1; ; tries += 1) {
    const archives = archivesIn(await namesIn(files.folder))
    const ledger = await readOnce(files, archives)
    // A file that was numbered meanwhile was searched for under its old name.
    const after = archivesIn(await namesIn(files.folder))
    if (tries === 3 || after.join() === archives.join()) return ledger
  }
}

async function readOnce(files: LedgerFiles, archives: readonly string[]): Promise<Ledger> {
  // The head first: entries written meanwhile make the log longer than it says, never shorter.
  const head = await readTrustedFile(files.head, mostToRead)
  const chain = new Chain()
  for (const file of [...archives.map((name) => join(files.folder, name)), files.current]) {
    const content = await readTrustedFile(file, mostToRead)
    if (content.kind === 'strange')
      return { entries: chain.entries, state: { kind: 'foreign', reason: content.reason } }
    if (content.kind === 'missing') continue
    for (const line of content.text.split('\n')) if (line !== '') chain.line(line)
  }
  const state = chain.end(
    head.kind === 'missing' ? undefined : parseHead(head.kind === 'text' ? head.text : ''),
  )
  const first = chain.entries[0]?.number ?? 1
  // The oldest go when there are more files than are kept; with fewer, somebody else removed them.
  if (state.kind === 'whole' && first !== 1) {
    return archives.length < keptFiles
      ? { entries: chain.entries, state: { kind: 'broken', number: first - 1, torn: state.torn } }
      : { entries: chain.entries, state: { ...state, earlierLeft: true } }
  }
  return { entries: chain.entries, state }
}
