import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { appMenu } from '../../../electron/menu/app-menu.ts'

const shown: string[] = []
const menu = (platform: NodeJS.Platform, devTools = false) =>
  appMenu({
    platform,
    devTools,
    show: (view) => shown.push(view),
    about: () => shown.push('about'),
    openDocs: () => shown.push('docs'),
  })
const all = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])])
const roles = (items: readonly MenuItemConstructorOptions[]) => all(items).map((item) => item.role)

describe.each(['darwin', 'win32', 'linux'] as const)('the menu on %s', (platform) => {
  it('has edit keys, settings, about and a way out', () => {
    const items = menu(platform)
    expect(roles(items)).toEqual(expect.arrayContaining(['editMenu', 'windowMenu', 'help', 'quit', 'close']))
    const labels = all(items).map((item) => item.label)
    expect(labels).toEqual(expect.arrayContaining(['Settings', 'About Stackpass', 'Command palette']))
    expect(labels.filter((label) => label === 'About Stackpass')).toHaveLength(1)
  })

  it('offers developer tools and reload only while developing', () => {
    expect(roles(menu(platform))).not.toContain('toggleDevTools')
    expect(roles(menu(platform))).not.toContain('reload')
    expect(roles(menu(platform, true))).toEqual(expect.arrayContaining(['toggleDevTools', 'reload']))
  })

  it('does something with each item of its own', () => {
    shown.length = 0
    for (const item of all(menu(platform))) (item.click as (() => void) | undefined)?.()
    expect([...shown].sort()).toEqual(
      ['about', 'docs', 'health', 'history', 'palette', 'profiles', 'sessions', 'settings', 'stacks'].sort(),
    )
  })
})
