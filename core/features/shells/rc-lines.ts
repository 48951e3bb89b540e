import { quoteFish, quotePosix, quotePowerShell } from '../../../shared/domain/transfer/export/quoting.ts'
import type { HookShell } from '../../../shared/domain/shells/types.ts'

/** A path for a start-up file: written with `$HOME` where that is possible, so that the file can move between machines. */
function written(file: string, homeDir: string, quote: (value: string) => string | undefined): string {
  const rest = file.startsWith(`${homeDir}/`) ? file.slice(homeDir.length) : undefined
  if (rest !== undefined && /^[A-Za-z0-9_./ -]+$/.test(rest)) return `"$HOME${rest}"`
  return quote(file) ?? "''"
}

/**
 * The lines that load a hook from its file. They start no process, and do nothing where the file is missing or
 * belongs to another user. They check for bash by name, because other shells read ~/.profile too.
 */
export function rcLines(shell: HookShell, hookFile: string, homeDir: string): readonly string[] {
  switch (shell) {
    case 'bash': {
      const file = written(hookFile, homeDir, quotePosix)
      return [`if [ -n "\${BASH_VERSION-}" ] && [ -r ${file} ] && [ -O ${file} ]; then . ${file}; fi`]
    }
    case 'zsh': {
      const file = written(hookFile, homeDir, quotePosix)
      return [`if [ -r ${file} ] && [ -O ${file} ]; then . ${file}; fi`]
    }
    case 'fish': {
      const file = written(hookFile, homeDir, quoteFish)
      return [`if test -r ${file}; and test -O ${file}`, `    source ${file}`, 'end']
    }
    case 'powershell': {
      const file = quotePowerShell(hookFile) ?? "''"
      return [`if (Test-Path -LiteralPath ${file}) { . ${file} }`]
    }
  }
}
