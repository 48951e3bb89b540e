import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { connect } from '../cli/mcp/connect.ts'
import { withSandbox } from '../cli/command/with-sandbox.ts'
import { plant } from './places.ts'
import { shapes } from './shapes.ts'

const at = withSandbox()

it.each(shapes)('$name comes out of no tool for agents', { timeout: 120_000 }, async (shape) => {
  const planted = plant(shape)
  const { home, environment } = at.sandbox
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(home, path)), { recursive: true, mode: 0o700 })
    await writeFile(join(home, path), text, { mode: 0o600 })
  }
  await write('.aws/config', planted.config)
  await write('.aws/credentials', planted.credentials)
  await write('code/app/Pulumi.yaml', planted.project)
  await write('code/app/Pulumi.dev.yaml', planted.stack)
  await write('code/app/Pulumi.broken.yaml', planted.brokenStack)
  const env = { ...environment, ...planted.environment, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' }
  const talk = await connect(at.entry, env, join(home, 'code', 'app'))
  try {
    const { tools } = await talk.client.listTools()
    const calls: [string, object][] = [
      ['list_profiles', {}],
      ['whoami', {}],
      ['which_account_would_this_stack_hit', { stack: 'dev' }],
      ['which_account_would_this_stack_hit', { stack: 'broken' }],
      ['lint_stacks', {}],
      ...['default', 'command', 'role', 'twice', 'broken'].map((name): [string, object] => [
        'request_lease',
        { profiles: [name], full_rights: true },
      ]),
    ]
    expect(new Set(calls.map(([name]) => name))).toEqual(new Set(tools.map(({ name }) => name)))
    const leaks: string[] = []
    for (const [name, input] of calls) {
      const { text } = await talk.call(name, input)
      const found = text.indexOf(shape.secret)
      if (found >= 0)
        leaks.push(`${name} ${JSON.stringify(input)}: ${text.slice(Math.max(0, found - 120), found + 20)}`)
    }
    expect(leaks).toEqual([])
  } finally {
    await talk.close()
  }
})
