import { type Answer, type StepAnswer, failure, found, isFailure } from '../answer.ts'
import { type JsChainStep, jsOrder } from '../order.ts'
import type { ReaderInput } from '../types.ts'
import { readJsFiles } from './files.ts'
import type { JsLook } from './look.ts'
import { jsProfile } from './profile.ts'
import { environmentKeys, process, remote, webIdentityOfEnvironment } from './sources.ts'

/** What a client of the JS SDK finds by itself: a failure leads to the next provider, unless it forbids that. */
export function readAsJs(input: ReaderInput): Answer {
  const files = readJsFiles(input)
  if (files === 'unknown') return found('keys-credentials', [], { waitsFor: 'file' })
  const named = input.profile || input.environment.get('AWS_PROFILE')
  const look: JsLook = { input, files, profile: named || 'default' }
  const steps: Readonly<Record<JsChainStep, () => StepAnswer>> = {
    environment: () => environmentKeys(input),
    profile: () => jsProfile(look),
    process: () => process(look),
    'web-identity-environment': () => webIdentityOfEnvironment(input),
    remote: () => remote(look),
  }
  for (const step of named ? jsOrder.profileNamed : jsOrder.noProfileNamed) {
    const answer = steps[step]()
    if (answer === undefined) continue
    if (!isFailure(answer) || answer.stops === true) return answer
  }
  return failure('no-credentials')
}
