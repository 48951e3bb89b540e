import { describe, expect, it } from 'vitest'
import type { TrayItem } from '../../../electron/tray/tray-item.ts'
import { trayMenu, trayTooltip, type TrayState } from '../../../electron/tray/tray-menu.ts'
import { growth, linear } from '../../growth.ts'
import { inMinutes, now, profile, trayState } from './profiles.ts'

/** The menu as a person reads it: `>` opens a submenu, `*` is ticked, `#` cannot be clicked. */
function read(items: readonly TrayItem[], indent = ''): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'separator') return [`${indent}---`]
    if (item.kind === 'heading') return [`${indent}# ${item.label}`]
    if (item.kind === 'submenu') return [`${indent}> ${item.label}`, ...read(item.items, `${indent}  `)]
    return [`${indent}${item.checked === true ? '* ' : ''}${item.label}`]
  })
}

const menu = (state: TrayState) => read(trayMenu(state, now))

describe('the tray menu', () => {
  it('has the active profile first, then favourites, recent ones, groups and commands', () => {
    const state = trayState(
      [
        profile('staging-admin', { account: '222233334444', expiresAt: inMinutes(24), group: 'staging' }),
        profile('prod-billing', { group: 'prod', production: true }),
        profile('legacy-deploy', {
          group: 'prod',
          verified: {
            profile: 'legacy-deploy',
            as: 'awsCli',
            status: 'failed',
            checkedAt: inMinutes(-5),
            via: [],
            failure: { code: 'KeyUnknown', message: 'AWS does not know this key.' },
          },
        }),
        profile('prod-admin', { group: 'prod', expiresAt: inMinutes(-1) }),
        profile('eks-runner'),
      ],
      {
        active: { profile: 'staging-admin', region: 'eu-west-1', known: true },
        settings: {
          favourites: ['prod-billing', 'staging-admin', 'gone'],
          recents: [
            { profile: 'legacy-deploy', count: 2, lastUsed: inMinutes(-10) },
            { profile: 'prod-admin', count: 9, lastUsed: inMinutes(-60) },
            { profile: 'staging-admin', count: 99, lastUsed: inMinutes(-1) },
          ],
          groups: [
            { name: 'prod', colour: 'red', production: true },
            { name: 'staging', colour: 'amber', production: false },
            { name: 'empty', colour: 'teal', production: false },
          ],
        },
      },
    )
    expect(menu(state)).toEqual([
      'staging-admin, 24 min left',
      '# 222233334444, eu-west-1',
      'Open its console',
      'Stop using it',
      '---',
      '# Favourites',
      'prod-billing',
      '* staging-admin, 24 min left',
      '# Recent',
      'prod-admin, expired',
      'legacy-deploy, key rejected',
      '---',
      '> prod',
      '  prod-billing',
      '  legacy-deploy, key rejected',
      '  prod-admin, expired',
      '> staging',
      '  * staging-admin, 24 min left',
      '> Other profiles',
      '  eks-runner',
      '---',
      'Verify the active profile',
      '---',
      'Open Stackpass',
      'Quit Stackpass',
    ])
    expect(trayTooltip(state, now)).toBe('Stackpass: staging-admin, 24 min left')
  })

  it('works without anything: no active profile, no profiles', () => {
    const state = trayState([])
    expect(menu(state)).toEqual([
      '# No active profile',
      '---',
      'Verify all profiles',
      '---',
      'Open Stackpass',
      'Quit Stackpass',
    ])
    expect(trayTooltip(state, now)).toBe('Stackpass: no active profile')
  })

  it('says when the active profile is gone from the files', () => {
    const state = trayState([], { active: { profile: 'old', known: false } })
    expect(menu(state)[0]).toBe('old, not in your AWS files')
    expect(trayTooltip(state, now)).toBe('Stackpass: old, not in your AWS files')
  })

  it('stays small with 500 profiles in 20 groups: every list is cut and says what is left out', () => {
    const groups = Array.from({ length: 20 }, (_, index) => `team-${String(index)}`)
    const profiles = Array.from({ length: 500 }, (_, index) =>
      profile(`p${String(index)}`, index < 100 ? {} : { group: groups[index % 20] as string }),
    )
    const items = trayMenu(
      trayState(profiles, {
        settings: {
          favourites: profiles.map(({ name }) => name),
          recents: profiles.map(({ name }) => ({ profile: name, count: 1, lastUsed: inMinutes(-1) })),
          groups: groups.map((name) => ({ name, colour: 'slate', production: false })),
        },
      }),
      now,
    )
    expect(items.length).toBeLessThan(35)
    const submenus = items.filter((item) => item.kind === 'submenu')
    expect(submenus.map((item) => item.label)).toEqual([
      ...groups.slice(0, 8),
      'More groups',
      'Other profiles',
    ])
    const rest = submenus.find((item) => item.label === 'More groups')
    expect(rest?.items.map((item) => (item.kind === 'submenu' ? item.label : item.kind))).toEqual(
      groups.slice(8),
    )
    const other = submenus.find((item) => item.label === 'Other profiles')
    expect(other?.items).toHaveLength(27)
    expect(other?.items.at(-1)).toEqual({
      kind: 'item',
      label: '75 more in Stackpass',
      action: { type: 'show', view: 'palette' },
    })
  })

  it('leads every profile to itself, whatever its name', () => {
    const names = ['a & b', '__proto__', 'constructor', '$(x)', 'ünï', '-']
    const items = trayMenu(trayState(names.map((name) => profile(name))), now)
    const submenu = items.find((item) => item.kind === 'submenu')
    expect(submenu?.items.map((item) => (item.kind === 'item' ? item.action : item.kind))).toEqual(
      names.map((name) => ({ type: 'use', profile: name })),
    )
    expect(submenu?.items[0]).toMatchObject({ label: 'a && b' })
  })

  it('hides no character of a name, an account or a group', () => {
    const turned = 'dev\u202eerp\u200b'
    const state = trayState([profile(turned, { group: 'a\u202e & b', region: 'eu\u200b' })], {
      active: { profile: turned, known: true },
    })
    expect(menu(state)).toEqual([
      'dev⟨U+202E⟩erp⟨U+200B⟩',
      '# eu⟨U+200B⟩',
      'Open its console',
      'Stop using it',
      '---',
      '> a⟨U+202E⟩ && b',
      '  * dev⟨U+202E⟩erp⟨U+200B⟩',
      '---',
      'Verify the active profile',
      '---',
      'Open Stackpass',
      'Quit Stackpass',
    ])
    expect(trayTooltip(state, now)).toBe('Stackpass: dev⟨U+202E⟩erp⟨U+200B⟩')
    const uses = trayMenu(state, now).flatMap((item) => (item.kind === 'submenu' ? item.items : []))
    expect(uses).toMatchObject([{ action: { type: 'use', profile: turned } }])
  })

  it('is the same for the same state, and grows with their number, not its square', () => {
    const state = (profiles: number) =>
      trayState(
        Array.from({ length: profiles }, (_, index) =>
          profile(`p${String(index)}`, { group: `g${String(index % 7)}` }),
        ),
      )
    const some = state(1_000)
    expect(trayMenu(some, now)).toEqual(trayMenu(some, now))
    expect(growth(state, (one) => trayMenu(one, now), 20_000)).toBeLessThan(linear)
  })

  it('offers new keys for pasted ones from half an hour before their end, and for no other kind', () => {
    const offered = (kind: 'session' | 'sso', minutes?: number) =>
      menu(
        trayState(
          [profile('p', { kind, ...(minutes === undefined ? {} : { expiresAt: inMinutes(minutes) }) })],
          { active: { profile: 'p', known: true } },
        ),
      ).includes('Paste new keys')
    expect([31, 30, 1, -600].map((minutes) => offered('session', minutes))).toEqual([false, true, true, true])
    expect(offered('session')).toBe(false)
    expect(offered('sso', 5)).toBe(false)
  })
})
