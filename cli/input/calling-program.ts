import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'

interface Running {
  readonly parent: number
  readonly words: readonly string[]
}

const shells = /^-?(?:ba|da|z|k|fi|a)?sh$/
const interpreters = /^(?:node|python[\d.]*|ruby|perl|bun|deno)$/
/** A tool, its shell, a wrapper and its shell: anything further away did not ask. */
const mostSteps = 4

async function look(pid: number, platform: NodeJS.Platform): Promise<Running | undefined> {
  if (platform === 'linux') {
    const [stat, line] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ])
    // The name comes second, in parentheses, and may hold anything.
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(parent), words: line.split('\0') }
  }
  if (platform !== 'darwin') return undefined
  const { stdout } = await promisify(execFile)('/bin/ps', ['-o', 'ppid=,args=', '-p', String(pid)])
  const [parent, ...words] = stdout.trim().split(/\s+/)
  return { parent: Number(parent), words }
}

/**
 * The program that started this command without the user, such as `aws` through a credential_process. `undefined` if a person
 * typed it in a shell, or if unknown.
 */
export async function callingProgram(
  platform: NodeJS.Platform,
  from: number = process.ppid,
): Promise<string | undefined> {
  let pid = from
  try {
    for (let step = 0; step < mostSteps && pid > 1; step += 1) {
      const running = await look(pid, platform)
      const [program = '', first = ''] = running?.words ?? []
      if (running === undefined || program === '') return undefined
      const name = basename(program)
      if (!shells.test(name)) {
        return interpreters.test(name) && first !== '' && !first.startsWith('-') ? basename(first) : name
      }
      // A program started a shell that runs one command (`-c`); in any other shell a person types or runs a script.
      if (first !== '-c') return undefined
      pid = running.parent
    }
  } catch {
    // It has ended, or we may not inspect it: unknown.
  }
  return undefined
}
