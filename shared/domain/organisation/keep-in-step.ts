import type { Result } from '../../result.ts'
import { ok } from '../../result.ts'
import { assignNames } from './assign-names.ts'
import { nameMaker, type NameFields } from './template.ts'
import {
  assignmentKey,
  type Assignment,
  type KnownProfile,
  type Listed,
  type NameTemplate,
  type StepItem,
} from './types.ts'

export interface StepInput {
  /** The name of the sso-session. */
  readonly session: string
  readonly listed: Listed
  readonly template: NameTemplate
  /** Default region of new profiles, which replaces `{region}`. */
  readonly region: string
  /** Keys of the chosen assignments (`assignmentKey`); absent: all. */
  readonly chosen?: ReadonlySet<string> | undefined
  /** The profiles of the files that lead to accounts and roles by this session. */
  readonly known: readonly KnownProfile[]
  /** The names of all profiles of the files. */
  readonly names: ReadonlySet<string>
  /** Remove profiles that we made and whose role no longer exists. */
  readonly prune: boolean
}

export interface Step {
  readonly items: readonly StepItem[]
  /** Why nothing is removed although it was requested. */
  readonly notPruned?: string
}

/** Why nothing may be removed after such a listing. */
function untrusted({ complete, roles }: Listed): string | undefined {
  if (!complete)
    return 'The listing is not complete, so it is not known which roles are gone. Nothing is removed.'
  if (roles.length === 0) return 'AWS listed no role at all. Nothing is removed after such an answer.'
  return undefined
}

function listInWords(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

/** What happens to a profile whose role is no longer offered. */
function goneItem(profile: KnownProfile, prune: boolean): Pick<StepItem, 'state' | 'why'> {
  const stays = (why: string): Pick<StepItem, 'state' | 'why'> => ({
    state: 'stays',
    why: `The role is gone. ${why}`,
  })
  if (profile.made === undefined)
    return stays('Stackpass did not make this profile, or you gave it another name.')
  if (profile.usedBy !== undefined && profile.usedBy.length > 0)
    return stays(`${listInWords(profile.usedBy)} ${profile.usedBy.length === 1 ? 'uses' : 'use'} it.`)
  if (profile.own !== undefined) return stays(profile.own)
  if (!prune) return stays('It is removed only when you ask for that.')
  return { state: 'removed', why: 'The role is gone, and nothing that is known here uses the profile.' }
}

/**
 * Keeps the profiles of the files in step with what AWS offers. A profile is identified by account and role: it keeps its
 * name, unless we gave it and its account was renamed. Pure and quick: five thousand roles take some milliseconds.
 * Fails with TemplateInvalid.
 */
export function keepInStep(input: StepInput): Result<Step> {
  const maker = nameMaker(input.template)
  if (!maker.ok) return maker
  const { listed, session, region, chosen, prune } = input
  const accountNames = new Map(listed.accounts.map(({ id, name }) => [id, name]))
  const fieldsOf = ({ accountId, roleName }: Assignment): NameFields => ({
    accountId,
    accountName: accountNames.get(accountId),
    roleName,
    region,
    session,
  })
  const profiles = new Map<string, KnownProfile[]>()
  for (const profile of input.known) {
    const key = assignmentKey(profile)
    const same = profiles.get(key)
    if (same) same.push(profile)
    else profiles.set(key, [profile])
  }
  const isChosen = (key: string): boolean => chosen?.has(key) !== false
  const renames = new Map<KnownProfile, string>()
  const wanted: NameFields[] = []
  const offered = new Map<string, Assignment>()
  for (const role of listed.roles) offered.set(assignmentKey(role), role)
  for (const [key, role] of offered) {
    const same = profiles.get(key)
    if (same === undefined) {
      wanted.push(fieldsOf(role))
      continue
    }
    const now = accountNames.get(role.accountId)
    const renamed = same.find(
      ({ made }) => made?.accountName !== undefined && now !== undefined && made.accountName !== now,
    )
    if (renamed === undefined || !isChosen(key)) continue
    const base = maker.value.name(fieldsOf(role))
    const before = maker.value.name({ ...fieldsOf(role), accountName: renamed.made?.accountName })
    // Not by what the template cuts or leaves out.
    if (base === renamed.name || base === before) continue
    renames.set(renamed, key)
    wanted.push(fieldsOf(role))
  }
  const chosenFirst = wanted.filter((fields) => isChosen(assignmentKey(fields)))
  const given = assignNames(maker.value, chosenFirst, input.names)
  // A role that is not chosen shows the name that it would get beside the chosen ones.
  const left = wanted.filter((fields) => !isChosen(assignmentKey(fields)))
  const reserved =
    left.length === 0
      ? input.names
      : new Set([...input.names, ...[...given.values()].map(({ name }) => name)])
  const leftNames = assignNames(maker.value, left, reserved)
  const items: StepItem[] = []
  for (const [key, role] of offered) {
    const accountName = accountNames.get(role.accountId)
    const base = { ...role, ...(accountName !== undefined && { accountName }) }
    const same = profiles.get(key)
    if (same === undefined) {
      const name = given.get(key) ?? leftNames.get(key)
      if (name === undefined) continue
      if (!isChosen(key)) items.push({ ...base, name: name.name, state: 'left' })
      else if (name.why === undefined) items.push({ ...base, name: name.name, state: 'new' })
      else items.push({ ...base, name: name.name, state: 'taken', why: name.why })
      continue
    }
    for (const profile of same) {
      const to = renames.get(profile) === key ? given.get(key) : undefined
      if (to !== undefined)
        items.push({
          ...base,
          name: to.name,
          state: 'renamed',
          from: profile.name,
          ...(to.why !== undefined && { why: to.why }),
        })
      else
        items.push({
          ...base,
          name: profile.name,
          state: 'kept',
          ...(profile.made === undefined && { why: 'It has a name of its own, which stays.' }),
        })
    }
  }
  const reason = untrusted(listed)
  if (reason === undefined) {
    for (const [key, same] of profiles) {
      if (offered.has(key)) continue
      for (const profile of same) {
        const { accountId, roleName, name } = profile
        const accountName = accountNames.get(accountId)
        items.push({
          accountId,
          roleName,
          name,
          ...(accountName !== undefined && { accountName }),
          ...goneItem(profile, prune),
        })
      }
    }
  }
  return ok({ items, ...(prune && reason !== undefined && { notPruned: reason }) })
}
