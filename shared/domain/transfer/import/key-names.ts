import type { ImportSlot } from './types.ts'

const slotsByName = new Map<string, ImportSlot>([
  ['awsaccesskeyid', 'id'],
  ['accesskeyid', 'id'],
  ['accesskey', 'id'],
  ['awssecretaccesskey', 'secret'],
  ['awssecretkey', 'secret'],
  ['secretaccesskey', 'secret'],
  ['secretkey', 'secret'],
  ['awssessiontoken', 'token'],
  ['awssecuritytoken', 'token'],
  ['sessiontoken', 'token'],
  ['securitytoken', 'token'],
  ['awsregion', 'region'],
  ['awsdefaultregion', 'region'],
  ['region', 'region'],
  ['awscredentialexpiration', 'expiry'],
  ['awssessionexpiration', 'expiry'],
  ['awssessionexpiresat', 'expiry'],
  ['awsexpiration', 'expiry'],
  ['awsexpires', 'expiry'],
  ['xsecuritytokenexpires', 'expiry'],
  ['xprincipaltokenexpires', 'expiry'],
  ['expiration', 'expiry'],
  ['expires', 'expiry'],
  ['expiresat', 'expiry'],
])

/**
 * The credential part that a name means, whatever its spelling: `AWS_ACCESS_KEY_ID`, `AccessKeyId`, `Access key ID`,
 * `aws-access-key-id`. Undefined for other names.
 */
export function slotOf(name: string): ImportSlot | undefined {
  if (name.length > 40) return undefined
  return slotsByName.get(name.replace(/[\s_.-]/g, '').toLowerCase())
}
