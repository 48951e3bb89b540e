import { describe, expect, it } from 'vitest'
import { createDispatcher } from '../../core/dispatcher.ts'
import type { Handlers } from '../../core/handlers.ts'
import type { Incident } from '../../core/ports.ts'
import { fail } from '../../shared/result.ts'

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
})
