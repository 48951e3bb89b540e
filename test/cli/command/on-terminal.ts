import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { withSandbox } from './with-sandbox.ts'

/** What to wait for, and what to type then, computed from everything on the terminal. */
export type Turn = readonly [asked: string, type: (shown: string) => string | Promise<string>]

/** Runs on a pseudo terminal from util-linux `script`, and takes the turns in order. */
export async function talkOnTerminal(
  at: ReturnType<typeof withSandbox>,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  turns: readonly Turn[],
): Promise<{ readonly code: number | null; readonly text: string }> {
  const command = [process.execPath, at.entry, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...at.sandbox.environment, TERM: 'xterm', ...env },
  })
  const left = [...turns]
  let text = ''
  let seen = 0
  let typing = false
  async function answer(): Promise<void> {
    const [turn] = left
    const found = turn === undefined ? -1 : text.indexOf(turn[0], seen)
    if (turn === undefined || found < 0 || typing) return
    typing = true
    left.shift()
    seen = found + turn[0].length
    child.stdin.write(await turn[1](text))
    typing = false
    await answer()
  }
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
    void answer()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, text }
}

/** The same with one turn, or none if there is no question. */
export function onTerminal(
  at: ReturnType<typeof withSandbox>,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  asked: string,
  typed: string,
): Promise<{ readonly code: number | null; readonly text: string }> {
  return talkOnTerminal(at, args, env, asked === '' ? [] : [[asked, () => typed]])
}
