import { stringify } from 'ini'

/**
 * The text of a freedesktop autostart entry that starts `command` (program and arguments).
 * Rules: https://specifications.freedesktop.org/autostart-spec and desktop-entry-spec, "The Exec key".
 */
export function autostartEntry(command: readonly string[]): string {
  const entry = stringify(
    {
      Type: 'Application',
      Name: 'Stackpass',
      Comment: 'AWS profiles in the tray',
      Exec: 'command',
      // The icon name that the packages install.
      Icon: 'stackpass-desktop',
      Terminal: false,
      'X-GNOME-Autostart-enabled': true,
    },
    { section: 'Desktop Entry', whitespace: false },
  )
  // `ini` would put quotes around the command and escape `;` and `#`; desktop entries support neither.
  return entry.replace('Exec=command', () => `Exec=${command.map(quoteExec).join(' ')}`)
}

/** Quotes one argument: reserved characters need double quotes, and `%` starts a field code. */
function quoteExec(argument: string): string {
  const percent = argument.replaceAll('%', '%%')
  if (percent !== '' && !/[\s"'\\><~|&;$*?#()`]/.test(percent)) return percent
  const quoted = percent.replaceAll(/["`$\\]/g, (character) => `\\${character}`)
  // The file format has its own backslash escapes, which readers decode before the quotes.
  return `"${quoted.replaceAll('\\', '\\\\')}"`
}
