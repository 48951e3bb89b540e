import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runServe, type ServeOptions } from '../../../cli/serve/run-serve.ts'
import type { Core } from '../../../core/start/create-core.ts'
import { tradeAddress } from '../../fakes/tab-client.ts'
import { until } from '../../patience.ts'

const fakeCore = (): Core => ({
  dispatch: () => Promise.resolve({ ok: true, value: 'answer' }),
  events: { subscribe: () => () => undefined, emit: () => undefined },
  leases: { start: () => Promise.reject(new Error('Nobody starts one here')) },
  lockVault: () => Promise.resolve(),
  forgetSecrets: () => Promise.resolve(),
  close: vi.fn(() => Promise.resolve()),
})

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-launch-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** `serve` with a core that does nothing, and its messages. */
function serving(more: Partial<ServeOptions> = {}) {
  const core = fakeCore()
  const urls: string[] = []
  const notes: string[] = []
  let stop = (): void => undefined
  const stopped = new Promise<void>((resolve) => (stop = resolve))
  const exit = runServe({
    openCore: () => Promise.resolve(core),
    pageRoot: '/nowhere',
    announce: (url) => urls.push(url),
    note: (text) => notes.push(text),
    openFile: () => Promise.resolve(false),
    stopped,
    ...more,
  })
  return { core, urls, notes, exit, stop: () => (stop(), exit) }
}

describe('stackpass serve', () => {
  it('prints the address, serves until it is stopped, then frees port and core', async () => {
    const { core, urls, exit, stop } = serving()
    await until(() => expect(urls).toHaveLength(1))
    const url = new URL(urls[0] ?? '')
    expect((await fetch(url.origin)).status).toBe(404)
    expect(core.close).not.toHaveBeenCalled()
    await stop()
    expect(await exit).toMatchObject({ ok: true })
    expect(core.close).toHaveBeenCalledOnce()
    await expect(fetch(url.origin)).rejects.toThrow()
  })

  it('says when the port is in use', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const openCore = vi.fn(() => Promise.resolve(fakeCore()))
    const { exit, urls, notes } = serving({ openCore, port })
    expect(await exit).toMatchObject({
      ok: false,
      error: { code: 'ListenFailed', message: `Port ${String(port)} is in use.` },
    })
    expect([urls, notes]).toEqual([[], []])
    expect(openCore).not.toHaveBeenCalled()
    taken.close()
  })

  it('prints another address when it is asked to; the first one stays good', async () => {
    let again = (): void => undefined
    const { urls, stop } = serving({
      onAgain: (listener) => {
        again = listener
        return () => undefined
      },
    })
    await until(() => expect(urls).toHaveLength(1))
    again()
    await until(() => expect(urls).toHaveLength(2))
    for (const url of [...urls].reverse()) expect(await tradeAddress(url)).toBeDefined()
    await stop()
  })
})

describe('the file that leads the browser on', () => {
  const openFile = vi.fn((path: string) => Promise.resolve(path !== ''))
  const opening = (folders: readonly string[]) => ({
    launchFolders: () => Promise.resolve(folders),
    openFile,
  })
  beforeEach(() => openFile.mockClear())
  const launchFolder = () => join(folder, 'stackpass')

  it('is 0600 in a 0700 folder, sends a code to the host and nowhere else, and goes with it', async () => {
    const { urls, stop } = serving(opening([launchFolder()]))
    await until(() => expect(openFile).toHaveBeenCalled())
    const path = openFile.mock.calls[0]?.[0] ?? ''
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(launchFolder())).mode & 0o777).toBe(0o700)
    const page = await readFile(path, 'utf8')
    const { host, hash } = new URL(urls[0] ?? '')
    expect(page).toContain(`<form method="post" action="http://${host}/open">`)
    expect(page).toContain(`form-action http://${host}/open`)
    expect(page).not.toContain(hash.slice('#token='.length))
    await stop()
    expect(await readdir(launchFolder())).toEqual([])
  })

  it('is written where it is ours alone: not in a folder of others, nor one that others can look into', async () => {
    const open = join(folder, 'open')
    await mkdir(open)
    await chmod(open, 0o755)
    const shared = join(folder, 'shared')
    await mkdir(shared)
    await chmod(shared, 0o777)
    const { urls, stop } = serving(opening([open, join(shared, 'stackpass'), launchFolder()]))
    await until(() => expect(openFile).toHaveBeenCalled())
    expect(openFile.mock.calls[0]?.[0]).toContain(launchFolder())
    expect(urls).toHaveLength(1)
    await stop()
  })

  it('sweeps the files of runs that were killed, and no other', async () => {
    await mkdir(launchFolder(), { mode: 0o700 })
    const old = join(launchFolder(), 'open-0123456789abcdef.html')
    await writeFile(old, 'old')
    await utimes(old, 1_000, 1_000)
    await writeFile(
      join(launchFolder(), 'open-fedcba9876543210.html'),
      'of another run, for a browser that starts',
    )
    await writeFile(join(launchFolder(), 'mine.html'), 'kept')
    const { stop } = serving(opening([launchFolder()]))
    await until(() => expect(openFile).toHaveBeenCalled())
    await stop()
    expect(await readdir(launchFolder())).toEqual(['mine.html', 'open-fedcba9876543210.html'])
  })

  it('is not opened where it cannot be written; the address is there', async () => {
    const { urls, notes, stop } = serving(opening([join(folder, 'no', 'such', '\0')]))
    await until(() => expect(notes).toHaveLength(1))
    expect(notes[0]).toContain('Open the address above yourself.')
    expect(openFile).not.toHaveBeenCalled()
    expect(await tradeAddress(urls[0] ?? '')).toBeDefined()
    await stop()
  })
})
