import { basename } from 'node:path'
import type { SnippetFormat } from '../../shared/contract/models.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { withQuickCore } from '../open-core.ts'
import { finish, printNote } from '../output/reply.ts'
import { safeLines } from '../terminal/safe-text.ts'

export interface EnvOptions extends CommonOptions {
  readonly shell?: SnippetFormat
  readonly secrets?: boolean
}

const loginShells: ReadonlyMap<string, SnippetFormat> = new Map([
  ['bash', 'bash'],
  ['zsh', 'zsh'],
  ['fish', 'fish'],
  ['pwsh', 'powershell'],
])

/** The format for the user's shell: PowerShell on Windows, else from `$SHELL`, else bash, which any POSIX shell can read. */
function usualFormat(context: CliContext): SnippetFormat {
  if (context.platform === 'win32') return 'powershell'
  return loginShells.get(basename(context.env['SHELL'] ?? '')) ?? 'bash'
}

/** `env NAME`: prints the snippet to standard output, so that `eval "$(stackpass env NAME)"` works. */
export function runEnv(context: CliContext, name: string, options: EnvOptions): Promise<number> {
  return withQuickCore(context, async (call) => {
    const format = options.shell ?? usualFormat(context)
    const reply = await call('profiles.snippet', { name, format, secrets: options.secrets === true })
    // A shell needs the raw values; a terminal must not interpret control characters in them.
    const shown = context.terminal.columns === undefined ? (text: string) => text : safeLines
    const code = finish(context, options, reply, ({ text }) =>
      context.terminal.out(shown(text.endsWith('\n') ? text : `${text}\n`)),
    )
    if (reply.ok && reply.value.expiresAt !== undefined && Date.parse(reply.value.expiresAt) < Date.now())
      printNote(context, `The keys of ${name} ended at ${reply.value.expiresAt}.`)
    return code
  })
}
