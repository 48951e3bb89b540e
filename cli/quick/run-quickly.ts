import { runCurrent, runUse } from '../commands/active.ts'
import { runCredentials } from '../commands/credentials.ts'
import type { CliContext } from '../context.ts'
import { quickOptions } from './quick-options.ts'

const isName = (word: string | undefined): word is string =>
  word !== undefined && word !== '' && word.length <= 512 && !word.startsWith('-')

const [useYes] = quickOptions.useYes
const [credentialsActive] = quickOptions.credentialsActive
const [json] = quickOptions.json
const [deleteYes] = quickOptions.deleteYes
const [listNames] = quickOptions.listNames

const isPlain = (word: string): boolean => word === '-' || !word.startsWith('-')

/**
 * Runs the plain forms of the commands that people and programs wait for at every switch and every sign-in, without
 * loading the command line parser. Their code is imported statically and so is in one file of the bundle: each extra
 * file would cost about a millisecond. Undefined: not one of these, so the parser takes over.
 *
 * Measured (Node 20.20 on Linux, processor time, compiled code kept, 75 runs each): in addition to Node's own 58 ms, `use`
 * takes 9 ms this way and 14 ms through commander, `credentials` 8 and 12. Both ways behave the same: test/cli/quick.
 */
export async function runQuickly(words: readonly string[], context: CliContext): Promise<number | undefined> {
  const [command, first, second] = words
  if (
    command === 'use' &&
    isName(first) &&
    (words.length === 2 || (words.length === 3 && second === useYes))
  ) {
    return runUse(context, first, { ...(second === useYes && { yes: true }) })
  }
  if (command === 'current' && words.length === 1) {
    return runCurrent(context, {})
  }
  if (command === 'credentials' && words.length === 2 && (first === credentialsActive || isName(first))) {
    return first === credentialsActive
      ? runCredentials(context, undefined, { active: true })
      : runCredentials(context, first, {})
  }
  if (command === 'credentials' && words.length === 5 && first === '--lease' && words[3] === '--') {
    const { runLeaseHelper } = await import('../commands/lease-helper.ts')
    return runLeaseHelper(context, words[4]!, second!)
  }
  if (
    command === 'profiles' &&
    first === 'list' &&
    (words.length === 2 || (words.length === 3 && (second === listNames || second === json)))
  ) {
    const { runList } = await import('../commands/profiles-list.ts')
    return runList(context, second === listNames ? { names: true } : second === json ? { json: true } : {})
  }
  if (command === 'problems' && (words.length === 1 || (words.length === 2 && first === json))) {
    const { runProblems } = await import('../commands/problems.ts')
    return runProblems(context, first === json ? { json: true } : {})
  }
  if (command === 'profiles' && first === 'show' && isName(second) && words.length === 3) {
    const { runShow } = await import('../commands/profiles-show.ts')
    return runShow(context, second, {})
  }
  if (command === 'env' && isName(first) && words.length === 2) {
    const { runEnv } = await import('../commands/env.ts')
    return runEnv(context, first, {})
  }
  if (command === 'profiles' && words.length === 4 && isName(second) && isName(words[3])) {
    const [, , from, to] = words as [string, string, string, string]
    const load = () => import('../commands/edit-profiles.ts')
    if (first === 'rename') return (await load()).runRename(context, from, to, { references: true })
    if (first === 'duplicate')
      return (await load()).runEdit(context, {}, [{ type: 'duplicateProfile', from, to }])
  }
  if (command === 'profiles' && first === 'delete' && isName(second)) {
    const yes = words.at(-1) === deleteYes
    const names = words.slice(2, yes ? -1 : undefined)
    if (names.every(isName)) {
      const { runDelete } = await import('../commands/edit-profiles.ts')
      return runDelete(context, names, yes ? { yes } : {})
    }
  }
  // The full parser handles everything with an option in it.
  if (
    command === 'profiles' &&
    first === 'set' &&
    isName(second) &&
    (words.length >= 5 || words[3]?.includes('=') === true) &&
    words.slice(2).every(isPlain)
  ) {
    const { runSet } = await import('../commands/profiles-set.ts')
    return runSet(context, second, words.slice(3), {})
  }
  return undefined
}
