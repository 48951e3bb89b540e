import {
  BrowserWindow,
  ipcMain,
  nativeTheme,
  screen,
  session,
  type IpcMainInvokeEvent,
  type Session,
} from 'electron'
import type { CorePorts, HandOutQuestion } from '../../core/host/ports.ts'
import { servePage } from '../../core/page/serve-page.ts'
import { describeHandOut } from '../../shared/domain/handouts/describe-question.ts'
import { shownText } from '../../shared/domain/text/shown-command.ts'
import { isTrustedSender } from '../ipc/setup-ipc.ts'
import { appScheme, isAppUrl, questionHost } from '../page/app-scheme.ts'
import { toResponse } from '../page/setup-app-protocol.ts'
import { guardSession } from '../security/guard-session.ts'
import {
  armedAfterMs,
  armedChannel,
  othersChannel,
  questionChannel,
  type QuestionAnswer,
  type QuestionMessage,
  type QuestionView,
} from './question-channel.ts'

type AskPerson = NonNullable<CorePorts['askPerson']>

export interface QuestionOptions {
  /** The folder with the document and its style. */
  readonly folder: string
  readonly preload: string
  /** Asks in a dialog of the system, where the window cannot be shown. */
  readonly fallback: AskPerson
}

const width = 600
const firstHeight = 340
/** A document of a few lines is there at once; on a very busy machine a little later. Milliseconds. */
const shownWithin = 20_000
const lookForOthersMs = 500
/** Neither code nor pictures: the document has none, and the script of the preload needs no leave. */
const policy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const url = `${appScheme}://${questionHost}/`

let kept: Session | undefined

/** A session of its own, in memory: no page of ours, cookie or cache is in it. */
function questionSession(folder: string): Session {
  if (kept !== undefined) return kept
  const own = session.fromPartition('question')
  guardSession(own, { devTools: false, host: questionHost })
  own.protocol.handle(appScheme, async (request) => {
    const page = await servePage(
      folder,
      isAppUrl(request.url, questionHost) ? new URL(request.url).pathname : '',
    )
    return toResponse({ ...page, headers: { ...page.headers, 'content-security-policy': policy } })
  })
  kept = own
  return own
}

function open({ folder, preload }: QuestionOptions): BrowserWindow {
  const window = new BrowserWindow({
    width,
    height: firstHeight,
    useContentSize: true,
    show: false,
    center: true,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    alwaysOnTop: true,
    title: 'Stackpass asks',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#181b20' : '#ffffff',
    webPreferences: {
      preload,
      session: questionSession(folder),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: false,
    },
  })
  window.removeMenu()
  return window
}

/** The window in the middle of its screen, as high as its text wants where there is room. */
function fit(window: BrowserWindow, height: number): void {
  const { workArea } = screen.getDisplayMatching(window.getBounds())
  window.setContentSize(width, Math.min(Math.max(height, 160), workArea.height - 80))
  window.center()
}

/** Where what the window says is heard; one question is open at a time. */
let hear: ((event: IpcMainInvokeEvent, message: QuestionMessage) => unknown) | undefined
let isHeard = false
function listen(): void {
  if (isHeard) return
  isHeard = true
  ipcMain.handle(questionChannel, (event, message: QuestionMessage) => hear?.(event, message))
}

/** Resolves `undefined` where the window could not be shown. */
function askInWindow(
  options: QuestionOptions,
  question: HandOutQuestion,
  signal: AbortSignal,
  others: () => number,
): Promise<QuestionAnswer | undefined> {
  const words = describeHandOut(question, shownText)
  const { production, limitMs } = question
  const end = performance.now() + limitMs
  listen()
  const window = open(options)
  return new Promise((resolve) => {
    let isShown = false
    let armedFrom = Infinity
    let told = others()
    let arming: NodeJS.Timeout | undefined
    const isArmed = (): boolean => performance.now() >= armedFrom
    const tellArmed = (): void => {
      if (!window.isDestroyed()) window.webContents.send(armedChannel, isArmed())
    }
    const disarm = (): void => {
      armedFrom = performance.now() + armedAfterMs
      clearTimeout(arming)
      arming = setTimeout(tellArmed, armedAfterMs + 10)
      tellArmed()
    }
    const done = (answer: QuestionAnswer | undefined): void => {
      clearTimeout(late)
      clearInterval(looking)
      clearTimeout(arming)
      signal.removeEventListener('abort', refuse)
      if (hear === own) hear = undefined
      // First: the end of the window is heard as a no.
      resolve(answer)
      if (!window.isDestroyed()) window.destroy()
    }
    const refuse = (): void => done('no')
    const failed = (): void => done(isShown ? 'no' : undefined)
    const viewOf = (): QuestionView => ({
      ...words,
      production,
      endsInMs: Math.max(0, end - performance.now()),
      others: told,
      dark: nativeTheme.shouldUseDarkColors,
      mac: process.platform === 'darwin',
    })
    const own = (event: IpcMainInvokeEvent, message: QuestionMessage): unknown => {
      if (window.isDestroyed() || !isTrustedSender(event, window.webContents, questionHost)) return undefined
      if (message.type === 'open') return viewOf()
      if (message.type === 'shown') {
        fit(window, message.height)
        isShown = true
        clearTimeout(late)
        disarm()
        // It takes no focus: what is typed elsewhere stays there. Where the desktop gives it all the same, nothing is armed.
        window.showInactive()
        window.flashFrame(true)
        return undefined
      }
      const isOne = message.answer === 'no' || words.answers.includes(message.answer)
      if (isOne && isArmed()) done(message.answer)
      return undefined
    }
    hear = own
    const late = setTimeout(failed, shownWithin)
    const looking = setInterval(() => {
      const now = others()
      if (now === told || window.isDestroyed()) return
      told = now
      window.webContents.send(othersChannel, now)
    }, lookForOthersMs)
    signal.addEventListener('abort', refuse, { once: true })
    window.on('focus', disarm)
    window.on('closed', failed)
    window.webContents.on('did-fail-load', failed)
    window.webContents.on('preload-error', failed)
    window.webContents.on('render-process-gone', failed)
    window.loadURL(url).catch(failed)
    if (signal.aborted) refuse()
  })
}

/**
 * Asks whether a program may have credentials, in a window of its own that no page is in, and no page can reach. Silence,
 * closing and Esc are a no.
 */
export function createQuestionWindow(options: QuestionOptions): AskPerson {
  return async (question, signal, others = () => 0) => {
    const answer = await askInWindow(options, question, signal, others)
    return answer === undefined ? options.fallback(question, signal, others) : { kind: answer }
  }
}
