import { CommanderError } from 'commander'
import { exitCodes, type CliContext } from '../context.ts'
import { buildProgram } from './build-program.ts'

/**
 * Runs one command line and returns its exit code: 0 done, 1 refused, 2 usage, 130 interrupted. The commands themselves
 * are loaded when they run.
 */
export async function runCommandLine(words: readonly string[], context: CliContext): Promise<number> {
  const [asked, topic] = words
  if (asked === 'help' && topic !== undefined && words.length === 2) {
    const { printTopic } = await import('../manual/print-topic.ts')
    if (printTopic(context, topic)) return exitCodes.done
  }
  let exitCode: number = exitCodes.done
  const program = buildProgram({
    context,
    end: async (code) => {
      exitCode = await code
    },
  })
  const knows = (word: string): boolean =>
    program.commands.some((command) => command.name() === word || command.aliases().includes(word))
  if (asked === 'help' && topic !== undefined && !topic.startsWith('-') && !knows(topic)) {
    const { usageError } = await import('../output/usage-error.ts')
    return usageError(context, `There is no command and no topic "${topic}".`)
  }
  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) return exitCodes.usage
    const [first, second] = words
    if (
      error.code.startsWith('commander.help') &&
      (first === 'call' || (first === 'help' && second === 'call'))
    ) {
      const { describeMethods } = await import('../commands/call.ts')
      context.terminal.out(`\n${await describeMethods(context)}`)
    }
    return exitCodes.done
  }
}
