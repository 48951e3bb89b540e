import { open, readFile, type FileHandle } from 'node:fs/promises'

const chunkBytes = 8 * 1024 * 1024

/** How often a text lies in the memory that a process can write to, as bytes or in UTF-16. Linux only. */
export async function countInMemory(pid: number, text: string): Promise<number> {
  const wanted = [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')]
  const overlap = Math.max(...wanted.map(({ length }) => length)) - 1
  let maps: string
  let memory: FileHandle
  try {
    maps = await readFile(`/proc/${String(pid)}/maps`, 'utf8')
    memory = await open(`/proc/${String(pid)}/mem`, 'r')
  } catch (error) {
    // It ended meanwhile, and its memory with it.
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return 0
    throw error
  }
  const chunk = Buffer.alloc(chunkBytes + overlap)
  let count = 0
  try {
    for (const [from, to] of writableRanges(maps)) {
      for (let at = from; at < to; at += chunkBytes) {
        const length = Math.min(to - at, chunk.length)
        const { bytesRead } = await memory.read(chunk, 0, length, at).catch((error: unknown) => {
          // Mapped from a device, or given back meanwhile.
          if (['EIO', 'EFAULT'].includes(String((error as NodeJS.ErrnoException).code)))
            return { bytesRead: 0 }
          throw error
        })
        // What begins in the overlap belongs to the next chunk.
        const read = chunk.subarray(0, bytesRead)
        for (const each of wanted) count += startsIn(read, each, chunkBytes)
      }
    }
  } finally {
    await memory.close()
  }
  return count
}

function writableRanges(maps: string): (readonly [from: number, to: number])[] {
  return [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)].map(
    ([, from = '', to = '']) => [parseInt(from, 16), parseInt(to, 16)] as const,
  )
}

function startsIn(bytes: Buffer, wanted: Buffer, limit: number): number {
  let count = 0
  for (let at = bytes.indexOf(wanted); at !== -1 && at < limit; at = bytes.indexOf(wanted, at + 1)) count += 1
  return count
}
