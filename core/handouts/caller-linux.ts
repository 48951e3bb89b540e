import { closeSync, openSync, readlinkSync, readSync } from 'node:fs'
import type { Running } from './running.ts'

const mostBytes = 4_096

/** The start of a file of /proc. */
function startOf(file: string): string {
  const fd = openSync(file, 'r')
  try {
    const bytes = Buffer.allocUnsafe(mostBytes)
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, mostBytes, 0))
  } finally {
    closeSync(fd)
  }
}

/** Undefined for programs of other users. */
function linkOf(file: string): string | undefined {
  try {
    return readlinkSync(file)
  } catch {
    // The system tells this only about our own processes.
    return undefined
  }
}

/** `pts/3`, from the number of the device (proc(5), tty_nr). */
function terminalOf(device: number): string | undefined {
  if (device === 0) return undefined
  const major = (device >> 8) & 0xfff
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00)
  return major >= 136 && major <= 143 ? `pts/${(major - 136) * 256 + minor}` : `tty ${major}:${minor}`
}

/** A process by its id; undefined when it has ended. Synchronous: /proc is memory, and a thread would cost more than the read. */
export function lookOnLinux(pid: number): Running | undefined {
  try {
    const stat = startOf(`/proc/${pid}/stat`)
    // The name is in parentheses and may hold anything.
    const close = stat.lastIndexOf(')')
    const fields = stat.slice(close + 2).split(' ')
    const words = startOf(`/proc/${pid}/cmdline`).split('\0')
    if (words.at(-1) === '') words.pop()
    const executable = linkOf(`/proc/${pid}/exe`)
    const folder = linkOf(`/proc/${pid}/cwd`)
    const terminal = terminalOf(Number(fields[4]))
    return {
      pid,
      parent: Number(fields[1]),
      // The system's own name for it, not what the program calls itself.
      title: stat.slice(stat.indexOf('(') + 1, close),
      words,
      ...(executable !== undefined && { executable }),
      ...(folder !== undefined && { folder }),
      ...(terminal !== undefined && { terminal }),
      startedAt: fields[19] ?? '',
    }
  } catch {
    // It has ended, or we may not look at it.
    return undefined
  }
}
