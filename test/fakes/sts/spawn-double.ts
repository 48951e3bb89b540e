import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Starts the double of main.ts: users `user0`… with `userIdentity` keys. Returns its URL and how to end it. */
export async function spawnStsDouble(options: {
  readonly users: number
  readonly latencyMs: number
}): Promise<{ readonly url: string; close(): void }> {
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const main = join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, ['--import', tsx, main, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()))
    child.once('exit', (code) => reject(new Error(`The double ended with code ${code}`)))
  })
  return { url, close: () => child.stdin.end() }
}
