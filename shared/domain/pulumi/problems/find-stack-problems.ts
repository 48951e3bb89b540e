import { effectiveConfig } from '../identity/effective-config.ts'
import { accountGuard, accountLists, unquotedIds } from './accounts.ts'
import {
  disabledProvider,
  environmentRules,
  fileRules,
  hiddenProjectValues,
  keyRules,
  providersInProgram,
} from './files.ts'
import { optionNames, optionValues, renamedOptions, secretsInFile } from './options.ts'
import { nativeInStep, profileRules, regionKnown, shellKeys, stateProfiles } from './profiles.ts'
import type { StackProblem, StackProblemInput, Rule } from './types.ts'
import { ownCredentials } from './urls.ts'
import { notSure, profileGivesNothing, usable } from './usable.ts'

const rules: readonly Rule[] = [
  accountGuard,
  accountLists,
  unquotedIds,
  profileRules,
  usable,
  notSure,
  profileGivesNothing,
  shellKeys,
  stateProfiles,
  nativeInStep,
  regionKnown,
  optionNames,
  renamedOptions,
  optionValues,
  secretsInFile,
  environmentRules,
  fileRules,
  keyRules,
  hiddenProjectValues,
  disabledProvider,
  providersInProgram,
  ownCredentials,
]

const weight = { error: 0, warning: 1, info: 2 } as const

/** Everything worth saying about a stack, errors first, then by line. Reads nothing itself. */
export function findStackProblems(input: StackProblemInput): readonly StackProblem[] {
  const config = effectiveConfig(input.stack, input.project)
  const problems = rules.flatMap((rule) => rule({ ...input, config }))
  return problems.sort(
    (a, b) => weight[a.severity] - weight[b.severity] || (a.line ?? Infinity) - (b.line ?? Infinity) || 0,
  )
}
