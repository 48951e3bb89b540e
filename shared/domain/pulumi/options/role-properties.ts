import type { NestedOption } from './types.ts'

const durationHelp = 'How long the session lasts, such as 15m, 1h or 3600s; from 15 minutes to 12 hours.'

/** Properties that both ways of assuming a role share. */
const shared: readonly NestedOption[] = [
  {
    name: 'roleArn',
    type: 'text',
    rule: 'arn',
    help: 'The role to assume. Without it the provider does not start.',
  },
  {
    name: 'sessionName',
    type: 'text',
    rule: 'session-name',
    help: 'Name of the session as CloudTrail shows it.',
  },
  { name: 'duration', type: 'text', rule: 'duration', help: durationHelp },
  {
    name: 'durationSeconds',
    type: 'integer',
    removedInMajor: 6,
    renamedTo: 'duration',
    help: 'Session length in seconds, the spelling of older majors.',
  },
  {
    name: 'policy',
    type: 'json',
    rule: 'json',
    help: 'A policy document, as JSON text, that narrows the session.',
  },
  { name: 'policyArns', type: 'text-list', rule: 'arn', help: 'Managed policies that narrow the session.' },
]

/** Properties of one entry of `assumeRoles`, and of `assumeRole`. */
export const roleProperties: readonly NestedOption[] = [
  ...shared.slice(0, 2),
  {
    name: 'externalId',
    type: 'text',
    rule: 'external-id',
    help: 'The external ID that the trust policy of the role requires.',
  },
  ...shared.slice(2),
  {
    name: 'sourceIdentity',
    type: 'text',
    rule: 'session-name',
    help: 'Identity that stays with the session when it assumes further roles.',
  },
  { name: 'tags', type: 'text-map', help: 'Tags of the session.' },
  {
    name: 'transitiveTagKeys',
    type: 'text-list',
    help: 'Session tags that the next role in the chain gets too.',
  },
]

/** Properties of `assumeRoleWithWebIdentity`. */
export const webIdentityProperties: readonly NestedOption[] = [
  ...shared.slice(0, 2),
  {
    name: 'webIdentityToken',
    type: 'text',
    rule: 'token',
    secret: true,
    help: 'The OIDC token itself. It lives for minutes: let CI or an environment supply it, never commit it.',
  },
  {
    name: 'webIdentityTokenFile',
    type: 'path',
    help: 'A file that holds the OIDC token. Give either this or the token, not both.',
  },
  ...shared.slice(2),
]
