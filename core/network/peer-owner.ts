import { open } from 'node:fs/promises'
import { endianness } from 'node:os'

/** Both ends of a connection, as one of them sees it. */
export interface Ends {
  readonly localPort: number
  readonly remotePort: number
}

/** User id of whoever holds the other end; `unknown` where no line of the table is about it; `unreadable` without a table. */
export type PeerOwner = number | 'unknown' | 'unreadable'

const tables = ['/proc/net/tcp', '/proc/net/tcp6']
/** 127.0.0.1 in these tables, in the byte order of the machine: as itself and as an IPv6 address. */
const loopback =
  endianness() === 'LE'
    ? '(?:0100007F|0000000000000000FFFF00000100007F)'
    : '(?:7F000001|00000000000000000000FFFF7F000001)'
/** `local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode`: both ports, uid and inode. */
const line = new RegExp(
  ` ${loopback}:([0-9A-F]{4}) ${loopback}:([0-9A-F]{4}) .. [0-9A-F]+:[0-9A-F]+ [0-9A-F]+:[0-9A-F]+ [0-9A-F]+ +(\\d+) +\\d+ (\\d+) `,
  'g',
)
/** The table changes while it is read, so the read may miss a line. */
const looks = 3

/** The lines of a kernel table, piece by piece; it has a line for each socket of the machine. */
async function* pieces(table: string): AsyncGenerator<string> {
  const file = await open(table, 'r')
  try {
    const buffer = Buffer.alloc(64 * 1024)
    let rest = ''
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null)
      if (bytesRead === 0) return
      const text = rest + buffer.toString('latin1', 0, bytesRead)
      const end = text.lastIndexOf('\n') + 1
      rest = text.slice(end)
      yield text.slice(0, end)
    }
  } finally {
    await file.close()
  }
}

type Waiting = Ends & { readonly settle: (owner: PeerOwner) => void }

/** Settles those whose line is here. The line belongs to the other end: its local port is our remote port. */
function settleFrom(lines: string, waiting: Map<string, Waiting>): void {
  for (const [, local = '', remote = '', uid, inode] of lines.matchAll(line)) {
    // Closed by its holder: nobody has it any longer, whatever the uid says.
    if (inode === '0') continue
    const key = keyOf({ localPort: Number.parseInt(remote, 16), remotePort: Number.parseInt(local, 16) })
    waiting.get(key)?.settle(Number(uid))
    waiting.delete(key)
  }
}

const keyOf = ({ localPort, remotePort }: Ends): string => `${localPort} ${remotePort}`

async function lookOnce(waiting: Map<string, Waiting>): Promise<'read' | 'unreadable'> {
  let read: 'read' | 'unreadable' = 'unreadable'
  for (const table of tables) {
    try {
      for await (const lines of pieces(table)) {
        read = 'read'
        settleFrom(lines, waiting)
        if (waiting.size === 0) return 'read'
      }
    } catch {
      // No IPv6, or no such table on this system: the other one decides.
    }
  }
  return read
}

/**
 * Asks the kernel of Linux who holds the other end of a connection over 127.0.0.1. Connections that arrive together are
 * looked up together, in one pass through the table: it takes milliseconds and grows with all the sockets of the machine.
 */
export function createPeerLookup(): (ends: Ends) => Promise<PeerOwner> {
  let next: Waiting[] = []
  let running = false
  const run = async (): Promise<void> => {
    running = true
    while (next.length > 0) {
      const waiting = new Map(next.map((one) => [keyOf(one), one]))
      next = []
      let read: 'read' | 'unreadable' = 'read'
      for (let look = 0; look < looks && waiting.size > 0 && read === 'read'; look++)
        read = await lookOnce(waiting)
      for (const { settle } of waiting.values()) settle(read === 'read' ? 'unknown' : 'unreadable')
    }
    running = false
  }
  return (ends) =>
    new Promise((settle) => {
      next.push({ ...ends, settle })
      if (!running) void run()
    })
}
