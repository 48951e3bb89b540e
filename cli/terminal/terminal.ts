import { fstatSync, statSync } from 'node:fs'
import { devNull } from 'node:os'
import { colourWanted, createPaint, type Paint } from './paint.ts'
import { directWriter, streamWriter, type OnLost, type Writer } from './writers.ts'

/** Where a command writes to. Columns are those of standard output when it is a terminal. */
export interface Terminal {
  /** Writes unchanged to standard output. */
  out(text: string): void
  /** Writes unchanged to standard error. */
  err(text: string): void
  /** Undefined when standard output is not a terminal: then nothing is cut. */
  readonly columns: number | undefined
  readonly paint: Paint
  /** For text on standard error. */
  readonly errPaint: Paint
  /** True when standard error is a terminal, so that progress can be shown on it. */
  readonly showsProgress: boolean
}

/** The terminal of this process, which knows what has been written. */
export interface ProcessTerminal extends Terminal {
  isWritten(): boolean
  isSettled(): boolean
}

interface Channel extends Writer {
  readonly isTerminal: boolean
  readonly columns: number | undefined
}

/** True for a file, a pipe and the null device; only devices can be terminals. */
function isPlain(fd: number): boolean {
  try {
    const found = fstatSync(fd)
    return !found.isCharacterDevice() || found.rdev === statSync(devNull).rdev
  } catch {
    // The program that started us closed it; the stream handles this.
    return false
  }
}

/** Writes directly to a file or a pipe: just loading the stream code for it takes longer than many commands. */
function channel(fd: 1 | 2, platform: NodeJS.Platform, onLost: OnLost): Channel {
  const stream = (): NodeJS.WriteStream => (fd === 1 ? process.stdout : process.stderr)
  if (platform !== 'win32' && isPlain(fd))
    return { ...directWriter(fd, stream, onLost), isTerminal: false, columns: undefined }
  const { isTTY, columns } = stream()
  return { ...streamWriter(stream(), onLost), isTerminal: isTTY, columns: isTTY ? columns || 80 : undefined }
}

/** The terminal of this process. `NO_COLOR` and `TERM=dumb` switch colour off (no-color.org). */
export function processTerminal(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): ProcessTerminal {
  const err = channel(2, platform, () => (process.exitCode = 1))
  const out = channel(1, platform, ({ code, message }) => {
    process.exitCode = 1
    const lines = [
      'Error WriteFailed: The output could not be written.',
      `Why:   The system answered ${code ?? message}.`,
    ]
    err.write(`${lines.join('\n  ')}\n`)
  })
  return {
    out: (text) => out.write(text),
    err: (text) => err.write(text),
    columns: out.columns,
    paint: createPaint(colourWanted(env, out.isTerminal)),
    errPaint: createPaint(colourWanted(env, err.isTerminal)),
    showsProgress: err.isTerminal && env['TERM'] !== 'dumb',
    isWritten: () => out.isWritten() && err.isWritten(),
    isSettled: () => out.isSettled() && err.isSettled(),
  }
}
