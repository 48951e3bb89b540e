import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Running } from './running.ts'

const limits = { timeout: 3_000, maxBuffer: 8 * 1024 * 1024, windowsHide: true, encoding: 'utf8' } as const
const mostProcesses = 5_000

/**
 * The lines of `ps -axo pid=,ppid=,tty=,lstart=,comm=` and of `ps -axo pid=,args=`. `comm` is the running file, which macOS
 * shows for every process; a second run gives the arguments, because both may hold blanks.
 */
export function readPs(list: string, withArguments: string): ReadonlyMap<number, Running> {
  const found = new Map<number, Running>()
  const words = new Map<number, readonly string[]>()
  for (const line of withArguments.split('\n').slice(0, mostProcesses)) {
    const [, pid, rest = ''] = /^ *(\d+) (.*)$/.exec(line) ?? []
    // The system gives arguments as one text: a blank inside an argument looks like a blank between two.
    if (pid !== undefined) words.set(Number(pid), rest.split(' '))
  }
  for (const line of list.split('\n').slice(0, mostProcesses)) {
    const [, pid, parent, tty = '', started = '', rest = ''] =
      /^ *(\d+) +(\d+) +(\S+) +(\w{3} +\w{3} +\d+ +[\d:]+ +\d{4}) (.*)$/.exec(line) ?? []
    if (pid === undefined) continue
    const file = rest.trim()
    found.set(Number(pid), {
      pid: Number(pid),
      parent: Number(parent),
      title: file,
      words: argumentsOf(file, words.get(Number(pid)) ?? []),
      ...(file.startsWith('/') && { executable: file }),
      ...(/^(?:\?+|-)$/.test(tty) ? {} : { terminal: tty }),
      startedAt: started.replace(/\s+/g, ' '),
    })
  }
  return found
}

/** The arguments without the file, whose name may hold blanks. */
function argumentsOf(file: string, words: readonly string[]): readonly string[] {
  const line = words.join(' ')
  return line.startsWith(`${file} `) ? [file, ...line.slice(file.length + 1).split(' ')] : words
}

/** The output of `Get-CimInstance Win32_Process`, as JSON. */
export function readCim(json: string): ReadonlyMap<number, Running> {
  const found = new Map<number, Running>()
  const list: unknown = JSON.parse(json)
  for (const one of (Array.isArray(list) ? list : [list]).slice(0, mostProcesses) as unknown[]) {
    if (typeof one !== 'object' || one === null) continue
    const { ProcessId, ParentProcessId, Name, ExecutablePath, CommandLine, Started } = one as Record<
      string,
      unknown
    >
    if (typeof ProcessId !== 'number' || typeof ParentProcessId !== 'number') continue
    const line = typeof CommandLine === 'string' ? CommandLine : ''
    const words = line.match(/"[^"]*"|[^\s"]+/g) ?? []
    found.set(ProcessId, {
      pid: ProcessId,
      parent: ParentProcessId,
      title: typeof Name === 'string' ? Name : '',
      words: words.map((word) => word.replace(/^"|"$/g, '')),
      ...(typeof ExecutablePath === 'string' && ExecutablePath !== '' && { executable: ExecutablePath }),
      startedAt: typeof Started === 'string' ? Started : '',
    })
  }
  return withoutLaterParents(found)
}

/** Windows reuses ids at once, and gives the id of a parent that has ended: a process that started later is not the parent. */
function withoutLaterParents(found: ReadonlyMap<number, Running>): ReadonlyMap<number, Running> {
  return new Map(
    [...found].map(([pid, one]) => {
      const parent = found.get(one.parent)
      const isLater = parent !== undefined && parent.startedAt > one.startedAt
      return [pid, isLater ? { ...one, parent: 0 } : one]
    }),
  )
}

const cimQuery =
  "Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,Name,ExecutablePath,CommandLine,@{n='Started';e={$_.CreationDate.ToUniversalTime().ToString('o')}} | ConvertTo-Json -Compress"

/** All processes of the machine; none where the system does not answer in time. */
export async function listProcesses(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  run: (file: string, args: readonly string[]) => Promise<string> = async (file, args) =>
    (await promisify(execFile)(file, args, limits)).stdout,
): Promise<ReadonlyMap<number, Running>> {
  try {
    if (platform === 'win32') {
      const root = env['SystemRoot'] ?? String.raw`C:\Windows`
      const shell = join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
      return readCim(await run(shell, ['-NoProfile', '-NonInteractive', '-Command', cimQuery]))
    }
    const [list, words] = await Promise.all([
      run('/bin/ps', ['-axww', '-o', 'pid=,ppid=,tty=,lstart=,comm=']),
      run('/bin/ps', ['-axww', '-o', 'pid=,args=']),
    ])
    return readPs(list, words)
  } catch {
    // No answer, or not in time: then the caller is unknown, and shown as such.
    return new Map()
  }
}
