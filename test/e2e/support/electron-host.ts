import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import { findTestElectron, reasonVariable } from '../../../build/electron/test-electron.mjs'
import { startDesktopSession, type DesktopSession } from './desktop-session.ts'
import type { Home } from './home.ts'
import { callPreload, runCommand, watchProblems, type RunningHost } from './running-host.ts'

/** The real thing. */
export interface ElectronHost extends RunningHost {
  readonly electron: ElectronApplication
  readonly session: DesktopSession
}

let session: Promise<DesktopSession> | undefined

/** Screen and bus are shared by the tests of one worker, which run one after the other. */
export const desktopSession = (): Promise<DesktopSession> => (session ??= startDesktopSession())

export async function stopDesktopSession(): Promise<void> {
  const last = session
  session = undefined
  await (await last)?.stop()
}

/** Why the tests in the real Electron cannot run here; undefined where they can. */
export async function whyNoElectron(): Promise<string | undefined> {
  if ((await findTestElectron()) !== undefined) return undefined
  return process.env[reasonVariable] ?? 'no Electron is on this machine; `npm run e2e` fetches one'
}

export interface ElectronLaunch {
  readonly home: Home
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** What starts the built app: a program, the folder of the app as its first argument, and the session it is seen in. */
export async function electronProgram(): Promise<{
  program: string
  binary: string
  app: string
  env: DesktopSession['env']
  session: DesktopSession
}> {
  const binary = await findTestElectron()
  if (binary === undefined) throw new Error(await whyNoElectron())
  const desktop = await desktopSession()
  return {
    program: await desktop.launcher(binary),
    binary,
    app: desktop.app,
    env: desktop.env,
    session: desktop,
  }
}

/** Answers in the window of a question, once answers count. */
async function answerQuestion(window: Page, allow: boolean): Promise<void> {
  await window.waitForURL('app://question/')
  const button = window.getByRole('button', { name: allow ? 'Allow this run' : 'Deny' })
  await expect(button).toBeEnabled()
  // The window ends with the answer.
  await button.click().catch((error: unknown) => {
    if (!window.isClosed()) throw error
  })
}

/** Starts the built app in it, with the sandbox on. */
export async function launchElectron(launch: ElectronLaunch): Promise<ElectronHost> {
  const { program, session: desktop } = await electronProgram()
  let text = ''
  const electron = await _electron.launch({
    executablePath: program,
    // The language of the other hosts' pages.
    args: [desktop.app, '--lang=en-GB', ...(launch.args ?? [])],
    chromiumSandbox: true,
    env: { ...launch.home.env, ...desktop.env, ...launch.env },
  })
  for (const stream of [electron.process().stdout, electron.process().stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const page = await electron.firstWindow()
  const problems = watchProblems(page)
  return {
    electron,
    session: desktop,
    page,
    url: 'app://stackpass/',
    output: () => text,
    command: (...args) => runCommand(desktop.app, launch.home, args),
    // A program that is to run is asked about in a system dialog, which cannot be reached from here; credentials in a window.
    answerNext: (allow) => {
      electron.once('window', (window) => void answerQuestion(window, allow))
      return electron.evaluate(
        ({ dialog }, response) => {
          dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false })
        },
        allow ? 1 : 0,
      )
    },
    call: (method, input = {}) => callPreload(page, method, input),
    problems: () => Promise.resolve(problems),
    stop: () => electron.close(),
  }
}
