import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { ConsoleContext, ConsoleLoans } from './context.ts'

/** The console of AWS. Loaded by the first call. */
export function createConsoleHandlers(context: ConsoleContext, loans: ConsoleLoans): HandlersOf<'console'> {
  return {
    'console.open': async (input) => (await import('./open-console.ts')).openConsole(context, loans, input),
  }
}
