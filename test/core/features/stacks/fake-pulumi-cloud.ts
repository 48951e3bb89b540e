import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

const answers: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  [
    'GET /api/user',
    { id: 'u', githubLogin: 'ana', name: 'ana', organizations: [{ githubLogin: 'ana', name: 'ana' }] },
  ],
  ['GET /api/user/organizations/default', { GitHubLogin: 'ana' }],
  ['GET /api/capabilities', { capabilities: [] }],
  [
    'GET /api/stacks/ana/demo/dev',
    {
      id: 's',
      orgName: 'ana',
      projectName: 'demo',
      stackName: 'dev',
      tags: {},
      version: 1,
      activeUpdate: '',
    },
  ],
  ['POST /api/esc/environments/ana/yaml/check', { exprs: {}, properties: {}, schema: {} }],
])

/**
 * The part of Pulumi Cloud that `pulumi config env` uses, on a loopback port: a user, a stack, and environments that nobody
 * opens. Resolves with its URL.
 */
export async function startFakeCloud(): Promise<string> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    request.resume().on('end', () => {
      const known = answers.get(`${request.method} ${path}`)
      if (known === undefined) answer(response, 404, { code: 404, message: 'Not found' })
      else answer(response, 200, known)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
