import { colourWanted, createPaint, type Paint } from './paint.ts'

/** Where a command writes to. Columns are those of standard output when it is a terminal. */
export interface Terminal {
  /** Writes to standard output as it is. */
  out(text: string): void
  /** Writes to standard error as it is. */
  err(text: string): void
  /** Undefined when standard output is no terminal: nothing is cut then. */
  readonly columns: number | undefined
  readonly paint: Paint
  /** For what goes to standard error. */
  readonly errPaint: Paint
  /** True when standard error is a terminal, so that progress can be shown on it. */
  readonly showsProgress: boolean
}

/**
 * Text that stays on one stream. A reader that went away (`| head`) is no error: what follows is dropped, and the
 * command still ends its work, such as a write that is under way.
 */
function writerOf(stream: NodeJS.WriteStream): (text: string) => void {
  let open = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') process.exitCode = 1
  })
  return (text) => {
    if (open) stream.write(text)
  }
}

/** The terminal of this process. `NO_COLOR` and `TERM=dumb` switch colour off (no-color.org). */
export function processTerminal(env: NodeJS.ProcessEnv): Terminal {
  const { stdout, stderr } = process
  return {
    out: writerOf(stdout),
    err: writerOf(stderr),
    columns: stdout.isTTY ? stdout.columns || 80 : undefined,
    paint: createPaint(colourWanted(env, stdout.isTTY)),
    errPaint: createPaint(colourWanted(env, stderr.isTTY)),
    showsProgress: stderr.isTTY && env['TERM'] !== 'dumb',
  }
}
