import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { withSandbox } from './with-sandbox.ts'

/** Runs in a separate session, which has no terminal, with `yes` on standard input. */
export async function runWithoutTerminal(
  at: ReturnType<typeof withSandbox>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [at.entry, ...args], {
    env: { ...at.sandbox.environment, ...env },
    detached: true,
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.on('error', () => undefined)
  child.stdin.end('y\nyes\n'.repeat(50))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}
