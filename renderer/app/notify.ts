import type { CodedError } from '../../shared/result.ts'
import { createStore } from '../ui/store.ts'
import type { ToastMessage } from '../ui/toast-list.tsx'

/** Toasts stay this long, and longer while the pointer or the focus is on them. */
export const toastTimeMs = 8_000

/** Toasts that are not shown yet, oldest first. The layer that shows them loads with the first one. */
export const waitingToasts = createStore<readonly ToastMessage[]>([])
let count = 0

function add(message: Omit<ToastMessage, 'id'>): void {
  waitingToasts.update((all) => [...all, { ...message, id: ++count }])
}

/** Says in a toast what was done, with an optional action such as Undo. */
export function notify(
  title: string,
  action?: ToastMessage['action'],
  tone: ToastMessage['tone'] = 'good',
): void {
  add({ title, tone, timeMs: toastTimeMs, ...(action === undefined ? {} : { action }) })
}

/** Says in a toast what happened while nobody was looking. */
export function notifyUntilClosed(title: string): void {
  add({ title, tone: 'plain', timeMs: 0 })
}

/** Says in a toast what to do; stays until it is done or dismissed. */
export function notifyAction(title: string, action: NonNullable<ToastMessage['action']>): void {
  add({ title, tone: 'plain', timeMs: 0, action })
}

/** Says in a toast what went wrong and what to do. */
export function notifyError(error: CodedError): void {
  const description = [error.reason, error.remedy].filter((part) => part !== undefined).join(' ')
  add({ title: error.message, description, tone: 'bad', timeMs: toastTimeMs * 2 })
}
