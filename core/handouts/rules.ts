import { randomBytes } from 'node:crypto'
import { uptime } from 'node:os'
import path from 'node:path'
import { identityOf, programOf, runOf } from '../../shared/domain/handouts/caller.ts'
import type { Caller } from '../../shared/domain/handouts/types.ts'
import { takeLock } from '../state/lock.ts'
import { ownFiles, type OwnFiles } from '../state/own-files.ts'
import { errno } from '../system/file-errors.ts'

/** What a person said about one program and one profile. */
export interface HandOutRuleEntry {
  readonly id: string
  readonly profile: string
  /** `tree`: while the process lives that started it. `never` refuses without a question. */
  readonly kind: 'tree' | 'hour' | 'standing' | 'never'
  /** What `identityOf` tells about the program. */
  readonly identity: string
  /** The program as people call it. */
  readonly program: string
  /** Only in this folder and those below it. */
  readonly folder?: string
  /** ISO 8601. */
  readonly at: string
  readonly endsAt?: string
  /** The process that a `tree` ends with. */
  readonly process?: { readonly pid: number; readonly startedAt: string; readonly name: string }
  readonly where: 'terminal' | 'desktop' | 'command'
}

export interface RulesContext {
  readonly paths: { readonly stateDir: string; readonly locksDir: string }
  readonly now: () => Date
  readonly ownFiles?: OwnFiles | undefined
}

const mostRules = 2_000
const isText = (value: unknown): value is string => typeof value === 'string'
const kinds: readonly unknown[] = ['tree', 'hour', 'standing', 'never']

function isEntry(value: unknown): value is HandOutRuleEntry {
  if (typeof value !== 'object' || value === null) return false
  const {
    id,
    profile,
    kind,
    identity,
    program,
    at,
    where,
    endsAt,
    process: one,
    folder,
  } = value as Record<string, unknown>
  const texts = [id, profile, identity, program, at, where].every(isText)
  const rest = [endsAt, folder].every((text) => text === undefined || isText(text))
  const owner = one as HandOutRuleEntry['process']
  const hasProcess = kind !== 'tree' || (typeof owner?.pid === 'number' && isText(owner.startedAt))
  return texts && rest && hasProcess && kinds.includes(kind)
}

export const rulesFile = (stateDir: string): string => path.join(stateDir, 'handouts', 'rules.json')

/** The rules that still apply. */
export async function readRules({
  paths,
  now,
  ownFiles: files = ownFiles,
}: RulesContext): Promise<HandOutRuleEntry[]> {
  let content: unknown
  try {
    content = JSON.parse(await files.read(rulesFile(paths.stateDir)))
  } catch (error) {
    // Missing, damaged or unreachable: no answers exist yet, and everything is asked about.
    if (error instanceof SyntaxError || errno(error) !== '') return []
    throw error
  }
  const list = (content as { rules?: unknown } | null)?.rules
  return Array.isArray(list) ? list.filter(isEntry).filter((rule) => holds(rule, now())) : []
}

function holds({ kind, at, endsAt }: HandOutRuleEntry, now: Date): boolean {
  if (endsAt !== undefined && Date.parse(endsAt) <= now.getTime()) return false
  // A clock that was set back must not make an hour longer.
  if (kind === 'hour' && Date.parse(at) > now.getTime() + 60_000) return false
  // After a restart of the machine, ids of processes are used again.
  return kind !== 'tree' || Date.parse(at) > now.getTime() - uptime() * 1_000 - 60_000
}

function isBelow(folder: string | undefined, top: string): boolean {
  return (
    folder !== undefined &&
    (folder === top || folder.startsWith(top.endsWith(path.sep) ? top : top + path.sep))
  )
}

/** The rule that answers for a caller; one that refuses goes before one that allows. */
export function ruleFor(
  rules: readonly HandOutRuleEntry[],
  profile: string,
  caller: Caller,
): HandOutRuleEntry | undefined {
  const program = programOf(caller)
  const identity = identityOf(program)
  const fitting = rules.filter((rule) => {
    if (rule.profile !== profile) return false
    const { process: root } = rule
    if (rule.kind === 'tree')
      return caller.tree.some(({ pid, startedAt }) => pid === root?.pid && startedAt === root.startedAt)
    return rule.identity === identity && (rule.folder === undefined || isBelow(program?.folder, rule.folder))
  })
  return fitting.find(({ kind }) => kind === 'never') ?? fitting[0]
}

/** Reads, changes and writes the rules, also when several processes do it. */
export async function changeRules<T>(
  context: RulesContext,
  change: (rules: readonly HandOutRuleEntry[]) => {
    readonly rules: readonly HandOutRuleEntry[]
    readonly value: T
  },
): Promise<T> {
  const { paths, ownFiles: files = ownFiles } = context
  const file = rulesFile(paths.stateDir)
  const lock = await takeLock({
    locksDir: paths.locksDir,
    key: file,
    label: 'the list of who may use which profile',
    timeout: 20_000,
  })
  try {
    const { rules, value } = change(await readRules(context))
    await files.write(
      file,
      `${JSON.stringify({ version: 1, rules: rules.slice(-mostRules) }, undefined, 1)}\n`,
    )
    return value
  } finally {
    await lock.release()
  }
}

/** The rule that an answer makes; undefined where the system tells too little about the program to recognise it. */
export function ruleOf(
  profile: string,
  caller: Caller,
  kind: HandOutRuleEntry['kind'],
  now: Date,
  more: Pick<HandOutRuleEntry, 'where' | 'folder'>,
): HandOutRuleEntry | undefined {
  const program = programOf(caller)
  const root = runOf(caller)
  const identity = identityOf(program)
  if (program === undefined || (kind !== 'tree' && identity === undefined)) return undefined
  if (kind === 'tree' && root?.startedAt === undefined) return undefined
  return {
    id: randomBytes(8).toString('hex'),
    profile,
    kind,
    identity: identity ?? '',
    program: program.name,
    at: now.toISOString(),
    ...(kind === 'hour' && { endsAt: new Date(now.getTime() + 3_600_000).toISOString() }),
    ...(kind === 'tree' &&
      root !== undefined && { process: { pid: root.pid, startedAt: root.startedAt!, name: root.name } }),
    ...more,
  }
}

/** Keeps a rule; replaces one of the same kind for the same program. */
export function keepRule(context: RulesContext, rule: HandOutRuleEntry): Promise<void> {
  const isOther = (one: HandOutRuleEntry): boolean =>
    one.profile !== rule.profile ||
    one.identity !== rule.identity ||
    one.folder !== rule.folder ||
    (one.kind === 'tree') !== (rule.kind === 'tree') ||
    one.process?.pid !== rule.process?.pid
  return changeRules(context, (rules) => ({ rules: [...rules.filter(isOther), rule], value: undefined }))
}
