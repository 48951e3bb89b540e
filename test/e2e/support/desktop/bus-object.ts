import { Message, type MessageBus, type Variant } from '@jellybrick/dbus-next'

const propertiesInterface = 'org.freedesktop.DBus.Properties'

/** An object that the test puts on a bus in the place of a part of the desktop. */
export interface BusObject {
  readonly path: string
  readonly interface: string
  /** By name. What a method resolves with is the body of its reply. */
  readonly methods: Readonly<Record<string, BusMethod>>
  readonly properties?: Readonly<Record<string, () => Variant>>
}

export interface BusMethod {
  /** Signature of the reply. */
  readonly out?: string
  /** Arguments are what came over the bus; a test checks what it needs of them. */
  run(body: readonly unknown[], sender: string): readonly unknown[] | Promise<readonly unknown[]>
}

/** Answers calls to this object on this connection; others say nothing to them, so they fail as on a real bus. */
export function serveObject(connection: MessageBus, object: BusObject): void {
  const answer = async (message: Message, method: BusMethod) => {
    const body = await method.run(message.body, message.sender)
    connection.send(Message.newMethodReturn(message, method.out ?? '', [...body]))
  }
  connection.addMethodHandler((message) => {
    const method = message.path === object.path ? methodOf(object, message) : undefined
    if (method === undefined) return false
    answer(message, method).catch((error: unknown) =>
      connection.send(Message.newError(message, 'org.freedesktop.DBus.Error.Failed', String(error))),
    )
    return true
  })
}

function methodOf(
  { interface: own, methods, properties = {} }: BusObject,
  message: Message,
): BusMethod | undefined {
  if (message.interface === own) return methods[message.member]
  if (message.interface !== propertiesInterface || message.body[0] !== own) return undefined
  if (message.member === 'GetAll')
    return {
      out: 'a{sv}',
      run: () => [Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value()]))],
    }
  const read = message.member === 'Get' ? properties[String(message.body[1])] : undefined
  return read === undefined ? undefined : { out: 'v', run: () => [read()] }
}
