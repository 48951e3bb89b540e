import { fail, ok, type Result } from '../../../result.ts'
import type { MigrationName } from '../operations.ts'
import type { PathSegment } from '../option-path.ts'
import { resolveScalar } from '../scalar/resolve.ts'
import { writeString } from '../scalar/write.ts'
import type { MapNode, PairNode, ScalarNode } from '../tree/types.ts'
import { findConfigPair, placeValue, valuePair } from './config-key.ts'
import { jsonContainer, nodeAt } from './expand-json.ts'
import { isSecure, refuseLoss, refusePassage } from './guards.ts'
import type { Intent } from './intent.ts'
import { removeAt } from './remove.ts'
import { renameChange } from './rename.ts'
import type { Session } from './session.ts'
import { setAt } from './set.ts'
import { wrapInList } from './wrap-in-list.ts'

type Done = Result<readonly Intent[]>

/** Renames an option from an older pulumi-aws major to the present name. Absent: nothing to do. */
export function migrateOption(session: Session, migration: MigrationName): Done {
  switch (migration) {
    case 'assumeRole':
      return renameToList(session, 'aws:assumeRole', 'aws:assumeRoles')
    case 'sharedCredentialsFile':
      return renameToList(session, 'aws:sharedCredentialsFile', 'aws:sharedCredentialsFiles')
    case 's3ForcePathStyle':
      return renameOption(session, 'aws:s3ForcePathStyle', 'aws:s3UsePathStyle')
    case 'dynamodbEndpoint':
      return moveToEndpoints(session, 'aws:dynamodbEndpoint', 'dynamodb')
    case 'kinesisEndpoint':
      return moveToEndpoints(session, 'aws:kinesisEndpoint', 'kinesis')
    case 'skipGetEc2Platforms':
      return dropOption(session, 'aws:skipGetEc2Platforms')
    case 'durationSeconds':
      return renameDurations(session)
  }
}

/** Finds the old key; refuses when the new one exists as well. */
function findOld(session: Session, from: string, to: string | undefined): Result<PairNode | undefined> {
  const old = findConfigPair(from, session.context)
  if (!old.ok || !old.value || to === undefined) return old
  const present = findConfigPair(to, session.context)
  if (!present.ok || !present.value) return present.ok ? old : present
  return fail('DuplicateConfigKey', `${from} and ${to} are both in the file.`, {
    reason: 'The new key would appear twice.',
    remedy: `Remove ${from} after checking that ${to} has what you need.`,
  })
}

/** The new name in the spelling of the old one: `aws:config:x` stays in three parts. */
function spelling(pair: PairNode, to: string): string {
  return pair.key.value.includes(':config:') ? to.replace(':', ':config:') : to
}

function renameOption(session: Session, from: string, to: string): Done {
  const old = findOld(session, from, to)
  if (!old.ok) return old
  if (!old.value) return ok([])
  const name = spelling(old.value, to)
  const step = session.apply([renameChange(old.value, name, session.context)])
  return step.ok ? ok([{ kind: 'rename', path: ['config', old.value.key.value], to: name }]) : step
}

function renameToList(session: Session, from: string, to: string): Done {
  const { context } = session
  const old = findOld(session, from, to)
  if (!old.ok) return old
  const pair = old.value
  if (!pair) return ok([])
  const holder = valuePair(pair, session)
  const refused = refusePassage(holder.value, context)
  if (refused) return refused
  const name = spelling(pair, to)
  const rename = renameChange(pair, name, context)
  const renamed: Intent = { kind: 'rename', path: ['config', pair.key.value], to: name }
  const path = holder === pair ? ['config', name] : ['config', name, 'value']
  const { value } = holder
  if (value.kind === 'scalar' && jsonContainer(value.value) !== undefined) {
    const text = `[${value.value}]`
    const insert = context.file.format === 'json' ? JSON.stringify(text) : writeString(text, value.style)
    const step = session.apply([rename, { start: value.start, end: value.end, insert }])
    return step.ok ? ok([renamed, { kind: 'set', path, value: text }]) : step
  }
  if (value.kind === 'seq') {
    const step = session.apply([rename])
    return step.ok ? ok([renamed]) : step
  }
  const step = session.apply([rename, ...wrapInList(holder, context)])
  const empty = value.kind === 'scalar' && value.style === 'empty'
  return step.ok ? ok([renamed, empty ? { kind: 'set', path, value: [] } : { kind: 'wrap', path }]) : step
}

