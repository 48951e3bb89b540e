import type { MenuItemConstructorOptions } from 'electron'

/** A menu as data: what the app built, and what a click on an item does. */
export class Menu {
  static applicationMenu: Menu | null = null
  readonly items: readonly MenuItemConstructorOptions[]

  constructor(items: readonly MenuItemConstructorOptions[]) {
    this.items = items
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): Menu {
    return new Menu(template)
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.applicationMenu = menu
  }

  /** For tests: the labels, submenus indented by two spaces. */
  labels(items: readonly MenuItemConstructorOptions[] = this.items, indent = ''): string[] {
    return items.flatMap((item) => [
      `${indent}${item.type === 'separator' ? '-' : (item.label ?? item.role ?? '')}`,
      ...(Array.isArray(item.submenu) ? this.labels(item.submenu, `${indent}  `) : []),
    ])
  }

  /** For tests: clicks the first item with this label, at any depth. */
  click(label: string, items: readonly MenuItemConstructorOptions[] = this.items): boolean {
    for (const item of items) {
      if (item.label === label && item.enabled !== false && item.click !== undefined) {
        ;(item.click as () => void)()
        return true
      }
      if (Array.isArray(item.submenu) && this.click(label, item.submenu)) return true
    }
    return false
  }
}
