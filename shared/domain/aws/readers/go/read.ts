import { type GoSection, type GoSections, goMerged } from '../../lenses/go.ts'
import { type Answer, type Failure, type StepAnswer, failure, firstOf, found, isFailure } from '../answer.ts'
import { type GoStartStep, goOrder } from '../order.ts'
import { type FilePaths, goPaths } from '../paths.ts'
import type { ReaderInput } from '../types.ts'
import { type GoProfile, isLoaded, loadGoProfile } from './profile.ts'
import { environmentKeys, fromGoProfile, webIdentityOfEnvironment } from './sources.ts'

const empty = new Uint8Array()
const nothing: GoSection = { values: new Map(), files: new Map(), halfKeys: false }

function readFiles(input: ReaderInput, paths: FilePaths): GoSections | 'file-unreadable' | 'unknown' {
  const states = [input.file(paths.config), input.file(paths.credentials)]
  if (states.includes('directory')) return 'file-unreadable'
  if (states.includes(undefined)) return 'unknown'
  const [config = empty, credentials = empty] = states.map((state) =>
    state instanceof Uint8Array ? state : empty,
  )
  return goMerged(config, credentials)
}

/** The profile as it is loaded before anything is looked for; undefined where files were not looked at. */
export function loadAsGo(input: ReaderInput, paths: FilePaths): GoProfile | Failure | undefined {
  const { environment } = input
  const sections = readFiles(input, paths)
  if (sections === 'file-unreadable') return failure(sections)
  if (sections === 'unknown') return undefined
  const named = input.profile ?? (environment.get('AWS_PROFILE') || undefined)
  const name = named ?? (environment.get('AWS_DEFAULT_PROFILE') || 'default')
  if (sections.has(name)) return loadGoProfile(sections, name)
  // A name in AWS_DEFAULT_PROFILE that stands nowhere is passed over; any other is an error.
  return named === undefined ? loadGoProfile(new Map([[name, nothing]]), name) : failure('profile-not-found')
}

const regionVariables = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL']

/** STS has no address without a region, which the first profile of the chain names, or an endpoint. */
function withRegion(
  { environment }: ReaderInput,
  { region, hasEndpoint }: GoProfile,
  answer: Answer,
): Answer {
  if (isFailure(answer) || answer.role === undefined || region !== '' || hasEndpoint) return answer
  return regionVariables.some((name) => environment.get(name)) ? answer : failure('region-missing')
}

/** What aws-sdk-go-v2 hands out. A profile that cannot be loaded ends it, even beside keys in the environment. */
export function readAsGo(input: ReaderInput, paths: FilePaths = goPaths(input)): Answer {
  const loaded = loadAsGo(input, paths)
  if (loaded === undefined) return found('keys-credentials', [], { waitsFor: 'file' })
  if (!isLoaded(loaded)) return loaded
  const steps: Readonly<Record<GoStartStep, () => StepAnswer>> = {
    environment: () => environmentKeys(input),
    'web-identity-environment': () => webIdentityOfEnvironment(input),
    profile: () => fromGoProfile(input, loaded),
  }
  const order: readonly GoStartStep[] =
    input.profile === undefined ? goOrder.profileFromEnvironment : goOrder.profileInCode
  const answer = firstOf(order, steps) ?? failure('no-credentials')
  return input.region === undefined ? withRegion(input, loaded, answer) : answer
}
