import { describe, expect, it } from 'vitest'
import { createDispatcher } from '../../../core/dispatch/dispatcher.ts'
import type { Incident } from '../../../core/host/ports.ts'
import { failure } from '../../../core/system/file-errors.ts'
import type { Handlers } from '../../../shared/contract/handlers.ts'
import { defaultSettings } from '../../../shared/contract/settings.ts'
import { fail } from '../../../shared/result.ts'

function dispatcher(handlers: Partial<Handlers>): {
  call: ReturnType<typeof createDispatcher>
  incidents: Incident[]
} {
  const incidents: Incident[] = []
  return { call: createDispatcher(handlers as Handlers, (incident) => incidents.push(incident)), incidents }
}

describe('the dispatcher', () => {
  it('refuses names that are no methods, also those of every object', async () => {
    const { call } = dispatcher({})
    for (const name of ['nope', 'constructor', '__proto__', 'toString', '']) {
      expect(await call(name, {})).toMatchObject({ ok: false, error: { code: 'UnknownMethod' } })
    }
  })

  it('parses the input before the handler sees it', async () => {
    let seen: unknown
    const { call } = dispatcher({
      'edits.discard': (input) => {
        seen = input
        return { ok: true, value: {} }
      },
    })
    expect(await call('edits.discard', { planId: 'p', more: 1 })).toMatchObject({
      ok: false,
      error: { code: 'BadInput' },
    })
    expect(seen).toBeUndefined()
    expect(await call('edits.discard', { planId: 'p' })).toEqual({ ok: true, value: {} })
    expect(seen).toEqual({ planId: 'p' })
  })

  it.each([
    ['edits.discard', {}, 'planId is missing.'],
    ['edits.discard', { planId: 3 }, 'planId must be of type string.'],
    ['edits.discard', { planId: 'p', secret: 'x' }, 'The input has nothing called "secret".'],
    ['profiles.show', { name: '' }, 'name is empty.'],
    ['profiles.show', { name: 'x'.repeat(513) }, 'name is longer than 512 characters.'],
    ['verify.run', { runId: 'r', concurrency: 99 }, 'concurrency is above 32.'],
    ['imports.plan', { importId: 'i', choices: [] }, 'choices has too few entries.'],
    ['settings.set', { theme: 'pink' }, 'theme must be one of "system", "light", "dark".'],
  ])('says in words what is wrong with the input of %s: %j', async (method, input, reason) => {
    const { call } = dispatcher({})
    expect(await call(method, input)).toMatchObject({ ok: false, error: { code: 'BadInput', reason } })
  })

  it('passes expected errors on as they are', async () => {
    const { call, incidents } = dispatcher({
      'edits.discard': () => fail('PlanNotFound', 'Gone.', { remedy: 'Again.' }),
    })
    expect(await call('edits.discard', { planId: 'p' })).toEqual({
      ok: false,
      error: { code: 'PlanNotFound', message: 'Gone.', remedy: 'Again.' },
    })
    expect(incidents).toEqual([])
  })

  it('turns a throw into an incident whose details stay inside', async () => {
    const { call, incidents } = dispatcher({
      'edits.discard': () => {
        throw new Error('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY leaked')
      },
    })
    const reply = await call('edits.discard', { planId: 'p' })
    expect(reply).toMatchObject({ ok: false, error: { code: 'Internal', incident: incidents[0]?.id } })
    expect(JSON.stringify(reply)).not.toContain('leaked')
  })

  it('turns an answer that breaks the contract into an incident', async () => {
    const { call, incidents } = dispatcher({
      'profiles.reveal': () => ({ ok: true, value: { value: 7 as unknown as string } }),
    })
    expect(await call('profiles.reveal', { name: 'a', key: 'b' })).toMatchObject({
      ok: false,
      error: { code: 'Internal' },
    })
    expect(incidents).toHaveLength(1)
  })

  it('tells a file that failed, wherever a handler met it, without an incident', async () => {
    const { call, incidents } = dispatcher({
      'edits.discard': () => {
        throw failure('FileUnreadable', '~/.aws/config', 'Cannot read ~/.aws/config.')
      },
    })
    expect(await call('edits.discard', { planId: 'p' })).toEqual({
      ok: false,
      error: { code: 'FileUnreadable', message: 'Cannot read ~/.aws/config.', path: '~/.aws/config' },
    })
    expect(incidents).toEqual([])
  })

  it('refuses commands once core closes, and still answers queries', async () => {
    let isClosing = false
    const done: string[] = []
    const handlers: Partial<Handlers> = {
      'edits.discard': () => {
        done.push('command')
        return { ok: true, value: {} }
      },
      'settings.get': () => ({ ok: true, value: defaultSettings }),
    }
    const call = createDispatcher(handlers as Handlers, () => undefined, { isClosing: () => isClosing })
    expect(await call('edits.discard', { planId: 'p' })).toMatchObject({ ok: true })
    isClosing = true
    expect(await call('edits.discard', { planId: 'p' })).toMatchObject({ error: { code: 'Closing' } })
    expect(await call('settings.get', {})).toMatchObject({ ok: true })
    expect(done).toEqual(['command'])
  })

  it('asks nothing of a handler while a folder of ours is open to others', async () => {
    const refusal = fail('FolderNotPrivate', 'No.')
    const call = createDispatcher({} as Handlers, () => undefined, { trust: { check: () => refusal } })
    expect(await call('edits.discard', { planId: 'p' })).toEqual(refusal)
  })
})
