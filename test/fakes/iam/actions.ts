import { randomBytes } from 'node:crypto'
import { authenticate } from '../sts/authenticate.ts'
import type { Identity } from '../sts/identities.ts'
import { StsError, type StsReply, type XmlTree, errorReply, successReply } from '../sts/replies.ts'
import type { SignedRequest } from '../sts/signature.ts'
import type { IamWorld } from './world.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const newId = (): string => `AKIA${[...randomBytes(16)].map((byte) => letters.charAt(byte % 32)).join('')}`
const instant = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z/, 'Z')
const userName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

/** The user that a request is about; only users, and only with their name where the signing key is temporary. */
function userOf(caller: Identity, form: URLSearchParams): string {
  const asked = form.get('UserName')
  const named = asked !== null || form.get('Action') === 'GetAccessKeyLastUsed'
  if (!caller.arn.includes(':user/') || (caller.sessionToken !== undefined && !named))
    throw new StsError(400, 'ValidationError', 'Must specify userName when calling with non-User credentials')
  if (asked !== null && asked !== userName(caller.arn))
    throw new StsError(
      403,
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: iam:${form.get('Action')} on resource: user ${asked}`,
    )
  return caller.arn
}

const keysOf = ({ identities }: IamWorld, arn: string): Identity[] =>
  [...identities.values()].filter((one) => one.arn === arn && one.sessionToken === undefined)

function keyOf(world: IamWorld, arn: string, form: URLSearchParams): Identity {
  const id = form.get('AccessKeyId') ?? ''
  const found = keysOf(world, arn).find(({ accessKeyId }) => accessKeyId === id)
  if (found === undefined)
    throw new StsError(404, 'NoSuchEntity', `The Access Key with id ${id} cannot be found.`)
  return found
}

function create(world: IamWorld, caller: Identity, arn: string): XmlTree {
  if (keysOf(world, arn).length >= 2)
    throw new StsError(409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2')
  const { account, userId, mfa } = caller
  const accessKeyId = newId()
  const secretAccessKey = randomBytes(30).toString('base64')
  world.identities.set(accessKeyId, {
    account,
    arn,
    userId,
    accessKeyId,
    secretAccessKey,
    ...(mfa && { mfa }),
  })
  const createdAt = Date.now()
  world.keys.set(accessKeyId, { status: 'Active', createdAt })
  world.made(accessKeyId)
  return {
    AccessKey: {
      UserName: userName(arn),
      AccessKeyId: accessKeyId,
      Status: 'Active',
      SecretAccessKey: secretAccessKey,
      CreateDate: instant(createdAt),
    },
  }
}

function act(world: IamWorld, caller: Identity, form: URLSearchParams): XmlTree {
  const action = form.get('Action') ?? ''
  const arn = userOf(caller, form)
  const { denies = [], mfaRequired = false } = world.rules.get(arn) ?? {}
  if (denies.includes(action) || (mfaRequired && caller.mfaPresent !== true))
    throw new StsError(
      403,
      'AccessDenied',
      `User: ${arn} is not authorized to perform: iam:${action} on resource: user ${userName(arn)} with an explicit deny in an identity-based policy`,
    )
  // A session without a code of a device cannot call IAM at all.
  if (caller.sessionToken !== undefined && caller.mfaPresent !== true)
    throw new StsError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid')
  switch (action) {
    case 'ListAccessKeys':
      return {
        IsTruncated: 'false',
        AccessKeyMetadata: {
          member: keysOf(world, arn).map(({ accessKeyId }) => {
            const { status, createdAt } = world.stateOf(accessKeyId)
            return {
              UserName: userName(arn),
              AccessKeyId: accessKeyId,
              Status: status,
              CreateDate: instant(createdAt),
            }
          }),
        },
      }
    case 'GetAccessKeyLastUsed': {
      const { lastUsed } = world.stateOf(keyOf(world, arn, form).accessKeyId)
      return {
        UserName: userName(arn),
        AccessKeyLastUsed: {
          ...(lastUsed && { LastUsedDate: instant(lastUsed.at) }),
          ServiceName: lastUsed?.service ?? 'N/A',
          Region: lastUsed?.region ?? 'N/A',
        },
      }
    }
    case 'CreateAccessKey':
      return create(world, caller, arn)
    case 'UpdateAccessKey':
      world.stateOf(keyOf(world, arn, form).accessKeyId).status =
        form.get('Status') === 'Inactive' ? 'Inactive' : 'Active'
      return {}
    case 'DeleteAccessKey': {
      const { accessKeyId } = keyOf(world, arn, form)
      world.identities.delete(accessKeyId)
      world.keys.delete(accessKeyId)
      return {}
    }
    default:
      throw new StsError(400, 'InvalidAction', `Could not find operation ${action} for version 2010-05-08`)
  }
}

/** One request to IAM: signed for `iam`, by a key that is known and active. */
export function runIam(
  world: IamWorld,
  request: SignedRequest,
  form: URLSearchParams,
  requestId: string,
): StsReply | 'reset' {
  const action = form.get('Action') ?? ''
  try {
    if (world.throttled > 0) {
      world.throttled -= 1
      throw new StsError(400, 'Throttling', 'Rate exceeded')
    }
    const { identity } = authenticate(request, world.identities, {
      service: 'iam',
      clockOffsetMs: 0,
      isUnknown: world.isUnknown,
    })
    world.used(identity.accessKeyId, 'iam')
    const answer = act(world, identity, form)
    if (action === 'CreateAccessKey' && world.answersLost > 0) {
      world.answersLost -= 1
      return 'reset'
    }
    return successReply(action, answer, requestId, 'iam')
  } catch (error) {
    if (error instanceof StsError) return errorReply(error, requestId, 'iam')
    throw error
  }
}
