import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identityOf, programOf, runOf } from '../../shared/domain/handouts/caller.ts'
import type { CorePorts, HandOutQuestion, PersonAnswer } from '../host/ports.ts'
import { takeLock } from '../state/lock.ts'
import { readPrivateJson } from '../state/private-json.ts'
import { ownFiles } from '../state/own-files.ts'
import { FileFailure } from '../system/file-errors.ts'
import type { HandOutAnswer } from './ask-for-hand-out.ts'
import { keepRule, ruleFor, ruleOf, readRules, type RulesContext } from './rules.ts'

export type AskPerson = NonNullable<CorePorts['askPerson']>

/** The waiting and open questions of this process, by the file of their answer, each with the number of its callers. */
const waiting = new Map<string, number>()

/** How many other questions there are besides the one of this file, in the same home. */
function othersThan(file: string): number {
  return [...waiting.keys()].filter((one) => one !== file && dirname(one) === dirname(file)).length
}

interface Kept {
  readonly at: number
  readonly answer: HandOutAnswer
}

/** The maximum number of questions in front of one. */
const mostBefore = 5
/** Tools retry at once, so a no holds for a moment. Milliseconds. */
const noHolds = 10_000
const lookEvery = 120
/** Longer than anybody waits. */
const answersLastMs = 2 * 3_600_000

/** What makes one question: the same program, for the same profile, in the same run. A question about a lease is separate. */
export function questionKey({ profile, way, leased, caller }: HandOutQuestion): string {
  const program = programOf(caller)
  const run = runOf(caller)
  const who = [identityOf(program) ?? program?.pid ?? '', run?.pid ?? '', run?.startedAt ?? '']
  return createHash('sha256')
    .update(JSON.stringify([profile, ...who, ...(way === 'mcp' ? [way, leased ?? ''] : [])]))
    .digest('hex')
    .slice(0, 32)
}

function kindsOf(value: unknown): Kept | undefined {
  const { at, answer } = (value ?? {}) as Partial<Kept>
  return typeof at === 'number' && typeof answer?.kind === 'string' ? { at, answer } : undefined
}

/**
 * Asks a person, one question at a time among all processes. Callers that ask the same while a question is open get its
 * answer; others wait for their turn. The rule that an answer makes is stored before any caller gets the answer.
 */
export async function askInTurn(
  context: RulesContext,
  question: HandOutQuestion,
  where: 'terminal' | 'desktop',
  ask: AskPerson,
  signal: AbortSignal = new AbortController().signal,
): Promise<HandOutAnswer> {
  const { paths } = context
  const began = Date.now()
  const key = questionKey(question)
  const file = join(answersFolder(paths.stateDir), `${key}.json`)
  const deadline = began + mostBefore * question.limitMs
  waiting.set(file, (waiting.get(file) ?? 0) + 1)
  try {
    return await inTurn(context, question, where, ask, signal, { began, file, deadline })
  } finally {
    const left = (waiting.get(file) ?? 1) - 1
    if (left === 0) waiting.delete(file)
    else waiting.set(file, left)
  }
}

async function inTurn(
  context: RulesContext,
  question: HandOutQuestion,
  where: 'terminal' | 'desktop',
  ask: AskPerson,
  signal: AbortSignal,
  { began, file, deadline }: { readonly began: number; readonly file: string; readonly deadline: number },
): Promise<HandOutAnswer> {
  const { paths } = context
  for (;;) {
    const kept = await keptAnswer(context, question, file, began)
    if (kept !== undefined) return kept
    const lock = await takeLock({
      locksDir: paths.locksDir,
      key: 'a question about credentials',
      label: 'the question about credentials',
      timeout: 0,
    }).catch((error: unknown) => {
      if (error instanceof FileFailure && error.coded.code === 'FileBusy') return undefined
      throw error
    })
    if (lock !== undefined) {
      try {
        const answered = await keptAnswer(context, question, file, began)
        return answered ?? (await askNow(context, question, where, ask, signal, file))
      } finally {
        await lock.release()
      }
    }
    if (signal.aborted) return { kind: 'unanswered' }
    if (Date.now() >= deadline) return { kind: 'busy' }
    await sleep(lookEvery + Math.random() * lookEvery)
  }
}

/** Where recent answers are, while somebody may wait for them. */
const answersFolder = (stateDir: string): string => join(stateDir, 'handouts', 'answers')

/** Removes what nobody waits for any longer. With the lock of the question held. */
async function removeOldAnswers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const old = Date.now() - answersLastMs
  for (const name of names) {
    const file = join(folder, name)
    const found = await stat(file).catch(() => undefined)
    if (found !== undefined && found.mtimeMs < old) await rm(file, { force: true })
  }
}

/** What somebody answered meanwhile, or a moment ago. */
async function keptAnswer(
  context: RulesContext,
  { profile, way, caller }: HandOutQuestion,
  file: string,
  began: number,
): Promise<HandOutAnswer | undefined> {
  const kept = kindsOf(await readPrivateJson(file))
  if (kept !== undefined) {
    const { at, answer } = kept
    const isOurs = at >= began || (answer.kind !== 'yes' && at > began - noHolds && at <= Date.now())
    // What became a rule is looked up there: it may have been withdrawn.
    // A yes to a lease covers one lease.
    const isForAll = answer.kind !== 'yes' || (answer.rule === 'asked-once' && way !== 'mcp')
    if (isOurs && isForAll) return answer
  }
  const rule = ruleFor(await readRules(context), profile, caller)
  if (rule === undefined) return undefined
  return rule.kind === 'never' ? { kind: 'no' } : { kind: 'yes', rule: ruleNames[rule.kind] }
}

async function askNow(
  context: RulesContext,
  question: HandOutQuestion,
  where: 'terminal' | 'desktop',
  ask: AskPerson,
  signal: AbortSignal,
  file: string,
): Promise<HandOutAnswer> {
  const late = AbortSignal.timeout(question.limitMs)
  const end = Date.now() + question.limitMs
  const said = await ask(question, AbortSignal.any([signal, late]), () => othersThan(file))
  // A dialog that could not be closed may still say yes when nobody waits for it.
  const isOver = late.aborted || Date.now() >= end
  // The command that asked has ended: others who wait ask again.
  if (signal.aborted && !late.aborted) return { kind: 'unanswered' }
  const answer: HandOutAnswer = isOver ? { kind: 'unanswered' } : await keep(context, question, where, said)
  if (answer.kind !== 'nobody') {
    const { write } = context.ownFiles ?? ownFiles
    await removeOldAnswers(dirname(file))
    await write(file, JSON.stringify({ at: Date.now(), answer }))
  }
  return answer
}

const ruleNames = { tree: 'asked-tree', hour: 'asked-hour', standing: 'standing' } as const
const ruleKinds = { tree: 'tree', hour: 'hour', always: 'standing' } as const

async function keep(
  context: RulesContext,
  { profile, way, caller, production }: HandOutQuestion,
  where: 'terminal' | 'desktop',
  { kind }: PersonAnswer,
): Promise<HandOutAnswer> {
  if (kind === 'nobody' || kind === 'no') return { kind }
  if (kind === 'once' || way === 'mcp' || (kind === 'always' && production))
    return { kind: 'yes', rule: 'asked-once' }
  const rule = ruleOf(profile, caller, ruleKinds[kind], context.now(), { where })
  // The system tells too little about the program to recognise it.
  if (rule === undefined) return { kind: 'yes', rule: 'asked-once' }
  await keepRule(context, rule)
  return { kind: 'yes', rule: ruleNames[ruleKinds[kind]] }
}
