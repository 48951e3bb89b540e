import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { writePrivateFile } from '../state/write-private-file.ts'
import { errno } from '../system/file-errors.ts'
import { findProgram, programEnvironment } from '../system/find-program.ts'
import type { OpenFile } from '../system/read-file.ts'

/**
 * Extended attributes and access control lists: what a file has besides bytes, owner and mode, and what is lost with the old
 * file when a new one takes its name. Node has no call for them, so coreutils do it (docs/adr/0007-extended-attributes.md).
 */
export interface ExtraAttributes {
  /**
   * Whether the file has any. Starts a program to find out, unless the file is unchanged since it was known to
   * have none: whatever adds one also changes its change time. Never rejects.
   */
  look(file: OpenFile, realPath: string): Promise<boolean>
  /** Copies those of the first file to the second; false when not all could be set. */
  carry(from: FileHandle, to: FileHandle): Promise<boolean>
  /** Remembers that the file has none in its present state. What cannot be remembered is looked up again. */
  noteNone(realPath: string, stats: BigIntStats): Promise<void>
}

const none: ExtraAttributes = {
  look: () => Promise.resolve(false),
  carry: () => Promise.resolve(true),
  noteNone: () => Promise.resolve(),
}

/**
 * `all` for the label of SELinux, where there is one: then a label does not count as an attribute, and a label that cannot
 * be set is not a failure. Leaves owner and times alone.
 */
const copy =
  'cp --attributes-only --preserve=all,mode,xattr --no-preserve=ownership,timestamps,links /proc/self/fd/3'
/** A pipe takes a mode but neither attributes nor a list: cp fails and a line is written exactly if the file has some. */
const looking = `{ ${copy} /proc/self/fd/1 || echo; } | read -r _`
/** Milliseconds. */
const longest = 5_000

/** The exit code of a shell command with these files as 3 and 4; undefined when it could not be run. */
async function run(command: string, files: readonly FileHandle[]): Promise<number | undefined> {
  const shell = findProgram('sh', process.env)
  if (shell === undefined) return undefined
  const { spawn } = await import('node:child_process')
  return new Promise((resolve) => {
    const fds = files.map(({ fd }) => fd)
    // Closed meanwhile: the write was cancelled.
    if (fds.includes(-1)) return resolve(undefined)
    try {
      const child = spawn(shell, ['-c', command], {
        stdio: ['ignore', 'ignore', 'ignore', ...fds],
        env: { PATH: programEnvironment(process.env)['PATH'], LC_ALL: 'C' },
        timeout: longest,
      })
      child.once('error', () => resolve(undefined))
      child.once('close', (code) => resolve(code ?? undefined))
    } catch (error) {
      resolve(ignore(error))
    }
  })
}

const stampOf = ({ dev, ino, ctimeNs }: BigIntStats): string => `${dev} ${ino} ${ctimeNs}\n`

/** `folder`: where to remember which files have none. Only Linux has something to look for. */
export function createExtraAttributes(folder: string, platform = process.platform): ExtraAttributes {
  if (platform !== 'linux') return none
  const place = (realPath: string) =>
    path.join(folder, createHash('sha256').update(realPath).digest('hex').slice(0, 32))
  return {
    async look({ handle, stats }, realPath) {
      const known = await readFile(place(realPath), 'utf8').catch(ignore)
      return known !== stampOf(stats) && (await run(looking, [handle])) !== 1
    },
    carry: async (from, to) => (await run(`exec ${copy} /proc/self/fd/4`, [from, to])) === 0,
    async noteNone(realPath, stats) {
      await writePrivateFile(place(realPath), stampOf(stats), { durable: false }).catch(ignore)
    },
  }
}

/** A system error does not matter here: what is not known is looked up again. */
function ignore(error: unknown): undefined {
  if (errno(error) === '') throw error
  return undefined
}
