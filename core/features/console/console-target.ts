import type { Input } from '../../../shared/contract/index.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { ownTarget } from '../../aws/own-target.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { credentialSources } from '../../credentials/credential-sources.ts'
import { partitionOfArn, partitionOfRegion } from '../../../shared/domain/aws/partitions.ts'
import type { ConsoleContext, ConsoleLoans } from './context.ts'
import type { IdentityCenterRole } from './links.ts'
import { stackProfile, type StackProfile } from './stack-profile.ts'

/** Whose console it is. */
export interface ConsoleTarget {
  /** As requested; a twin stands for another profile. */
  readonly name: string
  /** The profile that has the credentials. */
  readonly profile: MergedProfile
  readonly view: AwsView
  readonly partition: string
  readonly region: string | undefined
  /** Of a profile that gets its credentials from the access portal. */
  readonly identityCenter: IdentityCenterRole | undefined
}

type Asked = Pick<Input<'console.open'>, 'profile' | 'stack' | 'region'>

/** Errors: InvalidValue, ProfileNotFound, PointerCycle, CredentialsUnavailable, and those of stacks. */
export async function consoleTarget(
  context: ConsoleContext,
  loans: ConsoleLoans,
  asked: Asked,
): Promise<Result<ConsoleTarget>> {
  if (asked.profile !== undefined && asked.stack !== undefined)
    return fail('InvalidValue', 'Name a profile or a stack, not both.', {
      reason: 'A stack determines which profile it runs with.',
      remedy: 'Leave one of the two out.',
    })
  const view = await context.aws.view()
  const chosen = await chosenProfile(loans, asked, view)
  if (!chosen.ok) return chosen
  const target = await ownTarget(chosen.value?.profile, view, loans.activeName)
  if (!target.ok) return target
  const profile = view.profiles.get(target.value)
  if (profile === undefined) return profileMissing(target.value, view)
  const name = chosen.value?.profile ?? target.value
  const settings = [view.profiles.get(name), profile]
  const own = settings.map((one) => one?.settings.get('region')?.value).find((value) => value)
  const identityCenter = identityCenterOf(context, view, profile)
  return ok({
    name,
    profile,
    view,
    partition: partitionOf(profile, own, identityCenter?.region),
    region: asked.region ?? chosen.value?.region ?? own,
    identityCenter: identityCenter?.role,
  })
}

async function chosenProfile(
  loans: ConsoleLoans,
  { profile, stack }: Asked,
  view: AwsView,
): Promise<Result<StackProfile | undefined>> {
  if (stack === undefined) return ok(profile === undefined ? undefined : { profile })
  const shown = await loans.showStack(stack)
  return shown.ok ? stackProfile(shown.value, view.profiles) : shown
}

function identityCenterOf(
  context: ConsoleContext,
  view: AwsView,
  profile: MergedProfile,
): { readonly role: IdentityCenterRole; readonly region: string | undefined } | undefined {
  if (profile.kind !== 'sso') return undefined
  const value = (key: string): string | undefined => profile.settings.get(key)?.value || undefined
  const session = value('sso_session')
  const section =
    session === undefined ? undefined : credentialSources(context, view).ssoSessions.get(session)
  const fromSession = (key: string) => (session === undefined ? value(key) : section?.get(key) || undefined)
  const startUrl = fromSession('sso_start_url')
  const [accountId, roleName] = [value('sso_account_id'), value('sso_role_name')]
  if (startUrl === undefined || accountId === undefined || roleName === undefined) return undefined
  return { role: { startUrl, accountId, roleName }, region: fromSession('sso_region') }
}

/** The profile's own setting goes before its Region, which may belong to an environment that is not AWS. */
function partitionOf(
  profile: MergedProfile,
  region: string | undefined,
  ssoRegion: string | undefined,
): string {
  const arns = ['role_arn', 'login_session', 'mfa_serial'].map((key) => profile.settings.get(key)?.value)
  const ofArn = arns.map(partitionOfArn).find((found) => found !== undefined)
  return ofArn ?? partitionOfRegion(ssoRegion ?? region ?? 'us-east-1').id
}
