import { Toast } from '@base-ui/react/toast'
import type { CodedError } from '../../shared/result.ts'

export interface ToastData {
  readonly tone: 'good' | 'bad' | 'plain'
  readonly action?: { readonly label: string; run(): void }
}

export const toastManager = Toast.createToastManager<ToastData>()
/** Toasts stay this long, and longer while the pointer or the focus is on them. */
export const toastTimeMs = 8_000

/** Says in a toast what was done; an action, such as Undo, stands next to it. */
export function notify(
  message: string,
  action?: ToastData['action'],
  tone: ToastData['tone'] = 'good',
): void {
  toastManager.add({
    title: message,
    timeout: toastTimeMs,
    data: { tone, ...(action === undefined ? {} : { action }) },
  })
}

/** Says in a toast what went wrong and what to do. */
export function notifyError(error: CodedError): void {
  toastManager.add({
    title: error.message,
    description: [error.reason, error.remedy].filter((part) => part !== undefined).join(' '),
    timeout: toastTimeMs * 2,
    priority: 'high',
    data: { tone: 'bad' },
  })
}
