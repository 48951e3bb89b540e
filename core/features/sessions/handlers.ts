import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { fail } from '../../../shared/result.ts'

const notYet = () =>
  fail('NotSupportedHere', 'Signing in is not part of this build yet.', { remedy: 'Use `aws sso login`.' })

export function createSessionHandlers(): HandlersOf<'sessions'> {
  return {
    'sessions.list': notYet,
    'sessions.signIn': notYet,
    'sessions.wait': notYet,
    'sessions.paste': notYet,
    'sessions.cancel': notYet,
    'sessions.signOut': notYet,
  }
}
