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
  /** Asks in a system dialog if the window cannot be shown. */
  readonly fallback: AskPerson
}

const width = 600
const firstHeight = 340
/** The short document loads at once, or a little later on a very busy machine. Milliseconds. */
const shownWithin = 20_000
const lookForOthersMs = 500
/** No scripts and no images: the document has none, and the preload script needs no permission. */
const policy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const url = `${appScheme}://${questionHost}/`

let kept: Session | undefined

/** A separate in-memory session, which shares no page, cookie or cache with ours. */
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

/** Centres the window on its screen, as high as its text needs if there is room. */
function fit(window: BrowserWindow, height: number): void {
  const { workArea } = screen.getDisplayMatching(window.getBounds())
  window.setContentSize(width, Math.min(Math.max(height, 160), workArea.height - 80))
  window.center()
}

/** Handles messages from the window; one question is open at a time. */
let hear: ((event: IpcMainInvokeEvent, message: QuestionMessage) => unknown) | undefined
let isHeard = false
function listen(): void {
  if (isHeard) return
  isHeard = true
  ipcMain.handle(questionChannel, (event, message: QuestionMessage) => hear?.(event, message))
}

/** Resolves `undefined` if the window could not be shown. */
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
      // Resolve first: the window's closing counts as a no.
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
        // It takes no focus, so typing stays in the other program. If the desktop focuses it anyway, it is not armed.
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
 * Asks whether a program may have credentials, in a separate window that contains no page and that no page can reach.
 * Silence, closing and Esc mean no.
 */
export function createQuestionWindow(options: QuestionOptions): AskPerson {
  return async (question, signal, others = () => 0) => {
    const answer = await askInWindow(options, question, signal, others)
    return answer === undefined ? options.fallback(question, signal, others) : { kind: answer }
  }
}
