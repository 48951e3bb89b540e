import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createTabClient, tradeAddress } from '../../fakes/tab-client.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

describe('serve', () => {
  it('prints its address, answers the contract, and ends with 0 at Ctrl-C', async () => {
    const before = await at.sandbox.picture()
    const child = spawn(process.execPath, [at.entry, 'serve', '--no-open'], { env: at.sandbox.environment })
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    const url = new URL(line.trim())
    const tab = await createTabClient(url.origin, (await tradeAddress(url.href)) ?? '')
    const reply = (await tab.call('app.snapshot')) as {
      value: { host: string; list: { profiles: { name: string }[] } }
    }
    expect(reply.value.host).toBe('loopback')
    expect(reply.value.list.profiles.map(({ name }) => name)).toEqual(['default', 'dev'])
    child.kill('SIGINT')
    expect(await once(child, 'close')).toEqual([0, null])
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('says so when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const args = ['serve', '--no-open', '--port', String(port)]
    const { code, stdout, stderr } = await at.sandbox.run(args)
    const asJson = await at.sandbox.run([...args, '--json'])
    taken.close()
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(`Error ListenFailed: Port ${port} is in use`)
    expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: false, error: { code: 'ListenFailed' } })
  })
})
