import { isMac } from './shortcuts.ts'
import './button.css'

const names = new Map<string, string>([
  ['Mod', isMac ? '⌘' : 'Ctrl'],
  ['Shift', isMac ? '⇧' : 'Shift'],
  ['Enter', '↵'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['Delete', 'Del'],
  ['Escape', 'Esc'],
])

/** Keys as printed on a keyboard, such as `<Keys keys={['Mod', 'K']} />`. Hidden from screen readers. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="keys" aria-hidden="true">
      {keys.map((key) => (
        <kbd className="key" key={key}>
          {names.get(key) ?? key}
        </kbd>
      ))}
    </span>
  )
}
