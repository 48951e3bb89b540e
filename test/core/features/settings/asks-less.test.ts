import { describe, expect, it } from 'vitest'
import type { ConsentAnswer, ConsentQuestion } from '../../../../core/host/ports.ts'
import { must, openHome } from '../../home.ts'

function open(answer?: ConsentAnswer) {
  const asked: ConsentQuestion[] = []
  const { core } = openHome(
    answer && {
      askConsent: (question) => {
        asked.push(question)
        return Promise.resolve(answer)
      },
    },
  )
  const set = (askBeforeHandOut: string) => core.dispatch('settings.set', { askBeforeHandOut })
  const kept = async () => (await must<{ askBeforeHandOut: string }>(core, 'settings.get')).askBeforeHandOut
  return { asked, set, kept }
}

describe('asking about fewer programs', () => {
  it('takes a yes from outside of the page', async () => {
    const { asked, set, kept } = open({ kind: 'yes', where: 'desktop' })
    expect(await set('none')).toMatchObject({ ok: true })
    expect(await kept()).toBe('none')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.rows.map(({ text }) => text)).toEqual([
      'before a program gets credentials of production and vault profiles',
      'before a program gets credentials of no profile',
    ])
  })

  it.each([
    ['a no', { kind: 'no' }, 'ConsentRefused'],
    ['nobody to ask', { kind: 'nobody', reason: 'there is no terminal' }, 'ConsentUnavailable'],
    ['a host that cannot ask', undefined, 'ConsentUnavailable'],
  ] as const)('changes nothing at %s', async (_, answer, code) => {
    const { set, kept } = open(answer)
    expect(await set('none')).toMatchObject({ ok: false, error: { code } })
    expect(await kept()).toBe('guarded')
  })

  it('asks nobody before more is asked about, or the same', async () => {
    const { asked, set, kept } = open({ kind: 'no' })
    expect(await set('guarded')).toMatchObject({ ok: true })
    expect(await set('all')).toMatchObject({ ok: true })
    expect(await kept()).toBe('all')
    expect(asked).toEqual([])
    expect(await set('guarded')).toMatchObject({ error: { code: 'ConsentRefused' } })
    expect(await kept()).toBe('all')
  })
})
