import { statSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import { stackpassPaths } from '../../core/state/paths.ts'
import { writePrivateFile } from '../../core/state/write-private-file.ts'
import { execZshrc, execZshenv, execFishInit, execBashrc } from '../../shared/domain/shells/exec-prompt.ts'
import type { CliContext } from '../context.ts'
import { safeText } from '../terminal/safe-text.ts'

/** The shell to start, and what its environment gets. */
export interface ExecShell {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

function isProgram(file: string): boolean {
  try {
    return isAbsolute(file) && statSync(file).isFile()
  } catch {
    // The program that SHELL names is gone: use another shell.
    return false
  }
}

/** The user's own shell. */
function shellProgram({ env, platform }: CliContext): string {
  if (platform === 'win32') return env['COMSPEC'] ?? 'cmd.exe'
  const own = env['SHELL'] ?? ''
  return isProgram(own) ? own : '/bin/sh'
}

/**
 * The user's shell, with a note in front of the user's own prompt that says whose credentials it has. Start-up files run as
 * usual; the hook leaves such a shell alone. bash and zsh need start-up files of ours for this.
 */
export async function execShell(context: CliContext, name: string): Promise<ExecShell> {
  const program = shellProgram(context)
  const env = { STACKPASS_EXEC: safeText(name) }
  const folder = join(
    stackpassPaths(context.env, context.platform, context.homeDir).stateDir,
    'shells',
    'exec',
  )
  switch (basename(program).replace(/\.exe$/i, '')) {
    case 'bash': {
      const file = join(folder, 'bashrc')
      await writePrivateFile(file, execBashrc, { durable: false })
      return { words: [program, '--rcfile', file, '-i'], env }
    }
    case 'zsh': {
      await writePrivateFile(join(folder, '.zshenv'), execZshenv, { durable: false })
      await writePrivateFile(join(folder, '.zshrc'), execZshrc, { durable: false })
      const before = context.env['ZDOTDIR']
      const was = before === undefined ? {} : { STACKPASS_ZDOTDIR: before }
      return { words: [program, '-i'], env: { ...env, ...was, ZDOTDIR: folder } }
    }
    case 'fish':
      return { words: [program, '-i', '-C', execFishInit], env }
    case 'cmd':
      return { words: [program], env: { ...env, PROMPT: `(stackpass: ${cmdText(name)}) $P$G` } }
    default:
      return { words: [program, '-i'], env: { ...env, PS1: '(stackpass: $STACKPASS_EXEC) $ ' } }
  }
}

/** In a cmd prompt, a dollar sign begins a code. */
const cmdText = (name: string): string => safeText(name).replaceAll('$', '$$$$')
