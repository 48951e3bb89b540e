import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { isWsl } from '../system/wsl.ts'
import { createPeerLookup, type Ends, type PeerOwner } from './peer-owner.ts'

export interface Admission {
  /** The owner has spoken over this connection: it is no longer the first to go. */
  trust(socket: Socket): void
}

export interface AdmissionOptions {
  /** Who may hold the other end; undefined where the system does not say who does. */
  readonly ownUid: number | undefined
  readonly lookUp?: (ends: Ends) => Promise<PeerOwner>
  /** Called for a connection that was closed because somebody else, or nobody known, holds its other end. */
  readonly onForeign: (owner: number | undefined) => void
  /** Called where the system did not say after all. */
  readonly onUnchecked: () => void
}

/** How many connections are looked up at once. Their owner is not known yet, so no more are accepted. */
const lookedUpAtMost = 1024
/** The limit for connections that have shown no key, and for those that have: beyond it, the oldest are closed. */
const strangersAtMost = 256
const trustedAtMost = 128

/**
 * Decides about each connection before a byte of it is read. On Linux the other end must belong to the user who runs the
 * host. Beyond a limit, the connection that has waited longest without a key makes room: filling the host with idle
 * connections keeps nobody out.
 */
export function admitConnections(server: Server, options: AdmissionOptions): Admission {
  const { ownUid, lookUp = createPeerLookup(), onForeign, onUnchecked } = options
  const serve = server.listeners('connection')
  let lookedUp = 0
  const strangers = new Set<Socket>()
  const trusted = new Set<Socket>()

  const makeRoom = (set: Set<Socket>, most: number): void => {
    for (const socket of set) {
      if (set.size <= most) return
      set.delete(socket)
      socket.destroy()
    }
  }
  const start = (socket: Socket): void => {
    strangers.add(socket)
    makeRoom(strangers, strangersAtMost)
    for (const listener of serve) listener.call(server, socket)
    socket.resume()
  }
  const admit = async (socket: Socket): Promise<void> => {
    const { localPort, remotePort } = socket
    if (ownUid === undefined || localPort === undefined || remotePort === undefined) return start(socket)
    if (lookedUp >= lookedUpAtMost) return void socket.destroy()
    lookedUp++
    const owner = await lookUp({ localPort, remotePort })
    lookedUp--
    if (socket.destroyed) return
    if (owner === 'unreadable') onUnchecked()
    else if (owner !== ownUid) {
      socket.destroy()
      return onForeign(owner === 'unknown' ? undefined : owner)
    }
    start(socket)
  }

  server.removeAllListeners('connection')
  // Node's way to pass a connection on unread; http.createServer has no option for it.
  Object.assign(server, { pauseOnConnect: true })
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      strangers.delete(socket)
      trusted.delete(socket)
    })
    void admit(socket)
  })
  return {
    trust(socket) {
      if (!strangers.delete(socket)) return
      trusted.add(socket)
      makeRoom(trusted, trustedAtMost)
    },
  }
}

/** The user whose connections are accepted; undefined on systems that do not say whose a connection is. */
export function checkedUid(platform: NodeJS.Platform = process.platform): number | undefined {
  // Under WSL the browser belongs to Windows: a process of root passes its connections on, or they have no owner here.
  if (platform !== 'linux' || isWsl({}, platform)) return undefined
  return process.getuid?.()
}
