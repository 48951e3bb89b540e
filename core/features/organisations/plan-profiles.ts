import type { Operation } from '../../../shared/contract/models.ts'
import type { Output, ParsedInput } from '../../../shared/contract/index.ts'
import { keepInStep } from '../../../shared/domain/organisation/keep-in-step.ts'
import {
  assignmentKey,
  type KnownProfile,
  type Listed,
  type StepItem,
} from '../../../shared/domain/organisation/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { planOperations, type EditContext } from '../../edits/plan-operations.ts'
import { usualScopes } from '../../sessions/find-sessions.ts'
import { checkNewSession, type NewSession } from '../../sessions/new-session.ts'
import type { MadeProfiles } from '../../state/made-profiles.ts'
import { withUsers } from './gone-profiles.ts'
import { knownProfiles } from './known-profiles.ts'
import { isOf, type KeptListing, type ListingStore } from './listing-store.ts'
import { findSession, type OrganisationSession } from './session-of.ts'

export interface PopulateContext extends EditContext {
  readonly listings: ListingStore
  readonly made: MadeProfiles
}

type Planned = Output<'organisations.plan'>
type Wanted = ParsedInput<'organisations.plan'>

/** What goes into the section of a session: the scope makes AWS give a token that can be renewed. */
function sessionSection({ name, startUrl, region }: NewSession): Operation {
  return {
    type: 'addProfile',
    section: 'sso-session',
    name,
    entries: [
      { key: 'sso_start_url', value: startUrl },
      { key: 'sso_region', value: region },
      { key: 'sso_registration_scopes', value: usualScopes },
    ],
  }
}

export function listedOf(listing: KeptListing): Listed {
  return {
    accounts: listing.accounts.map(({ id, name }) => ({ id, name })),
    roles: listing.accounts.flatMap(({ id, roles = [] }) =>
      roles.map((roleName) => ({ accountId: id, roleName })),
    ),
    complete: listing.complete,
  }
}

interface Way {
  readonly session: OrganisationSession & { readonly name: string }
  readonly listing: KeptListing
  readonly first: readonly Operation[]
}

/** The session, what was listed for it, and the section that must be written first. */
async function wayOf(
  context: PopulateContext,
  view: AwsView,
  wanted: Wanted['session'],
): Promise<Result<Way>> {
  const notListed = (): Result<never> =>
    fail('ListingFailed', 'The accounts and roles of this organisation are not known yet.', {
      reason: 'Nothing was listed with this session yet, or it was too long ago.',
      remedy: 'List them first.',
    })
  if ('session' in wanted) {
    const found = findSession(view, wanted.session)
    if (!found.ok) return found
    const { name } = found.value
    if (name === undefined)
      return fail('SessionNotFound', 'Profiles of an organisation need an sso-session.', {
        reason: `${wanted.session} is the start URL of profiles in the older form.`,
        remedy: 'Give the session a name.',
      })
    const listing = await context.listings.read(found.value.id)
    return listing !== undefined && isOf(listing, found.value)
      ? ok({ session: { ...found.value, name }, listing, first: [] })
      : notListed()
  }
  const checked = checkNewSession(view, wanted.newSession)
  if (!checked.ok) return checked
  const { name, startUrl } = checked.value
  const session = { id: `sso:${name}`, ...checked.value }
  for (const id of [session.id, `portal:${startUrl}`]) {
    const listing = await context.listings.read(id)
    if (listing !== undefined && isOf(listing, session))
      return ok({ session, listing, first: [sessionSection(checked.value)] })
  }
  return notListed()
}

