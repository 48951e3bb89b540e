import { EventEmitter } from 'node:events'
import type { Menu } from './menu.ts'

export class Tray extends EventEmitter {
  static readonly all: Tray[] = []
  /** True while the desktop has a panel. */
  static panel = true
  readonly image: string
  /** As in Electron, only an icon that was made while there was a panel is ever shown by one. */
  readonly shown = Tray.panel
  menu: Menu | null = null
  toolTip = ''

  constructor(image: string) {
    super()
    if (process.env['STAND_IN_NO_TRAY'] === '1') throw new Error('No tray on this desktop')
    this.image = image
    Tray.all.push(this)
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu
  }

  setToolTip(text: string): void {
    this.toolTip = text
  }

  destroy(): void {
    Tray.all.splice(Tray.all.indexOf(this), 1)
  }
}
