import type { Operation } from '../../shared/contract/models.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { findFileProblems } from '../../shared/domain/aws/problems/find-file-problems.ts'
import type { FileFix, SharedFileKind } from '../../shared/domain/aws/types.ts'
import { editOne, type Pair } from './aws-changes.ts'

type Repair = Operation & { readonly type: 'fix' }

/** Repairs that do not touch the lines above theirs, so that several can run in one pass, from the last line up. */
const local: ReadonlySet<FileFix['kind']> = new Set([
  'closeHeader',
  'commentOut',
  'equalsSign',
  'fixProfilePrefix',
  'lowerCaseKey',
  'moveInlineComment',
  'plainHeader',
  'renameKey',
  'setValue',
])

/** The number of repairs in one change: more make a diff that nobody reads. */
export const mostRepairs = 200

const lineOf = (fix: FileFix): number => ('line' in fix ? fix.line : 0)

const documentOf = (pair: Pair, kind: SharedFileKind) => {
  const bytes = pair[kind]
  return bytes && parseSharedFile(bytes, kind)
}

/**
 * The repairs for the problems of one file, from its last line up; further repairs of a line, and far-reaching ones, wait for
 * the next pass.
 */
function passOver(pair: Pair, file: SharedFileKind): Repair[] {
  const found = findFileProblems({ [file]: documentOf(pair, file) })
  const byLine = new Map<number, Repair>()
  for (const { fix } of found) {
    if (fix?.operation.type !== 'fix') continue
    const line = lineOf(fix.operation.fix)
    if (!byLine.has(line)) byLine.set(line, { type: 'fix', file, fix: fix.operation.fix })
  }
  const fromBelow = [...byLine].sort(([a], [b]) => b - a).map(([, repair]) => repair)
  const far = fromBelow.findIndex(({ fix }) => !local.has(fix.kind))
  return far < 0 ? fromBelow : fromBelow.slice(0, far + 1)
}

/**
 * All repairs that Stackpass offers in both files, as operations in an order in which each can follow the ones
 * before it. Leaves out what is refused, and stops at `mostRepairs` for one change.
 */
export function findRepairs(base: Pair): Operation[] {
  const repairs: Operation[] = []
  let pair = base
  for (const file of ['config', 'credentials'] as const) {
    for (let progress = true; progress && repairs.length < mostRepairs;) {
      progress = false
      for (const repair of passOver(pair, file)) {
        const outcome = editOne(repair, pair)[file]
        if (outcome?.ok !== true || outcome.splices.length === 0 || repairs.length >= mostRepairs) continue
        pair = { ...pair, [file]: outcome.bytes }
        repairs.push(repair)
        progress = true
      }
    }
  }
  return repairs
}