function moveToEndpoints(session: Session, from: string, service: string): Done {
  const old = findOld(session, from, undefined)
  if (!old.ok) return old
  const pair = old.value
  if (!pair) return ok([])
  const refused = refuseLoss(pair.value, session.context)
  if (refused) return refused
  const holder = valuePair(pair, session).value
  if (holder.kind !== 'scalar')
    return fail('NotScalar', `${from} is not a single address.`, {
      reason: 'Stackpass can move only a single address.',
      remedy: 'Move it by hand.',
    })
  const option = { key: 'aws:endpoints', rest: [0, service] }
  const placed = placeValue(option, holder.value, session)
  if (!placed.ok) return placed
  const { path, value } = placed.value
  if (nodeAt(session.context, path)) {
    return fail('DuplicateConfigKey', `${from} and aws:endpoints both name an address for ${service}.`, {
      reason: 'Only one of them can apply.',
      remedy: 'Remove one of the two.',
    })
  }
  const set = setAt(session, path, value)
  if (!set.ok) return set
  const removed = removeAt(session, ['config', pair.key.value])
  if (!removed.ok) return removed
  return ok([
    { kind: 'set', path, value },
    { kind: 'remove', path: ['config', pair.key.value] },
  ])
}

function dropOption(session: Session, key: string): Done {
  const old = findOld(session, key, undefined)
  if (!old.ok) return old
  if (!old.value) return ok([])
  const path = ['config', old.value.key.value]
  const step = removeAt(session, path)
  return step.ok ? ok([{ kind: 'remove', path }]) : step
}

/** `durationSeconds: 3600` becomes `duration: "3600s"`, wherever a role is assumed. */
function renameDurations(session: Session): Done {
  const intents: Intent[] = []
  for (const key of ['aws:assumeRole', 'aws:assumeRoles', 'aws:assumeRoleWithWebIdentity']) {
    const pair = findConfigPair(key, session.context)
    if (!pair.ok) return pair
    if (!pair.value) continue
    const holder = valuePair(pair.value, session)
    const base = ['config', pair.value.key.value, ...(holder === pair.value ? [] : ['value'])]
    const places: PathSegment[][] =
      holder.value.kind === 'seq' ? holder.value.items.map((_, index) => [...base, index]) : [base]
    for (const place of places) {
      const done = renameDuration(session, place)
      if (!done.ok) return done
      intents.push(...done.value)
    }
  }
  return ok(intents)
}

function renameDuration(session: Session, place: readonly PathSegment[]): Done {
  const { context } = session
  const node = nodeAt(context, place)
  if (node?.kind !== 'map' || isSecure(node)) return ok([])
  const pair = (node as MapNode).pairs.find((candidate) => candidate.key.value === 'durationSeconds')
  if (!pair) return ok([])
  const refused = refusePassage(node, context) ?? refuseLoss(pair.value, context)
  if (refused) return refused
  if (node.pairs.some((candidate) => candidate.key.value === 'duration')) {
    return fail('DuplicateConfigKey', 'duration and durationSeconds are both set for the same role.', {
      reason: 'Only one of them can apply.',
      remedy: 'Remove one of the two.',
    })
  }
  const seconds = pair.value.kind === 'scalar' ? resolveScalar(pair.value).text : ''
  if (!/^\d+$/.test(seconds))
    return fail('InvalidValue', 'durationSeconds is not a whole number of seconds.', {
      reason: 'The new setting is made from that number.',
      remedy: 'Correct it first.',
    })
  const scalar = pair.value as ScalarNode
  const text = `${seconds}s`
  const insert = context.file.format === 'json' ? JSON.stringify(text) : writeString(text, scalar.style)
  const step = session.apply([
    renameChange(pair, 'duration', context),
    { start: scalar.start, end: scalar.end, insert },
  ])
  if (!step.ok) return step
  return ok([
    { kind: 'rename', path: [...place, 'durationSeconds'], to: 'duration' },
    { kind: 'set', path: [...place, 'duration'], value: text },
  ])
}
