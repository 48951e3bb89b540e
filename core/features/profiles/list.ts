import type { ProfileList, Settings } from '../../../shared/contract/models.ts'
import { sectionNames } from '../../../shared/domain/aws/lookup.ts'
import type { AwsFiles, AwsView } from '../../aws/aws-files.ts'
import type { KnownOfProfiles } from '../../credentials/access-states.ts'
import type { VerifiedResults } from '../../credentials/verified-results.ts'
import { problemsOf, problemsOfFiles, stopsAwsCli } from '../../aws/problems.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { AccountNames } from '../../state/account-names.ts'
import { collectFacts, summarise, viewFileProblem, viewFile } from './summaries.ts'

/** What a list needs; the quick start of the command line gives no more than this. */
export interface ListContext {
  readonly aws: Pick<AwsFiles, 'view'>
  readonly settings: {
    get(): Promise<Pick<Settings, 'favourites' | 'groups' | 'profileGroups' | 'statusReader'>>
  }
  readonly verified: VerifiedResults
  readonly accountNames: Pick<AccountNames, 'read'>
  readonly ports: Pick<CorePorts, 'env' | 'homeDir'>
  readonly paths: StackpassPaths
  readonly now: () => Date
}

/** Loaded on demand: the names alone are listed without the code that reads caches of sign-ins. */
async function accessOf(view: AwsView, context: ListContext, known: KnownOfProfiles) {
  const [{ accessStates }, { statesPlace }] = await Promise.all([
    import('../../credentials/access-states.ts'),
    import('../../credentials/session-states.ts'),
  ])
  return accessStates(view, statesPlace(context), known)
}

/**
 * Every profile with its state; the first screen and `profiles list` are made of it. Without `problems`, looks only at
 * the files and their headers, which decide whether a file can be read: leaves settings out, and the
 * counts of the profiles cover only what was looked at.
 */
export async function listProfiles(
  context: ListContext,
  {
    problems = true,
    profiles: wanted = true,
    disagreeing,
  }: {
    readonly problems?: boolean | undefined
    readonly profiles?: boolean | undefined
    /** The profiles on which tools disagree, for lists that show it. */
    readonly disagreeing?: ReadonlySet<string>
  } = {},
): Promise<ProfileList> {
  const view = await context.aws.view()
  const settings = await context.settings.get()
  const [verified, accountNames] = await Promise.all([
    context.verified.current(settings.statusReader),
    context.accountNames.read(),
  ])
  const found = problems ? problemsOf(view) : problemsOfFiles(view)
  const access =
    problems && wanted
      ? await accessOf(view, context, { tool: settings.statusReader, checks: verified, problems: found })
      : new Map<string, never>()
  const facts = {
    ...collectFacts(settings, verified, found, accountNames, access),
    ...(disagreeing && { disagreeing }),
  }
  const names = (kind: 'sso-session' | 'services'): string[] => sectionNames(view.config.document, kind)
  return {
    files: [view.config, view.credentials].map((file) => ({
      ...viewFile(file),
      ...(stopsAwsCli(file, found) && { stopsAwsCli: true as const }),
    })),
    profiles: wanted ? [...view.profiles.values()].map((profile) => summarise(profile, facts)) : [],
    problems: found.map(viewFileProblem),
    ssoSessions: names('sso-session'),
    services: names('services'),
    warnings: [],
  }
}
