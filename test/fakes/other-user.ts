import { spawn, type ChildProcess } from 'node:child_process'
import { userInfo } from 'node:os'

/** Another user of the machine, as whom root can start programs; undefined where that is not possible. */
export const otherUid: number | undefined =
  process.platform === 'linux' && userInfo().uid === 0 ? 65_534 : undefined

/** For the name of a suite: says why it does not run. */
export const whyNot = otherUid === undefined ? ' (left out: needs root on Linux to be another user)' : ''

export interface OtherProgram {
  readonly child: ChildProcess
  /** What it printed so far. */
  output(): string
  /** Resolves with the first line that fits. */
  line(pattern: RegExp): Promise<string>
  end(): Promise<void>
}

/** Runs JavaScript in a Node of its own, as another user. `process.argv` from 1 on has the arguments. */
export function runAs(uid: number, script: string, args: readonly string[] = []): OtherProgram {
  const child = spawn(process.execPath, ['-e', script, ...args], {
    uid,
    gid: uid,
    cwd: '/',
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      listeners.forEach((listener) => listener())
    })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    child,
    output: () => text,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = text.split('\n').find((each) => pattern.test(each))
          if (found === undefined) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        void ended.then(() => reject(new Error(`It ended without ${String(pattern)}:\n${text}`)))
        look()
      }),
    end: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}
