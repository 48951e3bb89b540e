import { Notification } from 'electron'
import type { CorePorts } from '../../core/host/ports.ts'
import { showHidden } from '../../shared/domain/text/visible-text.ts'

/**
 * The notifications of the system, for core: title and text come from core, which puts no secret into them; no character of
 * the names in them is hidden. `clicked` is called when the user clicks one. Does nothing where the desktop has no notifications.
 */
export function createNotifier(clicked: () => void): NonNullable<CorePorts['notify']> {
  // Without a reference a notification is collected, and its click with it.
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
