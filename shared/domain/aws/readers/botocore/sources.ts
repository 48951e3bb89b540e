import { shellSplit } from '../../lenses/python.ts'
import { type StepAnswer, failure } from '../answer.ts'
import { pythonTime } from '../dates.ts'
import { fromContainer, fromInstance, isTrue } from '../machine.ts'
import type { BotocoreStep } from '../order.ts'
import { botocoreJudge, fromProcess } from '../process.ts'
import { assumeWithToken, keysFound } from '../services.ts'
import { fromLogin } from '../tokens.ts'
import { type BotocoreLook, sectionOf, settingOf } from './look.ts'
import { botocoreSso, clientProblem } from './sso.ts'

function environmentKeys({ input }: BotocoreLook): StepAnswer {
  const { environment, now } = input
  const id = environment.get('AWS_ACCESS_KEY_ID')
  if (!id) return undefined
  const secret = environment.get('AWS_SECRET_ACCESS_KEY')
  if (!secret) return failure('keys-incomplete')
  const expires = environment.get('AWS_CREDENTIAL_EXPIRATION')
  const at = expires ? pythonTime(expires) : undefined
  if (expires && at === undefined) return failure('expiration-unreadable')
  if (at !== undefined && at <= now) return failure('already-expired')
  const token = environment.get('AWS_SECURITY_TOKEN') || environment.get('AWS_SESSION_TOKEN') || undefined
  return keysFound('environment', [], { id, secret, token, expiresAt: at }, environment.get('AWS_ACCOUNT_ID'))
}

function fileKeys(look: BotocoreLook, file: 'config' | 'credentials'): StepAnswer {
  const section = sectionOf(look, file)
  if (!section.has('aws_access_key_id')) return undefined
  if (!section.has('aws_secret_access_key')) return failure('keys-incomplete')
  const keys = {
    id: settingOf(section, 'aws_access_key_id') ?? '',
    secret: settingOf(section, 'aws_secret_access_key') ?? '',
    token: settingOf(section, 'aws_security_token') ?? settingOf(section, 'aws_session_token'),
  }
  return keysFound(`keys-${file}`, [look.profile], keys, settingOf(section, 'aws_account_id'))
}

function webIdentity(look: BotocoreLook): StepAnswer {
  const { input, profile, profileInCode } = look
  const fromEnvironment = (name: string) => (profileInCode ? undefined : input.environment.get(name))
  const setting = (key: string) => settingOf(sectionOf(look), key)
  const path = fromEnvironment('AWS_WEB_IDENTITY_TOKEN_FILE') ?? setting('web_identity_token_file')
  if (!path) return undefined
  const roleOfEnvironment = fromEnvironment('AWS_ROLE_ARN')
  const role = roleOfEnvironment ?? setting('role_arn')
  if (!role) return failure('role-arn-missing')
  const sessionName = fromEnvironment('AWS_ROLE_SESSION_NAME') ?? setting('role_session_name')
  const answer = assumeWithToken(input, {
    profile: roleOfEnvironment === undefined ? profile : undefined,
    role,
    path,
    sessionName: sessionName || undefined,
  })
  return clientProblem(look, answer)
}

function process(look: BotocoreLook): StepAnswer {
  const section = sectionOf(look)
  if (!section.has('credential_process')) return undefined
  const command = settingOf(section, 'credential_process') ?? ''
  const argv = shellSplit(command)
  const [program] = argv ?? []
  if (argv === undefined || program === undefined) return failure('crash')
  // No shell reads the command: a home folder, a variable or an assignment counts as the name of a program that nobody has.
  if (/^[~$]|^[A-Za-z_]\w*=/.test(program)) return failure('process-failed')
  const account = settingOf(section, 'aws_account_id')
  return fromProcess(look.input, { profile: look.profile, command, argv, account }, botocoreJudge)
}

function login(look: BotocoreLook): StepAnswer {
  const session = settingOf(sectionOf(look), 'login_session')
  return session === undefined ? undefined : fromLogin(look.input, look.profile, session, pythonTime)
}

/** Every source except a role, which needs them. */
export function sourcesOf(
  look: BotocoreLook,
): Readonly<Record<Exclude<BotocoreStep, 'role'>, () => StepAnswer>> {
  return {
    environment: () => environmentKeys(look),
    'web-identity': () => webIdentity(look),
    sso: () => botocoreSso(look),
    'keys-credentials': () => fileKeys(look, 'credentials'),
    login: () => login(look),
    process: () => process(look),
    'keys-config': () => fileKeys(look, 'config'),
    container: () => fromContainer(look.input, { emptyCounts: true, asksTwice: false }),
    imds: () => fromInstance(look.input, settingOf(sectionOf(look), 'ec2_metadata_service_endpoint'), isTrue),
  }
}
