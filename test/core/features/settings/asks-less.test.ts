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
  return { core, asked, set, kept }
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

describe('production no more', () => {
  const groups = [
    { name: 'live', colour: 'red', production: true },
    { name: 'play', colour: 'teal', production: false },
  ]

  async function withGroups(answer?: ConsentAnswer) {
    const at = open(answer)
    const put = (patch: object) => at.core.dispatch('settings.set', patch)
    expect(
      await put({
        groups,
        profileGroups: [
          ['dev', 'live'],
          ['default', 'live'],
        ],
      }),
    ).toMatchObject({ ok: true })
    const kept = () => must<{ groups: object[]; profileGroups: string[][] }>(at.core, 'settings.get')
    return { ...at, put, kept }
  }

  it.each([
    [
      'another group',
      {
        profileGroups: [
          ['dev', 'play'],
          ['default', 'live'],
        ],
      },
    ],
    ['no group', { profileGroups: [['default', 'live']] }],
    ['a group that is none any more', { groups: [{ ...groups[0], production: false }, groups[1]] }],
    ['a group that is gone', { groups: [groups[1]] }],
  ])('takes a yes from outside of the page: %s', async (_, patch) => {
    const refused = await withGroups({ kind: 'no' })
    expect(await refused.put(patch)).toMatchObject({ error: { code: 'ConsentRefused' } })
    expect(await refused.kept()).toMatchObject({
      groups,
      profileGroups: [
        ['dev', 'live'],
        ['default', 'live'],
      ],
    })
    expect(refused.asked[0]?.rows[0]?.text).toContain('dev')
    const allowed = await withGroups({ kind: 'yes', where: 'terminal' })
    expect(await allowed.put(patch)).toMatchObject({ ok: true })
    expect(await allowed.kept()).toMatchObject(patch)
    const alone = await withGroups()
    expect(await alone.put(patch)).toMatchObject({ error: { code: 'ConsentUnavailable' } })
  })

  it('asks nobody about more production, new names of groups, and other settings', async () => {
    const { asked, put } = await withGroups({ kind: 'no' })
    const named = {
      groups: [{ ...groups[0], name: 'prod' }, groups[1]],
      profileGroups: [
        ['dev', 'prod'],
        ['default', 'prod'],
      ],
    }
    expect(await put({ theme: 'dark' })).toMatchObject({ ok: true })
    expect(
      await put({
        profileGroups: [
          ['dev', 'live'],
          ['default', 'live'],
          ['session', 'live'],
        ],
      }),
    ).toMatchObject({ ok: true })
    expect(
      await put({
        profileGroups: [
          ['dev', 'live'],
          ['default', 'live'],
          ['session', 'live'],
          ['gone', 'live'],
        ],
      }),
    ).toMatchObject({ ok: true })
    expect(
      await put({
        profileGroups: [
          ['dev', 'live'],
          ['default', 'live'],
          ['session', 'live'],
        ],
      }),
    ).toMatchObject({ ok: true })
    expect(
      await put({ ...named, profileGroups: [...named.profileGroups, ['session', 'prod']] }),
    ).toMatchObject({ ok: true })
    expect(asked).toEqual([])
  })

  it('asks nobody where no profile is asked about', async () => {
    const { asked, put } = await withGroups({ kind: 'yes', where: 'terminal' })
    await put({ askBeforeHandOut: 'none' })
    const before = asked.length
    expect(await put({ profileGroups: [] })).toMatchObject({ ok: true })
    expect(asked).toHaveLength(before)
  })
})
