import { EventEmitter } from 'node:events'
import type { Menu } from './menu.ts'

export class Tray extends EventEmitter {
  static readonly all: Tray[] = []
  readonly image: string
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

  isDestroyed(): boolean {
    return false
  }
}
