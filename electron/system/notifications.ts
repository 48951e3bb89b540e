import { Notification } from 'electron'
import type { CorePorts } from '../../core/host/ports.ts'
import { showHidden } from '../../shared/domain/text/visible-text.ts'

/**
 * System notifications for core. Title and text come from core, which puts no secrets into them; hidden characters in names
 * are made visible. Calls `clicked` when the user clicks one. Does nothing if the desktop has no notifications.
 */
export function createNotifier(clicked: () => void): NonNullable<CorePorts['notify']> {
  // Without a reference, a notification is garbage-collected and its click is lost.
  const shown = new Set<Notification>()
  return ({ title, body }) => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title: showHidden(title), body: showHidden(body) })
    shown.add(notification)
    notification.on('close', () => shown.delete(notification))
    notification.on('click', () => {
      shown.delete(notification)
      clicked()
    })
    notification.show()
  }
}
