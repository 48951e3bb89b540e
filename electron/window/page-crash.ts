import { dialog, type BrowserWindow } from 'electron'

/** A page that crashes twice within this time would keep crashing, so ask the user. */
const askWithinMs = 60_000
const openAgain = 0

export interface PageCrashOptions {
  /** Called once a page that ended is open again. */
  readonly reopened: (why: 'crashed' | 'dropped') => void
  readonly quit: () => void
}

/**
 * Reopens the page when its process ended unexpectedly; gives up a hidden window instead. Returns a function that ends the
 * process itself, and with it everything that the page holds in memory; a page that is still opening holds nothing.
 */
export function recoverFromCrash(window: BrowserWindow, options: PageCrashOptions): () => void {
  let lastCrash: number | undefined
  let dropping = false
  // A window that is not shown yet is still wanted.
  let hidden = false
  window.on('hide', () => (hidden = true))
  window.on('show', () => (hidden = false))
  const reopen = () => {
    if (window.isDestroyed()) return
    const why = dropping ? 'dropped' : 'crashed'
    window.webContents.once('did-finish-load', () => {
      dropping = false
      options.reopened(why)
    })
    window.webContents.reload()
  }
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if ((reason === 'clean-exit' && !dropping) || window.isDestroyed()) return
    if (!dropping) console.error(`The page of Stackpass stopped: ${reason}`)
    const again = !dropping && lastCrash !== undefined && performance.now() - lastCrash < askWithinMs
    if (!dropping) lastCrash = performance.now()
    // Electron is still emitting the event; change the window only afterwards.
    setImmediate(() => {
      if (window.isDestroyed()) return
      if (hidden) window.destroy()
      else if (again) void ask(window).then((answer) => (answer === openAgain ? reopen() : options.quit()))
      else reopen()
    })
  })
  return () => {
    if (dropping || window.isDestroyed()) return
    const pid = window.webContents.getOSProcessId()
    // No process: it has already ended.
    if (pid === 0) return
    dropping = true
    endProcess(pid)
    if (hidden) window.destroy()
  }
}

/** Ends it at once, which matters before the machine sleeps, and without a crash report, which could contain secrets. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It ended just now.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function ask(window: BrowserWindow): Promise<number> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The page of Stackpass stopped twice within a minute',
    detail:
      'Your files are unchanged; anything typed and not saved is gone. If it happens again, the command `stackpass` does the same work without a window.',
    buttons: ['Open again', 'Quit Stackpass'],
    defaultId: openAgain,
    cancelId: 1,
    noLink: true,
  })
  return response
}
