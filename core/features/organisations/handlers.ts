import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { fail } from '../../../shared/result.ts'

const notYet = () =>
  fail('NotSupportedHere', 'Organisations are not part of this build yet.', {
    remedy: 'Use `aws configure sso`.',
  })

export function createOrganisationHandlers(): HandlersOf<'organisations'> {
  return {
    'organisations.find': notYet,
    'organisations.add': notYet,
    'organisations.list': notYet,
    'organisations.cancel': notYet,
    'organisations.plan': notYet,
  }
}
