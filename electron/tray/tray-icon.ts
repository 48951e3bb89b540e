import { setTimeout } from 'node:timers/promises'
import { Tray, type Menu } from 'electron'

const panelTries = 10
const panelPauseMs = 1_000

export interface TrayIconOptions {
  readonly image: string
  readonly clicked: (() => void) | undefined
  /** True where the desktop shows icons of trays. */
  readonly hasHost: () => Promise<boolean>
}

export interface TrayIcon {
  /** False where this system has no trays at all. */
  exists(): boolean
  /** True when the desktop shows the icon. Makes it anew where the desktop's panel came after it. */
  isShown(): Promise<boolean>
  /** As above, for a start at login, when the desktop's own panel may come after us. */
  awaitShown(): Promise<boolean>
  update(menu: Menu, toolTip: string): void
}

/**
 * Keeps the icon in the tray. Electron looks for a panel only while it makes an icon: one that was made before the first
 * panel came is never shown by it. A panel that goes and comes back gets the icon from Electron itself.
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
    // Asked first, so that a panel that was there is seen by the icon. Without one there may be a tray of the old kind.
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
    // Desktops without a tray: the window and its palette do all that the tray does.
    return undefined
  }
}
