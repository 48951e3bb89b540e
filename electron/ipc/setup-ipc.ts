import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { Reply } from '../../shared/contract/index.ts'
import { fail } from '../../shared/result.ts'
import { isAppUrl } from '../page/app-scheme.ts'
import { callChannel } from './channels.ts'

/**
 * Lets the page call core. Checks that every call comes from the main frame of our own window while it shows our own
 * page. Other callers get an error, not silence.
 */
export function setupIpc(
  dispatch: (method: string, input: unknown) => Promise<Reply<unknown>>,
  ownContents: () => WebContents | undefined,
): void {
  ipcMain.handle(callChannel, async (event, method: unknown, input: unknown): Promise<Reply<unknown>> => {
    if (!isTrustedSender(event, ownContents()))
      return fail('NotAllowed', 'This page may not call Stackpass', {
        reason: 'The call came from a frame that is not the page of Stackpass.',
      })
    if (typeof method !== 'string') return fail('BadInput', 'The call names no method')
    return dispatch(method, input)
  })
}

/** True for a call from the top frame of `own` while that frame shows `app://stackpass/`, or another host of ours. */
export function isTrustedSender(
  event: IpcMainInvokeEvent,
  own: WebContents | undefined,
  host?: string,
): boolean {
  const frame = event.senderFrame
  if (own === undefined || event.sender.id !== own.id) return false
  // A frame that has navigated away or is gone gets no answer.
  if (frame === null || frame.isDestroyed() || frame.parent !== null) return false
  return isAppUrl(frame.url, host)
}
