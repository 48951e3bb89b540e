import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { patience } from '../../patience.ts'

export interface Talk {
  readonly client: Client
  /** A tool's answer as text and, if it is JSON, as a value. */
  call(name: string, input?: object): Promise<{ text: string; value: unknown; isError: boolean }>
  /** Ends the server as an agent does: by closing its input. */
  close(): Promise<void>
}

/** The SDK's own client, on the built command over stdio. */
export async function connect(entry: string, environment: NodeJS.ProcessEnv, cwd: string): Promise<Talk> {
  const env = Object.entries(environment).filter((one): one is [string, string] => one[1] !== undefined)
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry, 'mcp'],
    env: Object.fromEntries(env),
    cwd,
    stderr: 'ignore',
  })
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(transport)
  return {
    client,
    async call(name, input = {}) {
      const request = { name, arguments: { ...input } }
      const reply = await client.callTool(request, undefined, { timeout: patience.test })
      const { content, isError } = reply as CallToolResult
      const text = content.map((one) => (one.type === 'text' ? one.text : '')).join('')
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch {
        // The SDK's own answer to a wrong call is a sentence.
      }
      return { text, value, isError: isError === true }
    },
    close: () => client.close(),
  }
}
