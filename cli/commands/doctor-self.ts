import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { printJson } from '../output/reply.ts'
import type { FactGroup } from '../self/fact.ts'
import { ownFolderFacts, setUp } from '../self/own-things.ts'
import { programs } from '../self/programs.ts'
import { surroundings } from '../self/surroundings.ts'
import { safeText } from '../terminal/safe-text.ts'

const nameWidth = 16

function print({ terminal }: CliContext, groups: readonly FactGroup[], wrong: readonly string[]): void {
  for (const { title, facts } of groups) {
    terminal.out(`${terminal.paint('bold', title)}\n`)
    for (const { name, value } of facts) terminal.out(`  ${name.padEnd(nameWidth)}${safeText(value)}\n`)
    terminal.out('\n')
  }
  if (wrong.length === 0) return terminal.out('Everything is in order.\n')
  terminal.out(`${terminal.paint('red', 'Not in order')}\n`)
  for (const text of wrong) terminal.out(`  ${safeText(text)}\n`)
}

/**
 * `doctor --self`: how Stackpass itself is installed and set up, safe to paste into a bug report: no secrets, no names of
 * profiles or of the user, no values of variables. Exit code 1 when something is wrong.
 */
export function runDoctorSelf(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) => {
    const groups = [
      await programs(context),
      surroundings(context),
      await ownFolderFacts(context),
      await setUp(context, call),
    ]
    const wrong = groups.flatMap(({ facts }) => facts.flatMap((fact) => fact.wrong ?? []))
    if (options.json === true) printJson(context, { ok: true, value: { groups, wrong } })
    else print(context, groups, wrong)
    return wrong.length === 0 ? exitCodes.done : exitCodes.refused
  })
}
