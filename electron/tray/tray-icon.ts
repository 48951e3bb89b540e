import { setTimeout } from 'node:timers/promises'
import { Tray, type Menu } from 'electron'

const panelTries = 10
const panelPauseMs = 1_000

export interface TrayIconOptions {
  readonly image: string
  readonly clicked: (() => void) | undefined
  /** True if the desktop shows tray icons. */
  readonly hasHost: () => Promise<boolean>
}

export interface TrayIcon {
  /** False if this system has no trays at all. */
  exists(): boolean
  /** True when the desktop shows the icon. Recreates the icon if the desktop's panel started after it. */
  isShown(): Promise<boolean>
  /** As above, for a start at login, when the desktop's own panel may start after us. */
  awaitShown(): Promise<boolean>
  update(menu: Menu, toolTip: string): void
}

/**
 * Keeps the icon in the tray. Electron looks for a panel only while it creates an icon: an icon from before the first panel
 * started never shows. When a panel restarts, Electron itself gives it the icon.
 */
export function createTrayIcon({ image, clicked, hasHost }: TrayIconOptions): TrayIcon {
  let tray: Tray | undefined
  let content: { menu: Menu; toolTip: string } | undefined
  let metPanel = false

  const fill = () => {
    if (tray === undefined || content === undefined) return
    tray.setToolTip(content.toolTip)
    tray.setContextMenu(content.menu)
  }
  const make = () => {
    tray?.destroy()
    tray = createTray(image)
    if (clicked !== undefined) tray?.on('click', clicked)
    fill()
  }
  const isShown = async () => {
    const shown = await hasHost()
    // Ask first, so that a new icon finds a panel that exists. Without a panel there may be an old-style tray.
    if (tray === undefined || (shown && !metPanel)) make()
    metPanel ||= shown
    return shown && tray !== undefined
  }
  return {
    exists: () => tray !== undefined,
    isShown,
    async awaitShown() {
      for (let tries = 0; tries < panelTries; tries++) {
        if (await isShown()) return true
        if (tray === undefined) return false
        await setTimeout(panelPauseMs)
      }
      return false
    },
    update(menu, toolTip) {
      content = { menu, toolTip }
      fill()
    },
  }
}

function createTray(image: string): Tray | undefined {
  try {
    return new Tray(image)
  } catch {
    // Desktops without a tray: the window and its palette can do everything the tray does.
    return undefined
  }
}
