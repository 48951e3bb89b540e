import { longestChain } from '../../references.ts'
import { type Answer, type Failure, type StepAnswer, failure, firstOf, stop } from '../answer.ts'
import { jsOrder } from '../order.ts'
import { assumeRole } from '../services.ts'
import { type JsLook, type JsSection, jsOwner, jsSection } from './look.ts'
import { container, environmentKeys, instance, profileSources } from './sources.ts'

/** A role needs exactly one of the two; a profile with both is not a role. */
function isRole(section: JsSection): boolean {
  return section.has('role_arn') && section.has('source_profile') !== section.has('credential_source')
}

/** A source profile may pass credentials on without a role of its own. */
function passesOn(section: JsSection): boolean {
  return !section.has('role_arn') && section.has('credential_source')
}

const credentialSources = ['Environment', 'EcsContainer', 'Ec2InstanceMetadata']

/** The SDK has separate code for each source: it asks even a metadata service that is switched off. */
function fromCredentialSource(look: JsLook, name: string | undefined): Answer {
  const answer =
    name === 'Environment'
      ? environmentKeys(look.input)
      : name === 'EcsContainer'
        ? container(look.input)
        : instance(look, () => false)
  return answer ?? failure('credential-source-empty')
}

/** What is wrong with the source at the first look. */
function startProblem(section: JsSection, visited: readonly string[]): Failure | undefined {
  if (visited.length > longestChain) return stop('chain-too-long')
  const source = section.get('source_profile')
  if (source !== undefined) return visited.includes(source) ? failure('circle') : undefined
  const isKnown = credentialSources.includes(section.get('credential_source') ?? '')
  return isKnown ? undefined : failure('credential-source-unknown')
}

function below(look: JsLook, visited: readonly string[]): Answer {
  const section = jsSection(look)
  const problem = startProblem(section, visited)
  if (problem) return problem
  const source = section.get('source_profile')
  if (source === undefined) return fromCredentialSource(look, section.get('credential_source'))
  return fromProfile({ ...look, profile: source }, [...visited, source])
}

function role(look: JsLook, visited: readonly string[]): StepAnswer {
  const section = jsSection(look)
  const isSource = visited.length > 0
  if (!isRole(section) && !(isSource && passesOn(section))) return undefined
  const source = below(look, visited)
  const arn = section.get('role_arn')
  if (arn === undefined) return source
  // No SDK asks for the code by itself; that is found before waiting for the source, if there is one to wait for.
  if (section.has('mfa_serial')) return startProblem(section, visited) ?? stop('mfa-needed')
  return assumeRole(
    look.input,
    {
      profile: jsOwner(look, 'role_arn'),
      role: arn,
      seconds: Number.parseInt(section.get('duration_seconds') ?? '3600', 10),
      sessionName: section.get('role_session_name'),
      externalId: section.get('external_id'),
    },
    source,
  )
}

/** `visited` holds the source profiles so far, without the first profile: that one may name itself for its keys. */
function fromProfile(look: JsLook, visited: readonly string[]): Answer {
  const order = visited.length > 0 ? jsOrder.sourceProfile : jsOrder.profile
  const steps = { ...profileSources(look), role: () => role(look, visited) }
  return firstOf(order, steps) ?? failure('no-credentials')
}

/** What `fromIni` makes of a profile. */
export function jsProfile(look: JsLook): Answer {
  return fromProfile(look, [])
}
