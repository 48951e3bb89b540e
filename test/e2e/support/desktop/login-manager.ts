import { Message, Variant, type MessageBus } from '@jellybrick/dbus-next'
import { serveObject } from './bus-object.ts'
import { startTestBus } from './message-bus.ts'

const name = 'org.freedesktop.login1'
const managerPath = '/org/freedesktop/login1'
const managerInterface = `${name}.Manager`
const sessionInterface = `${name}.Session`

/** One session of a user, as login1 has it. */
export interface LoginSession {
  /** Tells everyone that it should lock, as `loginctl lock-session` does. */
  askToLock(): void
  /** Tells everyone what its desktop says of it. */
  setLockedHint(locked: boolean): void
}

/** login1 on a system bus of its own. */
export interface LoginManager {
  /** For programs that are to ask this one. */
  readonly env: Readonly<Record<string, string>>
  session(id: string, uid: number): LoginSession
  /** Tells everyone that the machine goes to sleep, or that it is back. */
  prepareForSleep(going: boolean): void
  /** The rules by which programs listen to the bus. */
  matchRules(): Promise<readonly string[]>
  stop(): Promise<void>
}

export async function startLoginManager(): Promise<LoginManager> {
  const bus = await startTestBus()
  const connection = bus.connect()
  await connection.requestName(name)
  const say = (path: string, face: string, member: string, signature = '', body: unknown[] = []) =>
    connection.send(Message.newSignal(path, face, member, signature, body))
  return {
    env: { DBUS_SYSTEM_BUS_ADDRESS: bus.address },
    session(id, uid) {
      const path = `${managerPath}/session/${id}`
      serveObject(connection, {
        path,
        interface: sessionInterface,
        methods: {},
        properties: { User: () => new Variant('(uo)', [uid, `${managerPath}/user/_${String(uid)}`]) },
      })
      return {
        askToLock: () => say(path, sessionInterface, 'Lock'),
        setLockedHint: (locked) =>
          say(path, 'org.freedesktop.DBus.Properties', 'PropertiesChanged', 'sa{sv}as', [
            sessionInterface,
            { LockedHint: new Variant('b', locked) },
            [],
          ]),
      }
    },
    prepareForSleep: (going) => say(managerPath, managerInterface, 'PrepareForSleep', 'b', [going]),
    matchRules: () => allMatchRules(connection),
    stop: () => bus.stop(),
  }
}

async function allMatchRules(connection: MessageBus): Promise<readonly string[]> {
  const reply = await connection.call(
    new Message({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus.Debug.Stats',
      member: 'GetAllMatchRules',
    }),
  )
  return Object.values((reply?.body[0] ?? {}) as Readonly<Record<string, readonly string[]>>).flat()
}
