import { type IncomingMessage, createServer, request } from 'node:http'
import { type AddressInfo, type Socket, connect } from 'node:net'

export interface ProxyDouble {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** `CONNECT host:port` and `GET http://…`, with what they said about who they are. */
  readonly asked: readonly { readonly what: string; readonly authorization: string | undefined }[]
  close(): Promise<void>
}

/** An HTTP proxy on loopback that leads every host to one address of this machine. With `login`, it asks for that. */
export async function startProxy(target: string, login?: string): Promise<ProxyDouble> {
  const { hostname, port } = new URL(target)
  const asked: { what: string; authorization: string | undefined }[] = []
  const open = new Set<Socket>()
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`

  function allows(message: IncomingMessage): boolean {
    const authorization = message.headers['proxy-authorization']
    asked.push({ what: `${message.method} ${message.url}`, authorization })
    return wanted === undefined || authorization === wanted
  }

  const server = createServer((message, response) => {
    if (!allows(message)) {
      response.writeHead(407).end()
      return
    }
    const { pathname, search } = new URL(message.url ?? '/', target)
    const { method, headers } = message
    const passed = request({ hostname, port, method, path: pathname + search, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    message.pipe(passed)
  })
  server.on('connect', (message: IncomingMessage, socket: Socket) => {
    if (!allows(message)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n')
      return
    }
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket)
      socket.pipe(upstream)
    })
    for (const end of [socket, upstream]) {
      open.add(end)
      end.on('error', () => end.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const socket of open) socket.destroy()
      }),
  }
}
