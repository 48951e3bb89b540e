import { Message } from '@jellybrick/dbus-next'
import { serveObject } from './bus-object.ts'
import type { TestBus } from './message-bus.ts'

const name = 'org.freedesktop.Notifications'
const path = '/org/freedesktop/Notifications'

/** A notification as a desktop gets it. */
export interface ShownNotification {
  readonly id: number
  readonly app: string
  readonly title: string
  readonly body: string
  readonly actions: readonly string[]
}

/** The part of a desktop that shows notifications. */
export interface NotificationServer {
  shown(): readonly ShownNotification[]
  /** Clicks it, as a desktop tells of it. */
  click(notification: ShownNotification): void
}

export async function startNotificationServer(bus: TestBus): Promise<NotificationServer> {
  const connection = bus.connect()
  const shown: ShownNotification[] = []
  const signal = (member: string, signature: string, body: unknown[]) =>
    connection.send(Message.newSignal(path, name, member, signature, body))
  serveObject(connection, {
    path,
    interface: name,
    methods: {
      GetCapabilities: { out: 'as', run: () => [['body', 'body-markup', 'actions', 'persistence']] },
      GetServerInformation: { out: 'ssss', run: () => ['tests', 'Stackpass', '1', '1.2'] },
      Notify: {
        out: 'u',
        run([app, , , title, body, actions]) {
          const id = shown.length + 1
          shown.push({
            id,
            app: String(app),
            title: String(title),
            body: String(body),
            actions: (actions as readonly unknown[]).map(String),
          })
          return [id]
        },
      },
      CloseNotification: {
        run([id]) {
          signal('NotificationClosed', 'uu', [id, 3])
          return []
        },
      },
    },
  })
  await connection.requestName(name)
  return {
    shown: () => shown,
    click({ id }) {
      signal('ActionInvoked', 'us', [id, 'default'])
      signal('NotificationClosed', 'uu', [id, 2])
    },
  }
}
