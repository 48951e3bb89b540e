import { readdir, readFile } from 'node:fs/promises'

/** Ids of the processes below `pid`, at any depth, that have this among their arguments; of all without one. Linux only. */
export async function processesBelow(pid: number, argument?: string): Promise<number[]> {
  const entries = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(entries.map(readProcess))
  const parents = new Map(
    all.flatMap((each) => (each === undefined ? [] : [[each.pid, each.parent] as const])),
  )
  const isBelow = (id: number): boolean => {
    const parent = parents.get(id)
    return parent !== undefined && (parent === pid || isBelow(parent))
  }
  const has = (commandLine: string) => argument === undefined || commandLine.split(/[\0 ]/).includes(argument)
  // Chromium's zygote writes the arguments of its children as one.
  return all.flatMap((each) =>
    each !== undefined && isBelow(each.pid) && has(each.commandLine) ? [each.pid] : [],
  )
}

async function readProcess(
  name: string,
): Promise<{ pid: number; parent: number; commandLine: string } | undefined> {
  try {
    const [stat, commandLine] = await Promise.all([
      readFile(`/proc/${name}/stat`, 'utf8'),
      readFile(`/proc/${name}/cmdline`, 'utf8'),
    ])
    // The name of the program, in brackets, may itself hold brackets and spaces.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return { pid: Number(name), parent, commandLine }
  } catch {
    // It ended meanwhile.
    return undefined
  }
}
