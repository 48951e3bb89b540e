import { fail } from '../../result.ts'
import type { CodedError } from '../../result.ts'
import type { EditOutcome, EditWarning } from '../edit/types.ts'
import type { SharedFileDocument } from './document.ts'
import { planSetActiveDefault } from './edit/active-default.ts'
import { planAdd, planDuplicate } from './edit/add.ts'
import { planDelete } from './edit/delete.ts'
import { planFix } from './edit/fix.ts'
import { applySplices } from '../edit/splices.ts'
import { areInConflict, orderSplices, toSplice } from './edit/plan.ts'
import type { Plan, Planned } from './edit/plan.ts'
import { planRename } from './edit/rename.ts'
import { planSet } from './edit/set.ts'
import { planUnset } from './edit/unset.ts'
import { findMismatch } from './edit/verify.ts'
import { allSectionsOf } from './lookup.ts'
import { warnOfOwners } from './markers/managed.ts'
import { parseSharedFile } from './parse.ts'
import type { SectionKind, SharedFileKind, SharedFileOperation } from './types.ts'

/** Why no edit of this file can be trusted. */
function refusal(document: SharedFileDocument, operation: SharedFileOperation): CodedError | undefined {
  if (document.unsupported !== undefined) {
    return fail('UnsupportedEncoding', `The file is ${document.unsupported} text`, {
      reason: 'No AWS tool reads it in this encoding',
      remedy: 'Save the file as UTF-8 without a byte order mark',
    }).error
  }
  if (operation.type === 'fix') return undefined
  const unclosed = document.sections.find((section) => section.kind === 'unclosed')
  if (unclosed) {
    return fail('SyntaxError', `The section header on line ${unclosed.line} has no closing bracket`, {
      reason: 'It is not clear which section the lines below it belong to',
      remedy: 'Add the missing ]',
      line: unclosed.line,
    }).error
  }
  const section: SectionKind = 'section' in operation ? (operation.section ?? 'profile') : 'profile'
  if (section !== 'profile' && document.kind === 'credentials') {
    return fail('SectionNotFound', `The credentials file holds no [${section}] sections`, {
      reason: 'SDKs read them from the config file only',
      remedy: 'Name the config file',
    }).error
  }
  return undefined
}

const changesSettings: ReadonlySet<SharedFileOperation['type']> = new Set([
  'set',
  'setMany',
  'unset',
  'setActiveDefault',
])

/** The AWS CLI reads whichever comes last of `[default]` and `[profile default]`; edits go to the latter (rule R9). */
function hiddenFromCli(
  document: SharedFileDocument,
  operation: SharedFileOperation,
): EditWarning | undefined {
  if (document.kind !== 'config' || !changesSettings.has(operation.type)) return undefined
  const name = operation.type === 'setActiveDefault' ? 'default' : 'profile' in operation && operation.profile
  if (name !== 'default' || ('section' in operation && (operation.section ?? 'profile') !== 'profile'))
    return undefined
  const sections = allSectionsOf(document, 'default', 'profile')
  const last = sections.at(-1)
  if (last === undefined || last.prefixed || !sections.some(({ prefixed }) => prefixed)) return undefined
  return {
    code: 'TwoDefaults',
    message: `The AWS CLI does not see this: it reads [default] on line ${last.line}, every other tool [profile default]`,
  }
}

/** The splices for an operation, not yet applied. */
export function planOperation(document: SharedFileDocument, operation: SharedFileOperation): Planned {
  return planAtOnce(document, [operation])
}

/**
 * The splices for operations of one type on different names, all of the same document; not yet applied. Settings go into
 * existing sections: two new ones at the end of a file would not know about each other.
 */
export function planAtOnce(
  document: SharedFileDocument,
  operations: readonly [SharedFileOperation, ...SharedFileOperation[]],
): Planned {
  const refused = refusal(document, operations[0])
  if (refused) return { ok: false, error: refused }
  const planned = planTogether(document, operations)
  if (!planned.ok || planned.plan.splices.length === 0) return planned
  const warnings = [
    ...operations.flatMap((operation) => hiddenFromCli(document, operation) ?? []),
    ...warnOfOwners(document, planned.plan.splices),
  ]
  if (warnings.length === 0) return planned
  return { ok: true, plan: { ...planned.plan, warnings: [...planned.plan.warnings, ...warnings] } }
}

