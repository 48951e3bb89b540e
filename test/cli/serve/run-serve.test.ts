import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { openCommand } from '../../../cli/serve/open-browser.ts'
import { runServe } from '../../../cli/serve/run-serve.ts'
import type { Core } from '../../../core/create-core.ts'
import { until } from '../../patience.ts'

const fakeCore = (): Core => ({
  dispatch: () => Promise.resolve({ ok: true, value: 'answer' }),
  events: { subscribe: () => () => undefined, emit: () => undefined },
  forgetSecrets: () => Promise.resolve(),
  close: vi.fn(() => Promise.resolve()),
})

describe('stackpass serve', () => {
  it('prints the address, serves until it is stopped, then frees port and core', async () => {
    const core = fakeCore()
    const lines: string[] = []
    let stop = (): void => undefined
    const stopped = new Promise<void>((resolve) => (stop = resolve))
    const exit = runServe({
      openCore: () => Promise.resolve(core),
      pageRoot: '/nowhere',
      announce: (url) => lines.push(url),
      note: (text) => lines.push(text),
      stopped,
    })
    await until(() => expect(lines).toHaveLength(1))
    const url = new URL(lines[0] ?? '')
    expect((await fetch(url.origin)).status).toBe(404)
    expect(core.close).not.toHaveBeenCalled()
    stop()
    expect(await exit).toMatchObject({ ok: true })
    expect(core.close).toHaveBeenCalledOnce()
    await expect(fetch(url.origin)).rejects.toThrow()
  })

  it('says when the port is in use', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const openCore = vi.fn(() => Promise.resolve(fakeCore()))
    const lines: string[] = []
    const tell = (line: string) => lines.push(line)
    expect(
      await runServe({ openCore, pageRoot: '/nowhere', port, announce: tell, note: tell }),
    ).toMatchObject({
      ok: false,
      error: { code: 'ListenFailed', message: `Port ${String(port)} is in use.` },
    })
    expect(lines).toEqual([])
    expect(openCore).not.toHaveBeenCalled()
    taken.close()
  })
})

describe('opening the browser', () => {
  const url = 'http://127.0.0.1:1/#token=a&b;c|d$(e)'
  it.each([
    ['linux', ['xdg-open', [url]]],
    ['freebsd', ['xdg-open', [url]]],
    ['darwin', ['open', [url]]],
    ['win32', ['rundll32.exe', ['url.dll,FileProtocolHandler', url]]],
  ])('on %s hands the address over as one argument, without a shell', (platform, command) => {
    expect(openCommand(platform, url)).toEqual(command)
  })
})
