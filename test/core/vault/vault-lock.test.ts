import { describe, expect, it } from 'vitest'
import type { Output } from '../../../shared/contract/index.ts'
import { must } from '../home.ts'
import { freshAws, open } from './vault-home.ts'

freshAws()

describe('the lock', () => {
  it('stops credentials, checks, moves and the way out, and unlock opens again', async () => {
    const { move, core, keysOf, status } = open()
    await move('alice')
    await must(core, 'vault.lock')
    expect(await keysOf('alice')).toMatchObject({ ok: false, error: { code: 'VaultLocked' } })
    expect((await status()).locked).toBe('by-you')
    const { results } = await must<Output<'verify.run'>>(core, 'verify.run', {
      runId: 'r',
      profiles: ['admin'],
    })
    expect(results[0]?.failure?.code).toBe('VaultLocked')
    for (const input of [
      { action: 'move', profiles: ['bob'] },
      { action: 'takeOut', profiles: ['alice'] },
    ])
      expect(await core.dispatch('vault.plan', input)).toMatchObject({ error: { code: 'VaultLocked' } })
    await must(core, 'vault.unlock')
    expect(await keysOf('alice')).toMatchObject({ ok: true })
  })

  it('is said before anybody is asked, of a role that stands on the key too', async () => {
    const { move, core, keysOf, asked } = open()
    await move('alice')
    await must(core, 'settings.set', { askBeforeHandOut: 'all' })
    await must(core, 'vault.lock')
    for (const name of ['alice', 'admin'])
      expect(await keysOf(name)).toMatchObject({ ok: false, error: { code: 'VaultLocked' } })
    expect(asked).toEqual([])
    await must(core, 'vault.unlock')
    expect(await keysOf('admin')).toMatchObject({ ok: true })
    expect(asked).toEqual(['admin'])
    // Earlier credentials are handed out, after a question.
    await must(core, 'vault.lock')
    expect(await keysOf('admin')).toMatchObject({ ok: true })
    expect(asked).toEqual(['admin', 'admin'])
  })

  it('comes by itself after the minutes of the setting without use', async () => {
    let at = Date.parse('2026-11-29T12:00:00Z')
    const { move, core, keysOf } = open(undefined, () => new Date(at))
    await move('alice')
    at += 14 * 60_000
    expect(await keysOf('alice')).toMatchObject({ ok: true })
    at += 16 * 60_000
    expect(await keysOf('alice')).toMatchObject({ ok: false, error: { code: 'VaultLocked' } })
    await must(core, 'settings.set', { vaultIdleMinutes: null })
    expect(await keysOf('alice')).toMatchObject({ ok: true })
  })

  it('comes when the host locks', async () => {
    const { move, core, keysOf } = open()
    await move('alice')
    await core.lockVault()
    expect(await keysOf('alice')).toMatchObject({ ok: false, error: { code: 'VaultLocked' } })
  })
})
