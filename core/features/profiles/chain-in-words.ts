import { declaredAccount } from '../../../shared/domain/aws/arn-account.ts'
import type { ChainStep } from '../../../shared/contract/models.ts'
import { chainOf } from '../../../shared/domain/aws/references.ts'
import type { MergedProfile, ProfileKind } from '../../../shared/domain/aws/types.ts'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'

const starts: Readonly<Record<ProfileKind, string>> = {
  keys: 'Long-lived keys',
  session: 'Session keys',
  role: 'Assumes a role',
  sso: 'Signs in with IAM Identity Center',
  process: 'Runs a credential process',
  'web-identity': 'Signs in with a web identity token',
  login: 'Uses the session of aws login',
  incomplete: 'Has no credentials of its own',
}

const sources: ReadonlyMap<string, string> = new Map([
  ['Environment', 'Keys from the environment'],
  ['Ec2InstanceMetadata', 'Role of the EC2 instance'],
  ['EcsContainer', 'Role of the container'],
])

function roleName(profile: MergedProfile): string | undefined {
  return profile.settings.get('role_arn')?.value.split('/').at(-1)
}

function actionOf(profile: MergedProfile): string {
  if (isVaultHeld(profile)) return 'Takes its key from the vault'
  const role = roleName(profile)
  if (profile.kind === 'role' && role !== undefined) return `Assumes role ${role}`
  if (profile.kind === 'web-identity' && role !== undefined)
    return `Assumes role ${role} with a web identity token`
  return starts[profile.kind]
}

/** How a profile gets its credentials, from the first keys to the profile itself. */
export function chainInWords(profiles: ReadonlyMap<string, MergedProfile>, name: string): ChainStep[] {
  const chain = chainOf(profiles, name)
  const steps: ChainStep[] = []
  for (const step of chain.steps) {
    const profile = profiles.get(step.name)
    if (profile === undefined) continue
    const account = declaredAccount((key) => profile.value(key))
    const mfa = profile.settings.has('mfa_serial') ? ', asks for an MFA code' : ''
    steps.push({
      profile: step.name,
      kind: profile.kind,
      action: `${actionOf(profile)}${mfa}`,
      ...(account !== undefined && { account }),
    })
    if (step.via?.key === 'credential_source')
      steps.push({ action: sources.get(step.via.value) ?? `Keys from ${step.via.value}` })
  }
  if (chain.missing !== undefined) {
    steps.push({
      action: `Source profile ${chain.missing}`,
      problem: `${chain.missing} does not exist in either file.`,
    })
  }
  if (chain.cycle !== undefined) {
    steps.push({
      action: 'Forms a loop',
      problem: `${chain.cycle.join(' → ')}. Change source_profile in one of them.`,
    })
  }
  return steps.reverse()
}
