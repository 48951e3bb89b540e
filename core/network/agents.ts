import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

const options = { keepAlive: true, maxSockets: 64, maxFreeSockets: 32, scheduling: 'lifo' } as const

/** One pair for all requests of the process, so that 500 profiles do not mean 500 TLS handshakes. */
export const httpAgent = new HttpAgent(options)
export const httpsAgent = new HttpsAgent(options)

/** Closes idle connections, for hosts that end. */
export function closeConnections(): void {
  httpAgent.destroy()
  httpsAgent.destroy()
}
