import type { ProfileList } from '../../shared/contract/models.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { formatDiagnostic } from '../output/format-diagnostic.ts'
import { finish, printError } from '../output/reply.ts'

type Severity = ProfileList['diagnostics'][number]['severity']

function tally(list: ProfileList): string {
  const count = (severity: Severity): number =>
    list.diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
  const unreadable = list.files.filter((file) => file.state === 'unreadable').length
  const parts = [
    [count('error') + unreadable, 'error'],
    [count('warning'), 'warning'],
    [count('info'), 'remark'],
  ] as const
  const said = parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}${number === 1 ? '' : 's'}`)
  return said.length === 0 ? 'No problems found.' : said.join(', ')
}

/** `problems`: everything that is wrong, by file and line. Exit code 1 when one is an error. */
export function runProblems(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) => {
    const { terminal } = context
    const reply = await call('profiles.list', {})
    const code = finish(context, options, reply, (list) => {
      for (const diagnostic of list.diagnostics)
        terminal.out(formatDiagnostic(diagnostic, list.files, terminal.paint))
      terminal.out(`${tally(list)}\n`)
    })
    if (!reply.ok) return code
    const { files, diagnostics } = reply.value
    for (const { error } of files) if (error !== undefined) printError(context, error)
    const broken =
      files.some(({ state }) => state === 'unreadable') ||
      diagnostics.some(({ severity }) => severity === 'error')
    return broken ? exitCodes.refused : exitCodes.done
  })
}
