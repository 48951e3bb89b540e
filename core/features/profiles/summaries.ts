import { accountOf } from '../../../shared/domain/aws/account-of.ts'
import {
  groupFinder,
  productionGroups,
  type Groupable,
  type GroupFound,
} from '../../../shared/domain/groups/group-of.ts'
import type {
  AccessState,
  FileProblemView,
  FileStatus,
  ProfileSummary,
  Settings,
  SettingView,
  VerifyResult,
} from '../../../shared/contract/models.ts'
import { expiryOf } from '../../../shared/domain/aws/expiry.ts'
import type { FileProblem, MergedProfile, MergedSetting } from '../../../shared/domain/aws/types.ts'
import { maskedValue, shownValue } from '../../../shared/domain/secrets/masked-value.ts'
import { secretMask } from '../../../shared/domain/secrets/secret-mask.ts'
import type { SharedFileState } from '../../aws/aws-files.ts'
import type { AccountName } from '../../state/account-names.ts'

/** Settings whose names do not mark them as secret hold no secret in a value shorter than this. */
const shortestSecret = 20
/**
 * An access key ID as AWS gives it out is no secret: nearly every row of a list has one, and checking it takes a third of the
 * time.
 */
const keyId = /^A[KS]IA[A-Z0-9]{16}$/

/** Values that a check would leave unchanged. */
export const holdsNoSecret = (value: string): boolean => value.length < shortestSecret || keyId.test(value)

/** What Stackpass itself knows about profiles, indexed once for a whole list. */
export interface ProfileFacts {
  readonly favourites: ReadonlySet<string>
  readonly groupOf: (profile: Groupable) => GroupFound | undefined
  readonly productionGroups: ReadonlySet<string>
  readonly verified: ReadonlyMap<string, VerifyResult>
  readonly problems: ReadonlyMap<string, { errors: number; warnings: number }>
  readonly accountNames: ReadonlyMap<string, AccountName>
  /** Empty where nobody looked. */
  readonly access: ReadonlyMap<string, AccessState>
  /** Profiles on which tools disagree, if that was checked. */
  readonly disagreeing?: ReadonlySet<string>
}

export function collectFacts(
  settings: Pick<Settings, 'favourites' | 'groups' | 'profileGroups'>,
  verified: ReadonlyMap<string, VerifyResult>,
  found: readonly FileProblem[],
  accountNames: ReadonlyMap<string, AccountName>,
  access: ReadonlyMap<string, AccessState> = new Map(),
): ProfileFacts {
  const problems = new Map<string, { errors: number; warnings: number }>()
  for (const { profile, severity } of found) {
    if (profile === undefined || severity === 'info') continue
    const count = problems.get(profile) ?? { errors: 0, warnings: 0 }
    if (severity === 'error') count.errors++
    else count.warnings++
    problems.set(profile, count)
  }
  return {
    favourites: new Set(settings.favourites),
    groupOf: groupFinder(settings),
    productionGroups: productionGroups(settings),
    verified,
    problems,
    accountNames,
    access,
  }
}

function filesWith({ configLine, credentialsLine }: MergedProfile): ProfileSummary['files'] {
  if (credentialsLine === undefined) return ['config']
  return configLine === undefined ? ['credentials'] : ['config', 'credentials']
}

/** One row of the list; it holds no secret. */
export function summarise(profile: MergedProfile, facts: ProfileFacts): ProfileSummary {
  const verified = facts.verified.get(profile.name)
  // Someone's secret may have been put into the wrong setting.
  const shown = (key: string): string | undefined => {
    const value = profile.value(key)
    return value === undefined || holdsNoSecret(value) ? value : shownValue(key, value)
  }
  const problems = facts.problems.get(profile.name)
  const access = facts.access.get(profile.name)
  const known = accountOf(profile, shown, verified?.account)
  const account = known?.account
  const { group, rule } = facts.groupOf({ name: profile.name, account }) ?? {}
  const called = account === undefined ? undefined : facts.accountNames.get(account)
  return {
    name: profile.name,
    kind: profile.kind,
    files: filesWith(profile),
    region: shown('region'),
    account,
    ...(known?.from === 'name' && { accountFromName: true as const }),
    ...(called && { accountName: called.name, accountNameAt: called.at }),
    accessKeyId: shown('aws_access_key_id'),
    roleArn: shown('role_arn'),
    sourceProfile: shown('source_profile'),
    ssoSession: shown('sso_session'),
    hasSecret: (profile.value('aws_secret_access_key') ?? '') !== '',
    hasToken: (profile.value('aws_session_token') ?? '') !== '',
    expiresAt: expiryOf(profile),
    errors: problems?.errors ?? 0,
    warnings: problems?.warnings ?? 0,
    ...(facts.disagreeing && { disagree: facts.disagreeing.has(profile.name) }),
    favourite: facts.favourites.has(profile.name),
    group,
    ...(rule !== undefined && { groupRule: rule }),
    production: group !== undefined && facts.productionGroups.has(group),
    verified,
    ...(access && { access }),
  }
}

/** A setting as shown: only its length if it is a secret, and what is around it. */
export function viewSetting(setting: MergedSetting): SettingView {
  const { key, value, file, line, shadowed } = setting
  const masked = setting.secret ? secretMask : maskedValue(key, value)
  const secret = masked !== undefined
  return {
    key,
    secret,
    file,
    line,
    ...(secret ? { length: value.length } : { value }),
    ...(secret && masked !== secretMask && { shown: masked }),
    ...(shadowed && {
      shadowed: {
        file: shadowed.file,
        line: shadowed.line,
        ...(setting.secret ? {} : { value: shownValue(key, shadowed.value) }),
      },
    }),
  }
}

/** A problem as it crosses the contract: its repair names the file it belongs to. */
export function viewFileProblem(problem: FileProblem): FileProblemView {
  const { fix, readers, ...rest } = problem
  const view = { ...rest, readers: [...readers] }
  if (fix === undefined) return view
  const operation = fix.operation
  if (operation.type !== 'fix')
    return {
      ...view,
      fix: {
        label: fix.label,
        operation: { ...operation } as NonNullable<FileProblemView['fix']>['operation'],
      },
    }
  if (problem.file === undefined) return view
  return {
    ...view,
    fix: { label: fix.label, operation: { type: 'fix', file: problem.file, fix: operation.fix } },
  }
}

export function viewFile(state: SharedFileState): FileStatus {
  return {
    kind: state.kind,
    label: state.label,
    path: state.path,
    state: state.state,
    readAt: state.readAt.toISOString(),
    mode: state.mode === undefined ? undefined : (state.mode & 0o777).toString(8).padStart(4, '0'),
    bytes: state.bytes?.length,
    error: state.error && { ...state.error, details: state.error.details && { ...state.error.details } },
  }
}
