import { globalShortcut } from 'electron'

/** Keeps one global shortcut registered; an empty one means none. `apply` returns whether the system gave it to us. */
export function createGlobalShortcut(pressed: () => void): { apply(accelerator: string): boolean } {
  let current = ''
  return {
    apply(accelerator) {
      if (accelerator === current) return true
      if (current !== '') globalShortcut.unregister(current)
      current = ''
      if (accelerator === '') return true
      if (!register(accelerator, pressed)) return false
      current = accelerator
      return true
    },
  }
}

/** False when another program has it, or when Electron cannot parse it (it then throws). */
function register(accelerator: string, pressed: () => void): boolean {
  try {
    return globalShortcut.register(accelerator, pressed)
  } catch {
    return false
  }
}