function planTogether(
  document: SharedFileDocument,
  operations: readonly [SharedFileOperation, ...SharedFileOperation[]],
): Planned {
  const [first, ...more] = operations
  if (more.length === 0) return planSplices(document, first)
  const section = 'section' in first ? (first.section ?? 'profile') : 'profile'
  if (first.type === 'addProfile')
    return planAdd(
      document,
      section,
      operations.filter((one) => one.type === 'addProfile'),
    )
  if (first.type === 'deleteProfile')
    return planDelete(
      document,
      operations.filter((one) => one.type === 'deleteProfile').map(({ name }) => name),
      section,
    )
  const plans: Plan[] = []
  for (const operation of operations) {
    const planned = planSplices(document, operation)
    if (!planned.ok) return planned
    plans.push(planned.plan)
  }
  return {
    ok: true,
    plan: {
      splices: plans.flatMap(({ splices }) => splices),
      warnings: plans.flatMap(({ warnings }) => warnings),
      expected: plans.flatMap(({ expected }) => expected),
    },
  }
}

function planSplices(document: SharedFileDocument, operation: SharedFileOperation): Planned {
  switch (operation.type) {
    case 'set':
      return planSet(document, operation.profile, operation.section ?? 'profile', [operation])
    case 'setMany':
      return planSet(
        document,
        operation.profile,
        operation.section ?? 'profile',
        operation.entries,
        operation.unset,
      )
    case 'unset':
      return planUnset(document, operation.profile, operation.section ?? 'profile', [operation.key])
    case 'addProfile':
      return planAdd(document, operation.section ?? 'profile', [operation])
    case 'renameProfile':
      return planRename(
        document,
        operation.section ?? 'profile',
        operation.from,
        operation.to,
        operation.updateReferences ?? false,
      )
    case 'duplicateProfile':
      return planDuplicate(document, operation.from, operation.to)
    case 'deleteProfile':
      return planDelete(document, [operation.name], operation.section ?? 'profile')
    case 'setActiveDefault':
      return planSetActiveDefault(document, operation.profile)
    case 'fix':
      return planFix(document, operation.fix)
  }
}

/** Applies a plan and reads the result again: refuses a file that does not say what was meant, with VerifyMismatch. */
export function carryOut(document: SharedFileDocument, planned: Planned): EditOutcome {
  if (!planned.ok) return planned
  const { plan } = planned
  if (areInConflict(plan.splices)) return mismatched('Two of the changes touch the same line')
  const splices = orderSplices(document, plan.splices)
    .filter(({ start, end, insert }) => document.text.slice(start, end) !== insert)
    .map(toSplice)
  if (splices.length === 0) return { ok: true, bytes: document.bytes, splices: [], warnings: plan.warnings }
  const bytes = applySplices(document.bytes, splices)
  const mismatch = findMismatch(document, parseSharedFile(bytes, document.kind), plan)
  if (mismatch !== undefined) return mismatched(mismatch)
  return { ok: true, bytes, splices, warnings: plan.warnings }
}

function mismatched(reason: string): EditOutcome {
  return fail(
    'VerifyMismatch',
    'The file would not read as intended after this edit, so nothing was changed',
    {
      reason,
      remedy: 'Repair the problems that are listed for this file first, or edit the lines by hand',
    },
  )
}

/**
 * Applies one operation to the bytes of a shared file: the smallest change that does it (rules R1 to P1 of the corpus). Reads the
 * result again before returning it. Fails with InvalidProfileName, InvalidKey, InvalidValue, ProfileExists,
 * ProfileNotFound, SectionNotFound, SyntaxError, UnsupportedEncoding, HalfKeyPair, NothingToChange or VerifyMismatch.
 */
export function editSharedFile(
  bytes: Uint8Array,
  kind: SharedFileKind,
  operation: SharedFileOperation,
): EditOutcome {
  const document = parseSharedFile(bytes, kind)
  return carryOut(document, planOperation(document, operation))
}
