import { createShapes, type Shape } from '../alike.ts'
import type { SharedFileDocument } from '../document.ts'
import type { Environment } from '../locations.ts'
import { listSections, mergeProfiles } from '../merge.ts'
import type { ListedSection } from '../merge.ts'
import { decodeText } from '../text.ts'
import type { FileProblem, MergedProfile } from '../types.ts'
import { doubtValue } from '../values/doubt-setting.ts'
import { checkEnvironment } from './environment.ts'
import { checkIdentity } from './environment-identity.ts'
import { checkFile } from './file.ts'
import { checkHeaders } from './headers.ts'
import { checkMarkers } from './markers.ts'
import { checkProfiles } from './profiles.ts'
import { reporter } from './report.ts'
import { checkSections, checkSettings } from './settings.ts'
import { checkSources, isJudgedByOthers } from './sources.ts'
import { checkValues } from './values.ts'

export interface FileProblemInput {
  readonly config?: SharedFileDocument | undefined
  readonly credentials?: SharedFileDocument | undefined
  /** File modes as `stat` gives them; leave out where they mean nothing (Windows). */
  readonly configMode?: number | undefined
  readonly credentialsMode?: number | undefined
  readonly environment?: Environment | undefined
  /** The merged profiles, when the caller already has them. */
  readonly profiles?: ReadonlyMap<string, MergedProfile> | undefined
  /** Milliseconds since 1970; without it nothing is reported as expired. */
  readonly now?: number | undefined
  /** The shapes of the profiles, at that time, when the caller already has them. */
  readonly shapeOf?: ((name: string) => Shape | undefined) | undefined
  /** Whether the vault has a key of a profile that asks Stackpass for itself. Left out: it has none. */
  readonly isHeld?: ((profile: string) => boolean) | undefined
}

const holdsNone = (): boolean => false

function byName(sections: readonly ListedSection[]): Map<string, ListedSection> {
  return new Map(sections.map((section) => [section.name, section]))
}

function rank(problem: FileProblem): number {
  return problem.file === undefined ? 0 : problem.file === 'config' ? 1 : 2
}

function inOrder(found: FileProblem[]): FileProblem[] {
  return found.sort((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0))
}

/** What decides whether a file can be read at all: encoding, line ends, access rights and headers; in the same order. */
export function findProblemsOfFiles(input: FileProblemInput): FileProblem[] {
  const found: FileProblem[] = []
  for (const [document, mode] of [
    [input.config, input.configMode],
    [input.credentials, input.credentialsMode],
  ] as const) {
    if (!document) continue
    const report = reporter(document, found)
    checkFile(document, mode, report)
    checkHeaders(document, report)
  }
  return inOrder(found)
}

/** The profiles in which something may be wrong: one of each shape is judged for all. */
function suspectsAmong(
  profiles: ReadonlyMap<string, MergedProfile>,
  { config, credentials, now, shapeOf = createShapes(config, credentials, now) }: FileProblemInput,
  isRight: (profile: MergedProfile) => boolean,
): MergedProfile[] {
  const rightShapes = new Map<string, boolean>()
  const doubtful = new Map<string, boolean>()
  const isDoubtful = ([key, value]: readonly [string, string]): boolean => {
    const pair = `${key}=${value}`
    const known = doubtful.get(pair) ?? doubtValue(key, value, { ownEndpoint: false }) !== undefined
    doubtful.set(pair, known)
    return known
  }
  return [...profiles.values()].filter((profile) => {
    const known = shapeOf(profile.name)
    if (known === undefined || known.values.some(isDoubtful)) return true
    let right = rightShapes.get(known.shape)
    if (right === undefined) rightShapes.set(known.shape, (right = isRight(profile)))
    return !right
  })
}

/** Everything that is wrong, or read differently by different tools, in both files: ordered by file (config first) and line. */
export function findFileProblems(input: FileProblemInput): FileProblem[] {
  const { config, credentials, isHeld = holdsNone } = input
  const found: FileProblem[] = []
  for (const [document, mode] of [
    [config, input.configMode],
    [credentials, input.credentialsMode],
  ] as const) {
    if (!document) continue
    const report = reporter(document, found)
    checkFile(document, mode, report)
    checkHeaders(document, report)
    checkSettings(document, report)
    checkMarkers(document, report)
  }
  const profiles = input.profiles ?? mergeProfiles(config, credentials)
  const sessions = byName(listSections(config, 'sso-session'))
  const services = byName(listSections(config, 'services'))
  const suspects = suspectsAmong(profiles, input, (profile) => {
    const about: FileProblem[] = []
    checkProfiles([profile], profiles, sessions, services, input.now, about)
    checkValues([profile], new Map(), about)
    checkSources([profile], profiles, sessions, isHeld, about)
    return about.length === 0
  })
  checkProfiles(suspects, profiles, sessions, services, input.now, found)
  checkValues(suspects, sessions, found)
  checkSources(suspects, profiles, sessions, isHeld, found)
  if (input.environment) {
    checkEnvironment(input.environment, profiles, found)
    checkIdentity(input.environment, input.now, found)
  }
  return inOrder(found)
}

/** The same file as if it had no other sections than those of this name, of whatever kind. */
function onlyNamed(document: SharedFileDocument, name: string): SharedFileDocument {
  const sections = document.sections.filter(({ rawName }) =>
    document.ascii ? rawName === name : decodeText(rawName) === name,
  )
  return { ...document, sections, index: undefined, lookups: 0 }
}

/** Of everything that `findFileProblems` finds, what is about one profile; looks at the others only as far as that needs. */
export function findProblemsOfProfile(
  input: FileProblemInput & Required<Pick<FileProblemInput, 'profiles'>>,
  name: string,
): FileProblem[] {
  const { config, credentials, profiles = new Map<string, MergedProfile>() } = input
  const found: FileProblem[] = []
  for (const document of [config, credentials]) {
    if (!document) continue
    const only = onlyNamed(document, name)
    const report = reporter(document, found)
    checkHeaders(only, report)
    // About the whole file, which is known to be plain or not.
    checkSections(document, only.sections, report)
  }
  const profile = profiles.get(name)
  if (profile !== undefined) {
    const sessions = byName(listSections(config, 'sso-session'))
    checkProfiles([profile], profiles, sessions, byName(listSections(config, 'services')), input.now, found)
    checkValues([profile], new Map(), found)
    checkSources(
      isJudgedByOthers(profile) ? profiles.values() : [profile],
      profiles,
      sessions,
      input.isHeld ?? holdsNone,
      found,
    )
  }
  if (input.environment) checkEnvironment(input.environment, profiles, found)
  return inOrder(found.filter((problem) => problem.profile === name))
}
