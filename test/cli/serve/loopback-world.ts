import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'
import { startLoopbackHost, type LoopbackHost } from '../../../cli/serve/start-loopback-host.ts'
import type { CoreEvent } from '../../../shared/contract/events.ts'
import type { Reply } from '../../../shared/contract/index.ts'
import { createTabClient, tradeAddress, type TabClient } from '../../fakes/tab-client.ts'
import { rawRequest } from './raw-request.ts'

export const listeners = new Set<(event: CoreEvent) => void>()
export const core = {
  dispatch: vi.fn((method: string, input: unknown): Promise<Reply<unknown>> =>
    Promise.resolve({ ok: true, value: { method, input } }),
  ),
  events: {
    subscribe(listener: (event: CoreEvent) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  },
}

export let pageRoot = ''
export let host: LoopbackHost
export let origin = ''
export let port = 0
export let url = ''
export let key = ''
export let tab: TabClient
let clock = 0
export const printed: string[] = []
export const hourMs = 3_600_000

export const start = (more: Partial<Parameters<typeof startLoopbackHost>[0]> = {}) =>
  startLoopbackHost({ core: () => Promise.resolve(core), pageRoot, now: () => clock, ...more })
/** A separate tab, opened with a new address. */
export const openTab = async (): Promise<TabClient> =>
  createTabClient(origin, (await tradeAddress(host.newOpening().url)) ?? '')

/** Advances the host's clock. */
export function pass(milliseconds: number): void {
  clock += milliseconds
}

/** Each test of the file has its own host and a tab of it. */
export function useLoopbackHost(): void {
  beforeEach(async () => {
    pageRoot = await mkdtemp(join(tmpdir(), 'stackpass-serve-'))
    await writeFile(join(pageRoot, 'index.html'), '<!doctype html><head><title>Stackpass</title></head>')
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        printed.push(String(text))
        return true
      })
    core.dispatch.mockClear()
    clock = Date.now()
    host = await start()
    url = host.newOpening().url
    origin = new URL(url).origin
    port = Number(new URL(url).port)
    key = (await tradeAddress(url)) ?? ''
    tab = await createTabClient(origin, key)
  })

  afterEach(async () => {
    await host.close()
    vi.restoreAllMocks()
    await rm(pageRoot, { recursive: true })
  })
}

export const id = () => key.split('.')[0] ?? ''
export const goodHeaders = () => ({
  host: `127.0.0.1:${String(port)}`,
  origin,
  'x-stackpass-tab': id(),
  'content-type': 'application/octet-stream',
})
/** A request that is correct except for its seal. */
export const call = (headers: Record<string, string>, body: string | Buffer = 'x'.repeat(64)) =>
  rawRequest(port, { method: 'POST', path: '/api/call', headers, body })
