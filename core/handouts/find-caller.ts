import { createHash } from 'node:crypto'
import { isAbsolute, join } from 'node:path'
import { nameProgram } from '../../shared/domain/handouts/name-program.ts'
import type { Caller, CallerProcess } from '../../shared/domain/handouts/types.ts'
import { shownCommand, shownText } from '../../shared/domain/text/shown-command.ts'
import type { CorePorts } from '../host/ports.ts'
import { lookOnLinux } from './caller-linux.ts'
import type { Running } from './running.ts'

/** The number of parents that are looked at. */
const mostSteps = 20
const mostLetters = 300

const cut = (text: string, most = mostLetters): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

/** Only the beginning of a command line is searched for secrets; the rest is left out. */
function commandOf(words: readonly string[]): string {
  const line = words.map((word) => (/[\s"']/.test(word) ? JSON.stringify(word) : word)).join(' ')
  return cut(shownCommand(line.slice(0, 2 * mostLetters)))
}

function scriptOf(running: Running, script: string | undefined, inline: boolean): string | undefined {
  if (inline)
    return `inline:${createHash('sha256').update(running.words.join('\0')).digest('hex').slice(0, 32)}`
  if (script === undefined || isAbsolute(script) || running.folder === undefined) return script
  return script.startsWith('-m ') ? script : join(running.folder, script)
}

/** A process as shown and kept: secrets masked, nothing hidden, nothing long. */
export function describeProcess(running: Running): CallerProcess {
  const { pid, title, words, executable, folder, terminal, startedAt } = running
  const named = nameProgram(executable ?? (words[0] || title), words)
  const script = scriptOf(running, named.script, named.inline === true)
  return {
    pid,
    part: named.part,
    name: cut(shownText(named.name || title), 80),
    ...(executable !== undefined && { executable }),
    ...(script !== undefined && { script }),
    ...(words.length > 0 && named.part === 'program' && { commandLine: commandOf(words) }),
    ...(folder !== undefined && { folder: cut(shownText(folder)) }),
    ...(terminal !== undefined && { terminal }),
    ...(startedAt !== '' && { startedAt }),
  }
}

/** The processes from one up to the first of the system. */
export function climb(from: number, look: (pid: number) => Running | undefined): Caller {
  const tree: CallerProcess[] = []
  let pid = from
  for (let step = 0; step < mostSteps && pid > 0; step += 1) {
    const running = look(pid)
    if (running === undefined) break
    tree.push(describeProcess(running))
    if (running.parent === pid) break
    pid = running.parent
  }
  return { tree, known: tree.length > 0 }
}

/**
 * Who started this command, from the system's list of processes. Advisory: a program of the same user can hide behind
 * another one.
 */
export async function findCaller(
  { platform, env }: Pick<CorePorts, 'platform' | 'env'>,
  from: number = process.ppid,
): Promise<Caller> {
  if (platform === 'linux') return climb(from, lookOnLinux)
  const { listProcesses } = await import('./caller-elsewhere.ts')
  const running = await listProcesses(platform, env)
  return climb(from, (pid) => running.get(pid))
}
