import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeActiveState } from '../../core/state/active-state.ts'
import { hookText } from '../../shared/domain/shells/hook-text.ts'
import type { ShellState } from '../../shared/domain/shells/state-format.ts'
import { patience } from '../patience.ts'

export type PtyShellKind = 'bash' | 'zsh' | 'fish'
export const ptyShells: readonly PtyShellKind[] = ['bash', 'zsh', 'fish']

/** Why a shell cannot be tried on this machine; undefined when it can. */
export function whyNot(shell: string): string | undefined {
  if (spawnSync(shell, ['--version']).status !== 0) return `${shell} is not installed`
  if (spawnSync('script', ['--version']).status !== 0) return 'script (util-linux) is not installed'
  return undefined
}

/** A folder with a state file and hooks, as a user's machine has them. */
export interface ShellHome {
  readonly folder: string
  readonly stateFile: string
  readonly hooks: ReadonlyMap<PtyShellKind, string>
  use(state: Partial<ShellState>): Promise<void>
  close(): Promise<void>
}

export async function shellHome(): Promise<ShellHome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stackpass-pty-'))
  const stateFile = path.join(folder, "state dir's", 'active')
  const hooks = new Map<PtyShellKind, string>()
  for (const shell of ptyShells) {
    const file = path.join(folder, `hook.${shell}`)
    await writeFile(file, hookText(shell, { stateFile }))
    hooks.set(shell, file)
  }
  // Stands in for the real command: it says what it was called with, and knows every profile but one.
  await mkdir(path.join(folder, 'bin'))
  const program = path.join(folder, 'bin', 'stackpass')
  await writeFile(
    program,
    '#!/bin/sh\nif [ "$3" = unknown ]; then echo "no such profile" >&2; exit 1; fi\necho "real: $*"\n',
  )
  await chmod(program, 0o755)
  return {
    folder,
    stateFile,
    hooks,
    async use(state) {
      const written = await writeActiveState(stateFile, { exportRegion: false, ...state })
      if (!written.ok) throw new Error(written.error.message)
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

const plainArguments: Readonly<Record<PtyShellKind, string>> = {
  bash: 'bash --norc --noprofile -i',
  zsh: 'zsh -f -i',
  fish: 'fish --no-config -i',
}

export interface PtyOptions {
  readonly env?: Readonly<Record<string, string>>
  /** A program to put in front of the shell, such as strace. */
  readonly under?: string
}

let count = 0

/** A real interactive shell on a terminal of its own, made by util-linux' script. */
export class PtyShell {
  readonly kind: PtyShellKind
  output = ''
  readonly #home: Pick<ShellHome, 'folder' | 'hooks'>
  readonly #child: ChildProcess
  #exited = false

  constructor(kind: PtyShellKind, home: Pick<ShellHome, 'folder' | 'hooks'>, options: PtyOptions = {}) {
    this.kind = kind
    this.#home = home
    const command = `${options.under === undefined ? '' : `${options.under} `}${plainArguments[kind]}`
    this.#child = spawn('script', ['-qfec', command, '/dev/null'], {
      cwd: home.folder,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: `${path.join(home.folder, 'bin')}:${process.env['PATH']}`,
        HOME: home.folder,
        TERM: 'dumb',
        LC_ALL: 'C.UTF-8',
        SHELL: '/bin/sh',
        ...options.env,
      },
    })
    this.#child.stdout!.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')))
    this.#child.on('exit', () => (this.#exited = true))
  }

  get exited(): boolean {
    return this.#exited
  }

  /** Types a line, as it is. */
  type(line: string): void {
    this.press(`${line}\n`)
  }

  /** Types without Enter. */
  press(keys: string): void {
    this.#child.stdin!.write(keys)
  }

  async #answer(line: string): Promise<string> {
    const file = path.join(this.#home.folder, `answer-${(count += 1)}`)
    this.type(`${line} >${file}; printf '\\n.\\n' >>${file}`)
    const end = performance.now() + patience.wait
    while (performance.now() < end) {
      const text = await readFile(file, 'utf8').catch(() => '')
      if (text.endsWith('\n.\n')) return text.slice(0, -3)
      if (this.#exited) break
      await sleep(5)
    }
    throw new Error(
      `${this.kind} ${this.#exited ? 'has ended' : 'does not answer'} to ${line}: ${this.output.slice(-800)}`,
    )
  }

  /** Runs a line without a prompt before it, other than the one that is already shown, and returns what it prints. */
  run(line: string): Promise<string> {
    return this.#answer(line)
  }

  /** Comes to a new prompt, then prints a text with the shell's own quoting rules. */
  async ask(text: string): Promise<string> {
    this.type('')
    return this.#answer(`printf '%s' "${text}"`)
  }

  /** Comes to a new prompt, then says what a program that is started here finds in its environment; '' when unset. */
  async environment(name: string): Promise<string> {
    this.type('')
    const text = await this.#answer(`sh -c 'printf "%s" "$${name}"'`)
    return text
  }

  load(): Promise<string> {
    const file = this.#home.hooks.get(this.kind)!
    return this.#answer(`${this.kind === 'fish' ? 'source' : '.'} ${file}`)
  }

  setByHand(name: string, value: string): Promise<string> {
    return this.#answer(this.kind === 'fish' ? `set -gx ${name} '${value}'` : `export ${name}='${value}'`)
  }

  unsetByHand(name: string): Promise<string> {
    return this.#answer(this.kind === 'fish' ? `set -e ${name}` : `unset ${name}`)
  }

  /** How often a text was printed on the terminal. */
  said(text: string): number {
    return this.output.split(text).length - 1
  }

  async close(): Promise<void> {
    if (this.#exited) return
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.type('')
    this.type('exit')
    this.#child.stdin!.end()
    const slow = setTimeout(() => this.#child.kill('SIGKILL'), patience.wait)
    await ended
    clearTimeout(slow)
  }
}
