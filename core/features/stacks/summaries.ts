import type { ProjectSummary, StackSummary } from '../../../shared/contract/models.ts'
import { textsOf } from '../../../shared/domain/pulumi/identity/effective-config.ts'
import { needsSignIn } from '../../../shared/domain/pulumi/identity/needs-sign-in.ts'
import { knownRegion } from '../../../shared/domain/pulumi/identity/region.ts'
import type { CodedError } from '../../../shared/result.ts'
import type { Backend } from '../../stacks/backend.ts'
import type { LoadedProject, LoadedStack } from '../../stacks/load-project.ts'
import { shownPath } from '../../system/shown-path.ts'
import type { Facts } from './facts.ts'
import { identityOf, type StackIdentity } from './identity.ts'
import { placeOf } from '../../stacks/program-providers.ts'
import { whyNoAccount } from './no-account.ts'
import { problemsOfLoaded } from './problems-of-loaded.ts'
import { profileSource } from './profile-source.ts'
import { profilesNamedBy } from './profile-users.ts'

function problemOf(error: CodedError | undefined): { problem?: NonNullable<StackSummary['problem']> } {
  if (error === undefined) return {}
  const { code, message, line } = error
  return { problem: { code, message, ...(line !== undefined && { line }) } }
}

function accountOf(
  { identity, doubtful, winner }: StackIdentity,
  { accountNames }: Facts,
): Pick<StackSummary, 'account'> {
  if (identity.account === undefined) return {}
  const { accountId, from, at } = identity.account
  const alias = identity.account.alias ?? accountNames.get(accountId)?.name
  return {
    account: {
      id: accountId,
      from,
      ...(alias !== undefined && { alias }),
      ...(at !== undefined && { at: new Date(at).toISOString() }),
      // A role that is assumed last decides, whatever comes before it.
      ...(doubtful.length > 0 &&
        identity.hops.length === 0 && {
          unless: {
            environments: [...doubtful],
            // aws:profile goes before all keys except those of the config.
            sets: winner?.source === 'stack-profile' ? ('aws:accessKey' as const) : ('credentials' as const),
          },
        }),
    },
  }
}

/** Why the run would end before it has credentials; not where only a sign-in is missing, or an environment may decide. */
function cannotRun({ identity, winner, doubtful }: StackIdentity): Pick<StackSummary, 'cannotRun'> {
  const answer = identity.answer?.pulumi
  if (winner?.state !== 'fails' || answer === undefined || needsSignIn(answer) || doubtful.length > 0)
    return {}
  return { cannotRun: answer.why }
}

/** Why asking AWS about its profile would not tell its account, where it has a profile and no account is known. */
function cannotCheck(joined: StackIdentity): Pick<StackSummary, 'cannotCheck'> {
  const { account, profile } = joined.identity
  if (account !== undefined || profile === undefined) return {}
  const { reason, checkIsUseless } = whyNoAccount(joined)
  return checkIsUseless === true ? { cannotCheck: reason } : {}
}

/** The identity of a stack as its files are now. */
export function identityOfLoaded(project: LoadedProject, stack: LoadedStack, facts: Facts): StackIdentity {
  return identityOf({ stack: stack.content.file, project: project.found.content, of: project }, facts)
}

const isOpen = (region: StackIdentity['identity']['region']): boolean =>
  region.some(({ state }) => state === 'unknown')

/** What is said about a stack whose file, or whose project file, cannot be read. */
const unknownFacts = {
  profileFrom: 'unknown',
  profileFromLabel: 'Not known',
  allowedAccountIds: [],
  forbiddenAccountIds: [],
  verdict: 'unknown',
  environments: [],
  errors: 1,
  warnings: 0,
} satisfies Partial<StackSummary>

/** One row of the list; it holds no secret. */
export function summariseStack(project: LoadedProject, stack: LoadedStack, facts: Facts): StackSummary {
  const base = {
    project: project.found.folder,
    stack: stack.name,
    path: stack.path,
    label: shownPath(stack.path, facts.homeDir),
    presence: stack.presence,
    selected: stack.selected,
    namedProfiles: [...profilesNamedBy(project, stack)],
  }
  if (stack.content.error !== undefined || project.found.problem !== undefined)
    return { ...base, ...unknownFacts, ...problemOf(stack.content.error) }
  const joined = identityOfLoaded(project, stack, facts)
  const { identity, config, verdict } = joined
  const { profile } = identity
  const region = knownRegion(identity.region)
  const problems = problemsOfLoaded(project, stack, joined, facts)
  const variable = facts.environment['AWS_PROFILE'] ? 'AWS_PROFILE' : 'AWS_DEFAULT_PROFILE'
  return {
    ...base,
    ...(profile !== undefined && { profile }),
    ...profileSource(joined, project.found.fileName, variable),
    ...(region !== undefined && { region }),
    ...(region === undefined && isOpen(identity.region) && { regionOpen: true as const }),
    ...accountOf(joined, facts),
    allowedAccountIds: [...textsOf(config.get('aws:allowedAccountIds')?.value)],
    forbiddenAccountIds: [...textsOf(config.get('aws:forbiddenAccountIds')?.value)],
    verdict: verdict.kind,
    ...cannotRun(joined),
    ...cannotCheck(joined),
    environments: stack.content.file?.environment.imports.map(({ name }) => name) ?? [],
    errors: problems.filter(({ severity }) => severity === 'error').length,
    warnings: problems.filter(({ severity }) => severity === 'warning').length,
  }
}

const backendNames: Readonly<Record<Backend['kind'], string>> = {
  cloud: 'Pulumi Cloud',
  file: 'Local files',
  s3: 'S3',
  azblob: 'Azure Blob Storage',
  gs: 'Google Cloud Storage',
  unknown: 'Not known',
}

/** The URL without anything that may be a credential. */
function plainUrl(url: string): string {
  return url.replace(/^([a-z][\w+.-]*:\/\/)[^/@]*@/i, '$1')
}

function backendView({ kind, url }: Backend): ProjectSummary['backend'] {
  const isPlainCloud = kind === 'cloud' && url === 'https://api.pulumi.com'
  const label =
    url === undefined || isPlainCloud ? backendNames[kind] : `${backendNames[kind]} (${plainUrl(url)})`
  return { kind, label }
}

/** A project without its stacks. */
export function describeProject(project: LoadedProject, facts: Facts): Omit<ProjectSummary, 'stacks'> {
  const { found, aws, backend, ownProviders } = project
  return {
    folder: found.folder,
    label: shownPath(found.folder, facts.homeDir),
    name: found.name,
    projectFile: found.projectFile,
    ...(found.runtime !== undefined && { runtime: found.runtime }),
    ...(aws !== undefined && { awsMajor: aws.major }),
    ...(aws?.version !== undefined && { awsVersion: aws.version }),
    backend: backendView(backend),
    ...(ownProviders.length > 0 && { ownProviders: ownProviders.map(placeOf) }),
    ...problemOf(found.problem),
  }
}

const made = new WeakMap<LoadedProject, { readonly facts: Facts; readonly summary: ProjectSummary }>()

/** A project with its stacks; rebuilt only when the project or the facts changed. */
export function summariseProject(project: LoadedProject, facts: Facts): ProjectSummary {
  const known = made.get(project)
  if (known?.facts === facts) return known.summary
  const stacks = project.stacks.map((stack) => summariseStack(project, stack, facts))
  const summary = { ...describeProject(project, facts), stacks }
  made.set(project, { facts, summary })
  return summary
}
