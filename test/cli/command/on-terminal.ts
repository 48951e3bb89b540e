import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { withSandbox } from './with-sandbox.ts'

/** Runs on a pseudo terminal of util-linux `script`, and types what it is given when `asked` shows up. */
export async function onTerminal(
  at: ReturnType<typeof withSandbox>,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  asked: string,
  typed: string,
): Promise<{ readonly code: number | null; readonly text: string }> {
  const command = [process.execPath, at.entry, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...at.sandbox.environment, TERM: 'xterm', ...env },
  })
  let text = ''
  let answered = false
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
    if (answered || asked === '' || !text.includes(asked)) return
    answered = true
    child.stdin.write(typed)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, text }
}
