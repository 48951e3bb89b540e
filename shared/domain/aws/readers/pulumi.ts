import { type Answer, type StepAnswer, failure, firstOf, found, isFailure } from './answer.ts'
import { isLoaded } from './go/profile.ts'
import { loadAsGo, readAsGo } from './go/read.ts'
import { type PulumiCheckStep, pulumiOrder } from './order.ts'
import { checkPaths, providerPaths } from './paths.ts'
import { proved } from './services.ts'
import type { ReaderInput } from './types.ts'

/** Terraform's AWS provider (aws-sdk-go-base): as the Go SDK, then it asks STS whose credentials they are. */
export function readAsTerraform(input: ReaderInput): Answer {
  // The provider does not start without a region of its own.
  const named = { ...input, region: input.region ?? 'us-east-1' }
  return proved(input, readAsGo(named, providerPaths(input)))
}

/** The variables of keys, as if each were an option of the provider: one of them is enough, and then all must be right. */
function environmentAsOptions({ environment }: ReaderInput): StepAnswer {
  const [id, secret, token] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(
    (name) => environment.get(name) || undefined,
  )
  if (id === undefined && secret === undefined && token === undefined) return undefined
  if (id === undefined || secret === undefined) return failure('keys-incomplete')
  return found('environment', [], { keys: { id, secret, token } })
}

/** The check of Pulumi's AWS provider, before it makes anything. */
function check(input: ReaderInput): Answer {
  const profile = input.profile ?? (input.environment.get('AWS_PROFILE') || undefined)
  const named: ReaderInput = { ...input, profile, region: input.region ?? 'us-east-1' }
  // The profile is loaded even where the keys of the environment are used.
  const loaded = loadAsGo(named, checkPaths(input))
  if (loaded !== undefined && !isLoaded(loaded)) return loaded
  const steps: Readonly<Record<PulumiCheckStep, () => StepAnswer>> = {
    'environment-as-options': () => environmentAsOptions(input),
    'profile-as-option': () => readAsGo(named, checkPaths(input)),
  }
  return proved(input, firstOf(pulumiOrder.check, steps) ?? failure('no-credentials'))
}

export interface PulumiAnswer {
  readonly answer: Answer
  /** The check refused, and nothing else was asked. */
  readonly step?: 'check'
  readonly checked: Answer
}

export function readAsPulumi(input: ReaderInput): PulumiAnswer {
  if (input.provider?.skipsCheck === true) {
    const answer = readAsTerraform(input)
    return { answer, checked: answer }
  }
  const checked = check(input)
  if (isFailure(checked)) return { answer: checked, step: 'check', checked }
  return { answer: readAsTerraform(input), checked }
}
