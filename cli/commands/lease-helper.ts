import { askBroker } from '../../core/leases/ask-broker.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { printError } from '../output/reply.ts'
import { processAnswer } from './process-answer.ts'

/**
 * `credentials --lease FILE -- NAME`: the command that a lease's files contain. It asks the Stackpass that serves the lease
 * and reads nothing else, so it works where none of our folders are visible.
 */
export async function runLeaseHelper(context: CliContext, name: string, tokenFile: string): Promise<number> {
  const given = await askBroker(name, tokenFile)
  if (!given.ok) {
    printError(context, given.error)
    return exitCodes.refused
  }
  context.terminal.out(`${processAnswer(given.value)}\n`)
  return exitCodes.done
}
