import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { fail } from '../../../shared/result.ts'

export function createConsoleHandlers(): HandlersOf<'console'> {
  return {
    'console.open': () => fail('NotSupportedHere', 'The console is not part of this build yet.'),
  }
}
