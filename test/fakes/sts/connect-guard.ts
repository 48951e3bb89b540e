import { Socket } from 'node:net'

type Connect = (this: Socket, ...args: unknown[]) => Socket

/** The target of a `Socket.connect` call, in whichever of its forms Node itself makes it. */
function hostOf(args: readonly unknown[]): string {
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0]
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string; path?: string }
    return host ?? path ?? 'localhost'
  }
  return typeof args[1] === 'string' ? args[1] : 'localhost'
}

/**
 * Records every host that this process connects to, and refuses all but loopback, so that no test reaches a metadata
 * service or the network. Returns the record and a function that ends the watch.
 */
export function guardConnections(): { readonly hosts: string[]; restore(): void } {
  const hosts: string[] = []
  const prototype = Socket.prototype as unknown as { connect: Connect }
  const { connect } = prototype
  prototype.connect = function (this: Socket, ...args: unknown[]) {
    const host = hostOf(args)
    hosts.push(host)
    if (!/^(127\.|localhost$|::1$|\/)/.test(host)) {
      const error = Object.assign(new Error(`connect to ${host} is not allowed in tests`), {
        code: 'ENETUNREACH',
      })
      process.nextTick(() => this.destroy(error))
      return this
    }
    return connect.apply(this, args)
  }
  return {
    hosts,
    restore() {
      prototype.connect = connect
    },
  }
}
