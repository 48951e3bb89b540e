import type { Keychain } from '../../core/host/ports.ts'

/** A store of the system in memory. What is in `answers` is done in place of the next call. */
export function createMemoryKeychain() {
  const items = new Map<string, string>()
  const calls: string[] = []
  const failing = new Set<string>()
  const turn = async (call: string): Promise<void> => {
    await Promise.resolve()
    calls.push(call)
    if (failing.has(call)) throw new Error(`It is locked (${call})`)
  }
  const keychain: Keychain = {
    async set(service, account, secret) {
      await turn('set')
      items.set(`${service} ${account}`, secret)
    },
    async get(service, account) {
      await turn('get')
      return items.get(`${service} ${account}`)
    },
    async remove(service, account) {
      await turn('remove')
      items.delete(`${service} ${account}`)
    },
  }
  return { keychain, items, calls, failing }
}
