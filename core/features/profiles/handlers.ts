import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { ProfileDetail, ProfileReaders } from '../../../shared/contract/models.ts'
import type { ReaderName } from '../../../shared/domain/aws/readers/types.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { askReaders, type ReaderPlace } from '../../aws/ask-readers.ts'
import type { AwsFiles, AwsView } from '../../aws/aws-files.ts'
import { findAgreement } from '../../edits/tools-agree.ts'
import { problemsOfProfile } from '../../aws/problems.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { namesWhere } from '../../aws/readers-alike.ts'
import { readersInBrief } from '../../aws/readers-in-brief.ts'
import { accessStates } from '../../credentials/access-states.ts'
import { statesPlace } from '../../credentials/session-states.ts'
import type { VerifiedResults } from '../../credentials/verified-results.ts'
import type { ClipboardKeeper } from '../../host/clipboard-keeper.ts'
import type { HandOuts } from '../../handouts/hand-outs.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { AccountNames } from '../../state/account-names.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { describeProfile } from './details.ts'
import { exportText } from './export-text.ts'
import { listProfiles, type ListContext } from './list.ts'
import { twinOf } from './twin-of.ts'
import { giveSnippet } from './snippets.ts'
import { collectFacts, viewSetting, type ProfileFacts } from './summaries.ts'

/** What profiles are described from. */
export interface ProfileContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly now: () => Date
  readonly aws: AwsFiles
  readonly settings: ListContext['settings']
  readonly verified: VerifiedResults
  readonly accountNames: Pick<AccountNames, 'read'>
  readonly clipboard: ClipboardKeeper
  readonly handOuts: HandOuts
}

/** The maximum number of profiles for which a way to agree is searched: each takes as long as several edits of the files. */
const mostRepaired = ({ config, credentials }: AwsView): number =>
  (config.bytes?.length ?? 0) + (credentials.bytes?.length ?? 0) > 256 * 1024 ? 3 : 50

/** Where the header of a profile is. */
function placed(view: AwsView, brief: ProfileReaders): ProfileReaders {
  const { configLine, credentialsLine } = view.profiles.get(brief.name) ?? {}
  if (configLine !== undefined) return { ...brief, place: { file: 'config', line: configLine } }
  if (credentialsLine === undefined) return brief
  return { ...brief, place: { file: 'credentials', line: credentialsLine } }
}

/** The answers with the change that makes tools agree, or otherwise the twin for those that cannot use the profile. */
async function withRepairs(
  context: ProfileContext,
  view: AwsView,
  profiles: readonly ProfileReaders[],
): Promise<ProfileReaders[]> {
  const { statusReader } = await context.settings.get()
  const found: ProfileReaders[] = []
  let left = mostRepaired(view)
  for (const brief of profiles) {
    const isLookedAt = brief.disagree && left > 0
    if (isLookedAt) left -= 1
    const agreement = isLookedAt
      ? await findAgreement(brief.name, placeOf(context, view), statusReader)
      : undefined
    const twin = brief.disagree && agreement === undefined ? twinOf(view, brief) : undefined
    found.push({
      ...brief,
      ...(agreement && { agreement: { ...agreement, operations: [...agreement.operations] } }),
      ...(twin && { twin }),
    })
  }
  return found
}

function placeOf({ ports, now }: ProfileContext, view: AwsView): ReaderPlace {
  return { view, homeDir: ports.homeDir, now: now().getTime() }
}

function refuses({ answers }: ProfileReaders, tool: ReaderName): boolean {
  return answers.some(({ tools, works }) => works === false && tools.includes(tool))
}

/** What is known about one profile. */
async function factsOf(context: ProfileContext, view: AwsView, name: string): Promise<ProfileFacts> {
  const settings = await context.settings.get()
  const [verified, accountNames] = await Promise.all([
    context.verified.current(settings.statusReader),
    context.accountNames.read(),
  ])
  const problems = problemsOfProfile(view, name)
  const known = { tool: settings.statusReader, checks: verified, problems }
  const access = await accessStates(view, statesPlace(context), known, [name])
  return collectFacts(settings, verified, problems, accountNames, access)
}