function operationsFor(
  items: readonly StepItem[],
  session: Way['session'],
  region: string,
  legacy: readonly KnownProfile[],
): Operation[] {
  const removed = items.filter(({ state }) => state === 'removed')
  const gone = new Set(removed.map(({ name }) => name))
  return [
    ...removed.map(({ name }): Operation => ({ type: 'deleteProfile', name })),
    ...legacy
      .filter(({ name }) => !gone.has(name))
      .map(({ name }): Operation => ({
        type: 'setMany',
        profile: name,
        entries: [{ key: 'sso_session', value: session.name }],
        unset: ['sso_start_url', 'sso_region', 'sso_registration_scopes'],
      })),
    ...items.flatMap((item): Operation[] =>
      item.from === undefined
        ? []
        : [{ type: 'renameProfile', from: item.from, to: item.name, updateReferences: true }],
    ),
    ...items
      .filter(({ state }) => state === 'new' || state === 'taken')
      .map(({ name, accountId, roleName }): Operation => ({
        type: 'addProfile',
        name,
        entries: [
          { key: 'sso_session', value: session.name },
          { key: 'sso_account_id', value: accountId },
          { key: 'sso_role_name', value: roleName },
          { key: 'region', value: region },
        ],
      })),
  ]
}

/** `31 new, 2 renamed, 1 removed` */
function countsInWords(items: readonly StepItem[], migrated: number): string {
  const count = (...states: StepItem['state'][]): number =>
    items.filter(({ state }) => states.includes(state)).length
  const parts: [number, string][] = [
    [count('new', 'taken'), 'new'],
    [count('renamed'), 'renamed'],
    [count('removed'), 'removed'],
    [migrated, 'migrated'],
  ]
  return parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ')
}

/** `organisations.plan`. Errors: SessionNotFound, ListingFailed, TemplateInvalid, BadInput, and those of planOperations. */
export async function planProfiles(context: PopulateContext, wanted: Wanted): Promise<Result<Planned>> {
  const view = await context.aws.view()
  const way = await wayOf(context, view, wanted.session)
  if (!way.ok) return way
  const { session, listing, first } = way.value
  const listed = listedOf(listing)
  const offered = new Set(listed.roles.map(assignmentKey))
  const chosen = wanted.choose && new Set(wanted.choose.map(assignmentKey))
  const strange = wanted.choose?.find((one) => !offered.has(assignmentKey(one)))
  if (strange !== undefined)
    return fail('BadInput', `${strange.roleName} in ${strange.accountId} is not in the list from AWS.`, {
      reason: 'Only what AWS lists for this sign-in can become a profile.',
      remedy: 'List the organisation again, then choose.',
    })
  const known = knownProfiles(view, session, await context.made.read())
  const region = wanted.region ?? session.region
  const prune = wanted.prune === true
  const step = keepInStep({
    session: session.name,
    listed,
    template: wanted.template,
    region,
    chosen,
    known: await withUsers(context.profileUsers, view, known, listed),
    names: new Set(view.profiles.keys()),
    prune,
  })
  if (!step.ok) return step
  const legacy = wanted.migrate === true ? known.filter((profile) => profile.legacy === true) : []
  const migrated = new Set(legacy.map(({ name }) => name))
  const items = step.value.items.map((item) =>
    item.state === 'kept' && migrated.has(item.name)
      ? { ...item, why: `It is written with sso_session = ${session.name}.` }
      : { ...item },
  )
  const { notPruned } = step.value
  const answer: Planned = { items, ...(notPruned !== undefined && { notPruned }) }
  const operations = operationsFor(items, session, region, legacy)
  if (operations.length === 0) return ok(answer)
  const counts = countsInWords(items, legacy.length)
  const plan = await planOperations(
    context,
    [...first, ...operations],
    `Profiles of ${session.name}: ${counts}`,
    'follow',
  )
  if (!plan.ok) return plan
  const configFile = view.config.path
  const { startUrl } = session
  context.plans.whenApplied(plan.value.planId, async () => {
    const made = items.filter(({ state }) => state === 'new' || state === 'taken' || state === 'renamed')
    await context.made.keep(
      made.map(({ accountId, roleName, name, accountName }) => ({
        configFile,
        startUrl,
        accountId,
        roleName,
        name,
        accountName,
      })),
      session.id,
      wanted.template,
    )
  })
  return ok({ ...answer, plan: plan.value })
}
