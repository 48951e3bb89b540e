import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createFilesAndHistory } from '../../../core/history/files-and-history.ts'
import { replaceWith, setLine } from './changes.ts'

/**
 * A writer in a separate process; one line of JSON on stdin says what to do:
 * `versions`: writes whole contents, one after the other, until it is killed;
 * `keys`: sets `count` keys of its own, one write each, and ends.
 */
interface Order {
  readonly mode: 'versions' | 'keys'
  readonly file: string
  readonly historyDir: string
  readonly locksDir: string
  readonly name: string
  readonly count: number
}

/** Every word names its version, so that a mixture is visible. */
export function versionText(version: string): string {
  return `${`${version} `.repeat(40).trimEnd()}\n`.repeat(60)
}

async function obey(order: Order): Promise<void> {
  const { files } = createFilesAndHistory({ ...order, maskers: new Map() })
  for (let index = 0; index < order.count; index++) {
    const change =
      order.mode === 'versions'
        ? replaceWith(order.file, versionText(`${order.name}-${index}`))
        : setLine(order.file, `${order.name}.${index}`, 'x')
    for (;;) {
      const plan = await files.plan('stress', [change])
      if (!plan.ok) throw new Error(JSON.stringify(plan.error))
      const applied = await files.apply(plan.value, { lockTimeout: 60_000 })
      if (applied.ok) break
      if (applied.error.code !== 'FileBusy' && applied.error.code !== 'FileChanged') {
        throw new Error(JSON.stringify(applied.error))
      }
      await sleep(1)
    }
    if (index === 0) process.stdout.write('writing\n')
  }
  await files.close()
  process.stdout.write('done\n')
}

const lines = createInterface({ input: process.stdin })
process.stdout.write('ready\n')
lines.once('line', (line) => {
  lines.close()
  process.stdin.destroy()
  obey(JSON.parse(line) as Order).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exitCode = 1
  })
})