async function find(
  context: ProfileContext,
  name: string,
): Promise<Result<{ view: AwsView; profile: MergedProfile }>> {
  const view = await context.aws.view()
  const profile = view.profiles.get(name)
  return profile === undefined ? profileMissing(name, view) : ok({ view, profile })
}

function settingValue(profile: MergedProfile, key: string): Result<{ value: string; secret: boolean }> {
  const setting = profile.settings.get(key.toLowerCase())
  if (setting !== undefined) return ok({ value: setting.value, secret: viewSetting(setting).secret })
  return fail('SecretMissing', `${profile.name} has no ${key}.`, {
    reason: 'Neither file gives it that setting.',
    remedy: `Run \`stackpass profiles show ${profile.name}\` for what it has.`,
  })
}

export function createProfileHandlers(context: ProfileContext): HandlersOf<'profiles'> {
  return {
    'profiles.list': async ({ tools = false, ...options }) => {
      if (!tools) return ok(await listProfiles(context, options))
      const view = await context.aws.view()
      const place = placeOf(context, view)
      const names = await namesWhere([...view.profiles.keys()], place, ({ disagree }) => disagree)
      return ok(await listProfiles(context, { ...options, disagreeing: new Set(names) }))
    },

    'profiles.show': async ({ name, readers: wanted = true }): Promise<Result<ProfileDetail>> => {
      const found = await find(context, name)
      if (!found.ok) return found
      const { view, profile } = found.value
      const [facts, readers] = await Promise.all([
        factsOf(context, view, name),
        wanted ? askReaders(name, placeOf(context, view)) : undefined,
      ])
      return ok(describeProfile(view, profile, facts, readers))
    },

    'profiles.readers': async ({ names, notableFor, disagreeing, repairs = false }) => {
      const view = await context.aws.view()
      const missing = names?.find((name) => !view.profiles.has(name))
      if (missing !== undefined) return profileMissing(missing, view)
      const place = placeOf(context, view)
      const all = names ?? [...view.profiles.keys()]
      const isWanted = (brief: ProfileReaders): boolean =>
        brief.disagree || (notableFor !== undefined && refuses(brief, notableFor))
      const isAll = notableFor === undefined && disagreeing !== true
      const briefs = await readersInBrief(isAll ? all : await namesWhere(all, place, isWanted), place)
      const profiles = [...briefs.values()].map((brief) => placed(view, brief))
      return ok({ profiles: repairs ? await withRepairs(context, view, profiles) : profiles })
    },

    'profiles.reveal': async ({ name, key }) => {
      const found = await find(context, name)
      if (!found.ok) return found
      const setting = settingValue(found.value.profile, key)
      return setting.ok ? ok({ value: setting.value.value }) : setting
    },

    'profiles.copy': async ({ name, what }) => {
      const found = await find(context, name)
      if (!found.ok) return found
      if (what.type === 'setting') {
        const setting = settingValue(found.value.profile, what.key)
        if (!setting.ok) return setting
        const copied = await context.clipboard.copy(setting.value.value, setting.value.secret)
        return copied.ok ? ok({ copied: what.key, ...copied.value }) : copied
      }
      const snippet = await giveSnippet(context, found.value, what.format, what.secrets)
      if (!snippet.ok) return snippet
      const copied = await context.clipboard.copy(snippet.value.text, what.secrets)
      return copied.ok ? ok({ copied: `${what.format} snippet`, ...copied.value }) : copied
    },

    'profiles.copyMany': async ({ names, secrets }) => {
      const view = await context.aws.view()
      const missing = names.find((name) => !view.profiles.has(name))
      if (missing !== undefined) return profileMissing(missing, view)
      const profiles = [...new Set(names)].flatMap((name) => view.profiles.get(name) ?? [])
      const made = exportText(view, profiles, secrets)
      if (!made.ok) return made
      const copied = await context.clipboard.copy(made.value.text, secrets)
      if (!copied.ok) return copied
      const what = profiles.length === 1 ? '1 profile' : `${profiles.length} profiles`
      return ok({ copied: what, left: made.value.left, ...copied.value })
    },

    'profiles.snippet': async ({ name, format, secrets }) => {
      const found = await find(context, name)
      return found.ok ? giveSnippet(context, found.value, format, secrets) : found
    },
  }
}
