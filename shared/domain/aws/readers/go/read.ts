import { type GoSection, type GoSections, goMerged, goMergedFiles } from '../../lenses/go.ts'
import { type Answer, type Failure, type StepAnswer, failure, firstOf, found, isFailure } from '../answer.ts'
import { type GoStartStep, goOrder } from '../order.ts'
import { type FileLists, goPaths, providerPaths } from '../paths.ts'
import type { FileState, ReaderInput } from '../types.ts'
import { type GoProfile, isLoaded, loadGoProfile } from './profile.ts'
import { environmentKeys, fromGoProfile, webIdentityOfEnvironment } from './sources.ts'

const nothing: GoSection = { values: new Map(), files: new Map(), halfKeys: false }

function readFiles(input: ReaderInput, paths: FileLists): GoSections | 'file-unreadable' | 'unknown' {
  const statesOf = (list: readonly string[]) => list.map((path) => input.file(path))
  const [config, credentials] = [statesOf(paths.config), statesOf(paths.credentials)]
  const states = [...config, ...credentials]
  if (states.includes('directory')) return 'file-unreadable'
  if (states.includes(undefined)) return 'unknown'
  return mergedFiles(bytesOf(config), bytesOf(credentials))
}

function bytesOf(states: readonly FileState[]): Uint8Array[] {
  return states.filter((state) => state instanceof Uint8Array)
}

const empty = new Uint8Array()

/** The two usual files are parsed once for all profiles. */
function mergedFiles(config: readonly Uint8Array[], credentials: readonly Uint8Array[]): GoSections {
  if (config.length > 1 || credentials.length > 1) return goMergedFiles(config, credentials)
  return goMerged(config[0] ?? empty, credentials[0] ?? empty)
}

/** The sections as an SDK sees them that does not know some settings. */
function withoutSettings(sections: GoSections, unknown: readonly string[]): GoSections {
  if (unknown.length === 0) return sections
  const known = ([key]: readonly [string, unknown]): boolean => !unknown.includes(key)
  return new Map(
    [...sections].map(([name, section]) => [
      name,
      { ...section, values: new Map([...section.values].filter(known)) },
    ]),
  )
}

interface Loaded {
  readonly name: string
  /** Named by code or AWS_PROFILE: then it must be there. */
  readonly isNamed: boolean
  readonly sections: GoSections | 'file-unreadable' | 'unknown'
}

function whatIsLoaded(input: ReaderInput, paths: FileLists): Loaded {
  const { environment, provider } = input
  const named = input.profile ?? (environment.get('AWS_PROFILE') || undefined)
  const name = named ?? (environment.get('AWS_DEFAULT_PROFILE') || 'default')
  const read = readFiles(input, paths)
  const sections = typeof read === 'string' ? read : withoutSettings(read, provider?.unknownSettings ?? [])
  return { name, isNamed: named !== undefined, sections }
}

/** The profile as loaded before any search; undefined where files were not looked at. */
export function loadAsGo(input: ReaderInput, paths: FileLists): GoProfile | Failure | undefined {
  const { name, isNamed, sections } = whatIsLoaded(input, paths)
  if (sections === 'file-unreadable') return failure(sections)
  if (sections === 'unknown') return undefined
  if (sections.has(name)) return loadGoProfile(sections, name)
  // A name in AWS_DEFAULT_PROFILE that no file has is ignored; any other is an error.
  return isNamed ? failure('profile-not-found') : loadGoProfile(new Map([[name, nothing]]), name)
}

/** The region of the profile that a provider loads. */
export function regionOfProvider(input: ReaderInput): string | undefined {
  const { name, sections } = whatIsLoaded(input, providerPaths(input))
  return typeof sections === 'string' ? undefined : sections.get(name)?.values.get('region') || undefined
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
export function readAsGo(input: ReaderInput, paths: FileLists = goPaths(input)): Answer {
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
