import { dialog, type BrowserWindow } from 'electron'

/** A page that ends twice within this time would do so for ever, so the user is asked. */
const askWithinMs = 60_000
const openAgain = 0

export interface PageCrashOptions {
  /** Called once a page that ended is there again. */
  readonly reopened: (why: 'crashed' | 'dropped') => void
  readonly quit: () => void
}

/**
 * Opens the page again when its process ended without being asked to; a window that was hidden is given up instead. What is
 * returned ends the process itself, and with it all that the page holds in memory; a page that still opens holds nothing.
 */
export function recoverFromCrash(window: BrowserWindow, options: PageCrashOptions): () => void {
  let lastCrash: number | undefined
  let dropping = false
  // A window that is not shown yet is wanted all the same.
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
    // Electron is still telling of it; what changes the window comes after that.
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
    // None: it has ended already.
    if (pid === 0) return
    dropping = true
    endProcess(pid)
    if (hidden) window.destroy()
  }
}

/** At once, which counts before the machine sleeps; and without a crash, whose report could hold what is to go. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It ended in this very moment.
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
