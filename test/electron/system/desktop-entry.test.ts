import { expect, it } from 'vitest'
import { autostartEntry } from '../../../electron/system/desktop-entry.ts'

const exec = (command: readonly string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command))?.[1]

it('is a desktop entry that a freedesktop session starts', () => {
  expect(autostartEntry(['/opt/Stackpass/stackpass-desktop', '--hidden'])).toBe(
    [
      '[Desktop Entry]',
      'Type=Application',
      'Name=Stackpass',
      'Comment=AWS profiles in the tray',
      'Exec=/opt/Stackpass/stackpass-desktop --hidden',
      'Icon=stackpass-desktop',
      'Terminal=false',
      'X-GNOME-Autostart-enabled=true',
      '',
    ].join('\n'),
  )
})

// The right side by the rules of the specification, "The Exec key": quotes, then the escapes of the file format.
it.each([
  ['/home/a b/Stackpass.AppImage', '"/home/a b/Stackpass.AppImage"'],
  ['/home/50%/x', '/home/50%%/x'],
  ['/home/a;b/x', '"/home/a;b/x"'],
  ['/home/a#b/x', '"/home/a#b/x"'],
  ['/home/$HOME/x', String.raw`"/home/\\$HOME/x"`],
  ['/home/`id`/x', '"/home/\\\\`id\\\\`/x"'],
  ['/home/"q"/x', String.raw`"/home/\\"q\\"/x"`],
  [String.raw`/home/a\b`, String.raw`"/home/a\\\\b"`],
  ['/home/a=b/x', '/home/a=b/x'],
  ['', '""'],
])('quotes %s', (argument, quoted) => {
  expect(exec(['/bin/true', argument])).toBe(`/bin/true ${quoted}`)
})
