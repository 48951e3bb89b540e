import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

/** Records each address that a process looks up or connects to, and blocks all of them. */
const guard = `
const { appendFileSync } = require('node:fs')
const note = (what) => appendFileSync(process.env.NETWORK_NOTES, what + '\\n')
const net = require('node:net')
const dns = require('node:dns')
net.Socket.prototype.connect = function (...args) {
  note('connect ' + JSON.stringify(args[0]))
  throw new Error('no network')
}
for (const of of [dns, dns.promises])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6'])
    of[name] = (host) => {
      note('look up ' + host)
      throw new Error('no network')
    }
require('node:dgram').createSocket = () => {
  note('datagrams')
  throw new Error('no network')
}
`

const commands: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['profiles', 'list'],
  ['profiles', 'show', 'dev'],
  ['problems'],
  ['doctor', '--self'],
  ['use', 'default'],
  ['current'],
  ['whoami'],
  ['sessions'],
  ['settings', 'get'],
  ['history', 'list'],
  ['stacks', 'list'],
  ['credentials', 'default'],
  ['call', 'app.snapshot'],
]

describe('without being asked for something that is elsewhere', () => {
  async function guarded() {
    const [script, notes] = [join(at.sandbox.home, 'guard.cjs'), join(at.sandbox.home, 'notes.txt')]
    await writeFile(script, guard)
    await writeFile(notes, '')
    const env = { NODE_OPTIONS: `--require ${script}`, NETWORK_NOTES: notes }
    const noted = async () => (await import('node:fs/promises')).readFile(notes, 'utf8')
    return { run: (args: readonly string[]) => at.sandbox.run(args, { env }), noted }
  }

  it('the guard sees a command that goes out', async () => {
    const { run, noted } = await guarded()
    await run(['verify', 'default'])
    expect(await noted()).toMatch(/look up|connect/)
  })

  it('no command goes out, for an update or anything else', async () => {
    const { run, noted } = await guarded()
    for (const words of commands) {
      const { code } = await run(words)
      expect([words, code === 0 || code === 1]).toEqual([words, true])
      expect([words, await noted()]).toEqual([words, ''])
    }
  })
})
