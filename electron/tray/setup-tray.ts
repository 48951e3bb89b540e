import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Reply } from '../../shared/contract/index.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Snapshot } from '../../shared/contract/models.ts'
import { createTrayIcon, type TrayIcon } from './tray-icon.ts'
import type { TrayAction, TrayItem } from './tray-item.ts'
import { trayMenu, trayTooltip } from './tray-menu.ts'
import type { TrayLeases } from './tray-leases.ts'
import type { TraySessions } from './tray-sessions.ts'

const refreshDelayMs = 150
/** Countdowns in the menu show minutes. */
const tickMs = 60_000

export interface TrayOptions {
  readonly icon: string
  readonly hasHost: () => Promise<boolean>
  readonly snapshot: () => Promise<Reply<Snapshot>>
  readonly sessions: () => Promise<Reply<TraySessions>>
  readonly leases: () => Promise<Reply<{ readonly leases: TrayLeases }>>
  readonly onEvent: (listener: (event: CoreEvent) => void) => void
  readonly act: (action: TrayAction) => void
  /** True if a left click opens the window and a right click opens the menu. */
  readonly clickOpens: boolean
}

/** Adds the tray icon and keeps its menu in step with core. */
export function setupTray(options: TrayOptions): TrayIcon {
  const { act } = options
  const tray = createTrayIcon({
    image: options.icon,
    clicked: options.clickOpens ? () => act({ type: 'show' }) : undefined,
    hasHost: options.hasHost,
  })
  let last = ''
  const refresh = async (): Promise<void> => {
    const reply = await options.snapshot()
    if (!reply.ok) return
    const { list, active, settings } = reply.value
    const sessions = await options.sessions()
    const leases = await options.leases()
    const state = {
      profiles: list.profiles,
      active,
      settings,
      ...(sessions.ok && { sessions: sessions.value }),
      ...(leases.ok && { leases: leases.value.leases }),
    }
    const now = new Date()
    const items = trayMenu(state, now)
    const fingerprint = JSON.stringify(items)
    // Some Linux trays close an open menu when it is replaced, so replace it only if it changed.
    if (fingerprint === last) return
    last = fingerprint
    tray.update(Menu.buildFromTemplate(items.map((item) => toTemplate(item, act))), trayTooltip(state, now))
  }
  const refreshNow = () => void refresh().catch(() => undefined)

  let timer: NodeJS.Timeout | undefined
  options.onEvent((event) => {
    if (event.type === 'verifyProgress' || event.type === 'promptOpened' || event.type === 'show') return
    clearTimeout(timer)
    timer = setTimeout(refreshNow, refreshDelayMs)
  })
  setInterval(refreshNow, tickMs).unref()
  refreshNow()
  return tray
}

/** Converts one item for Electron. Radio buttons show which profile is active. */
export function toTemplate(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'heading':
      return { label: item.label, enabled: false }
    case 'submenu':
      return { label: item.label, submenu: item.items.map((each) => toTemplate(each, act)) }
    case 'item':
      return {
        label: item.label,
        click: () => act(item.action),
        ...(item.checked === undefined ? {} : { type: 'checkbox' as const, checked: item.checked }),
      }
  }
}
