import { dialog } from 'electron'
import { randomUUID } from 'node:crypto'
import type { Settings, SignIn } from '../../shared/contract/models.ts'
import type { Reply } from '../../shared/contract/index.ts'
import type { CodedError } from '../../shared/result.ts'
import { showHidden, showHiddenLines } from '../../shared/domain/text/visible-text.ts'
import type { WindowKeeper } from '../window/window-keeper.ts'
import type { TrayAction } from './tray-item.ts'
import type { TrayLeases } from './tray-leases.ts'

export interface ActionOptions {
  readonly dispatch: (method: string, input: unknown) => Promise<Reply<unknown>>
  readonly windows: Pick<WindowKeeper, 'show' | 'showAndSend'>
  readonly activeProfile: () => Promise<string | undefined>
  readonly quit: () => void
}

/** Runs a tray item's action. Asks first for a production profile; shows an error with its reason and remedy. */
export async function runTrayAction(action: TrayAction, options: ActionOptions): Promise<void> {
  switch (action.type) {
    case 'show':
      return action.view === undefined
        ? options.windows.show()
        : options.windows.showAndSend({ type: 'show', view: action.view })
    case 'use':
      return use(action.profile, options)
    case 'clear':
      return report(await options.dispatch('active.use', {}))
    case 'verify':
      return verifyActive(options)
    case 'console':
      return openConsole(action.profile, options)
    case 'signIn':
      return signIn(action.session, options)
    case 'code':
      return verify([action.profile], options)
    case 'endLeases':
      return endLeases(options)
    case 'quit':
      return options.quit()
  }
}

async function use(profile: string, options: ActionOptions): Promise<void> {
  const reply = await options.dispatch('active.use', { profile })
  if (reply.ok || reply.error.code !== 'ConfirmationNeeded') return report(reply)
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: `Use ${showHidden(profile)} in every open shell that has the hook?`,
    detail: showHiddenLines(reply.error.message),
    buttons: ['Cancel', 'Use it'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response === 1) report(await options.dispatch('active.use', { profile, confirmed: true }))
}

async function openConsole(profile: string, options: ActionOptions): Promise<void> {
  const input = { profile, action: 'open' }
  const reply = await options.dispatch('console.open', input)
  if (reply.ok || reply.error.code !== 'ConfirmationNeeded') return report(reply)
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: showHidden(reply.error.message),
    ...(reply.error.reason !== undefined && { detail: showHiddenLines(reply.error.reason) }),
    buttons: ['Cancel', 'Open console'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response === 1) report(await options.dispatch('console.open', { ...input, confirmed: true }))
}

async function verifyActive(options: ActionOptions): Promise<void> {
  const active = await options.activeProfile()
  await verify(active === undefined ? undefined : [active], options)
}

async function verify(profiles: readonly string[] | undefined, options: ActionOptions): Promise<void> {
  // Health shows the progress, and asks for an MFA code if needed.
  await options.windows.showAndSend({ type: 'show', view: 'health' })
  const settings = await options.dispatch('settings.get', {})
  report(
    await options.dispatch('verify.run', {
      runId: randomUUID(),
      // The tool that the status is for.
      ...(settings.ok && { as: (settings.value as Settings).statusReader }),
      ...(profiles === undefined ? {} : { profiles }),
    }),
  )
}

/** Starts a sign-in in the browser. If more steps are needed, the window shows them; reports failures. */
async function signIn(session: string, options: ActionOptions): Promise<void> {
  const started = await options.dispatch('sessions.signIn', { session })
  if (!started.ok) return report(started)
  const { signInId, method, state } = started.value as SignIn
  if (state.kind === 'waiting' && (method !== 'browser' || !state.opened))
    await options.windows.showAndSend({ type: 'show', view: 'sessions' })
  const ended = await options.dispatch('sessions.wait', { signInId })
  if (!ended.ok) return report(ended)
  const { state: end } = ended.value as SignIn
  if (end.kind === 'failed') report({ ok: false, error: end.error })
}

/** Ends all running leases. A lease that has ended meanwhile is not an error. */
async function endLeases(options: ActionOptions): Promise<void> {
  const listed = await options.dispatch('leases.list', {})
  if (!listed.ok) return report(listed)
  const { leases } = listed.value as { readonly leases: TrayLeases }
  for (const { id, ended } of leases) {
    if (ended !== undefined) continue
    const reply = await options.dispatch('leases.end', { id })
    if (!reply.ok && reply.error.code !== 'LeaseNotFound') report(reply)
  }
}

function report(reply: Reply<unknown>): void {
  if (!reply.ok) dialog.showErrorBox(showHidden(reply.error.message), showHiddenLines(details(reply.error)))
}

function details(error: CodedError): string {
  return [error.reason, error.remedy].filter((part) => part !== undefined).join('\n')
}
