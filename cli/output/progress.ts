import { cut } from '../terminal/display-width.ts'
import type { Terminal } from '../terminal/terminal.ts'

export interface Progress {
  show(text: string): void
  clear(): void
}

/** One line on standard error that is redrawn; prints nothing if standard error is not a terminal. */
export function createProgress(terminal: Terminal): Progress {
  let shown = false
  return {
    show(text) {
      if (!terminal.showsProgress) return
      terminal.err(`\r\u001b[2K${cut(text, (process.stderr.columns || 80) - 1)}`)
      shown = true
    },
    clear() {
      if (shown) terminal.err('\r\u001b[2K')
      shown = false
    },
  }
}
