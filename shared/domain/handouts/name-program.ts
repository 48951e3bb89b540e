/** What a process is, by its name and its words. */
export interface NamedProgram {
  readonly name: string
  readonly part: 'program' | 'shell' | 'wrapper' | 'ground'
  /** Of an interpreter: the word that names its script. */
  readonly script?: string
  /** A program that is in the arguments themselves. */
  readonly inline?: boolean
}

const shells = /^-?(?:ba|da|z|k|fi|a|c|tc|xon|el|nu)?sh$|^-?(?:nu|xonsh|pwsh|powershell|cmd)$/
const interpreters = /^(?:node|nodejs|bun|deno|php|java|pwsh|powershell|(?:python|ruby|perl|pypy)[\d.]*)$/
/** Terminals, logins and the system: a chain of callers ends there. */
const grounds =
  /^(?:systemd|init|launchd|sshd(?:-session|-auth)?|login|su|sudo|doas|tmux(?:: server)?|screen|zellij|gnome-terminal-(?:server)?|gnome-shell|ptyxis(?:-agent)?|kgx|konsole|yakuake|xfce4-terminal|terminator|tilix|xterm|urxvt|rxvt|st|alacritty|kitty|foot|wezterm(?:-gui|-mux-server)?|ghostty|Terminal|iTerm2|WindowsTerminal|OpenConsole|conhost|explorer|services|winlogon|wininit|wsl|wslhost|Relay\(\d+\)|SessionLeader|crond?|CRON|atd|anacron|docker-init|tini|dumb-init|kwin_wayland|plasmashell|plasma_session|cinnamon|xfce4-session|dbus-daemon|dbus-broker(?:-launch)?)$/

const baseName = (file: string): string =>
  file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)

/** Options of an interpreter before its script that take the next word. */
const takesNext =
  /^(?:-r|--require|--import|--loader|-W|-X|-I|-O|--rcfile|--init-file|-o|\+O|-cp|-classpath|-C)$/
const carriesProgram = /^(?:-e|-c|-p|-E|--eval|--print|--command|-Command|-EncodedCommand|\/[ck])$/i

/** A program that is read from an open file has no name of its own. */
const opened = /^\/(?:dev\/fd|dev\/stdin|proc\/(?:self|\d+)\/fd)/

interface Read {
  readonly script?: string
  readonly inline?: boolean
}

function readArguments(words: readonly string[], isShell: boolean): Read {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!
    if (carriesProgram.test(word) || (isShell && /^-[a-z]*c$/i.test(word))) return { inline: true }
    if (word === '-m' || word === '-jar' || /^-File$/i.test(word))
      return { script: [word === '-m' ? '-m ' : '', words[index + 1] ?? ''].join('') }
    if (takesNext.test(word)) index += 1
    else if (!/^[-+]/.test(word)) return opened.test(word) ? { inline: true } : { script: word }
  }
  return {}
}

/** Names a process by the running file and its words, the first of which is its own name. */
export function nameProgram(executable: string | undefined, argv: readonly string[]): NamedProgram {
  const shown = baseName(executable ?? argv[0] ?? '')
    .replace(/\.exe$/i, '')
    .replace(/ \(deleted\)$/, '')
  if (grounds.test(shown)) return { name: shown, part: 'ground' }
  const isShell = shells.test(shown)
  if (!isShell && !interpreters.test(shown)) return { name: shown, part: 'program' }
  const { script, inline } = readArguments(argv.slice(1), isShell)
  if (script !== undefined) return { name: baseName(script) || shown, part: 'program', script }
  if (inline === true)
    return isShell ? { name: shown, part: 'wrapper', inline } : { name: shown, part: 'program', inline }
  return { name: shown, part: isShell ? 'shell' : 'program' }
}
