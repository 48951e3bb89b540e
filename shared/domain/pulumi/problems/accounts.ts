import { checkAccount } from '../identity/account-guard.ts'
import { isOn } from '../identity/effective-config.ts'
import type { StackProblem, Rule } from './types.ts'

const guards = ['aws:allowedAccountIds', 'aws:forbiddenAccountIds'] as const

/** The account that the stack would reach against its guards; offers to pin it when there is none. */
export const accountGuard: Rule = ({ config, identity }) => {
  const { account } = identity
  const verdict = checkAccount(config, account?.accountId)
  const file = (key: string): StackProblem['file'] => config.get(key)?.origin ?? 'stack'
  switch (verdict.kind) {
    case 'not-allowed':
      return [
        {
          code: 'account-not-allowed',
          severity: 'error',
          file: file(guards[0]),
          line: verdict.line,
          message: `This stack would reach account ${account!.accountId}, which is not allowed.`,
          reason: `aws:allowedAccountIds lists ${verdict.allowed.join(', ')}.`,
        },
      ]
    case 'forbidden':
      return [
        {
          code: 'account-forbidden',
          severity: 'error',
          file: file(guards[1]),
          line: verdict.line,
          message: `This stack would reach account ${account!.accountId}, which is forbidden.`,
          reason: 'aws:forbiddenAccountIds lists it.',
        },
      ]
    case 'unguarded':
      if (!account) return []
      return [
        {
          code: 'account-not-pinned',
          severity: 'info',
          file: 'stack',
          line: undefined,
          message: `Nothing stops this stack from reaching an account other than ${account.accountId}.`,
          reason: 'With aws:allowedAccountIds the provider refuses every other account.',
          fix: {
            label: `Allow account ${account.accountId} only`,
            operations: [{ type: 'setOptionPath', path: guards[0], value: [account.accountId] }],
          },
        },
      ]
    case 'agrees':
    case 'unknown':
      return []
  }
}

/** Both lists at once, a guard without an account lookup, and lists that are not lists. */
export const accountLists: Rule = ({ config }) => {
  const problems: StackProblem[] = []
  const set = guards.map((key) => config.get(key)).filter((entry) => entry !== undefined)
  if (set.length === 2) {
    problems.push({
      code: 'account-lists-both',
      severity: 'error',
      file: set[1]!.origin,
      line: set[1]!.line,
      message: 'Allowed and forbidden accounts are both set.',
      reason: 'The provider accepts only one of the two lists.',
      ...(set[1]!.origin === 'stack'
        ? {
            fix: {
              label: 'Remove the forbidden list',
              operations: [{ type: 'unsetOptionPath', path: guards[1] }],
            },
          }
        : {}),
    })
  }
  const skip = config.get('aws:skipRequestingAccountId')
  if (set.length > 0 && skip && isOn(skip.value)) {
    problems.push({
      code: 'account-lookup-skipped',
      severity: 'warning',
      file: skip.origin,
      line: skip.line,
      message: 'The account guard has no account to check.',
      reason: 'aws:skipRequestingAccountId keeps the provider from asking for the account id.',
    })
  }
  for (const entry of set) {
    const isList =
      entry.value.kind === 'list' || (entry.value.kind === 'text' && entry.value.json !== undefined)
    if (isList || entry.value.kind !== 'text' || entry.value.text === '') continue
    const id = entry.value.source
    problems.push({
      code: 'account-ids-not-a-list',
      severity: 'error',
      file: entry.origin,
      line: entry.line,
      message: `${entry.logical} is a single value, not a list.`,
      reason: 'The provider cannot read it.',
      ...(entry.origin === 'stack' && /^\d{12}$/.test(id)
        ? {
            fix: {
              label: 'Make it a list',
              operations: [{ type: 'setOptionPath', path: entry.logical, value: [id] }],
            },
          }
        : {}),
    })
  }
  return problems
}

/** Ids without quotes are numbers to the CLI: a leading zero is lost. */
export const unquotedIds: Rule = ({ config }) => {
  const problems: StackProblem[] = []
  for (const key of guards) {
    const entry = config.get(key)
    if (entry?.value.kind !== 'list') continue
    for (const [index, item] of entry.value.items.entries()) {
      if (item.kind !== 'text' || item.type === 'string') continue
      const changed = item.text !== item.source
      problems.push({
        code: 'account-id-unquoted',
        severity: changed ? 'error' : 'warning',
        file: entry.origin,
        line: item.line,
        message: `The account id ${item.source} has no quotes.`,
        reason: changed
          ? `Pulumi reads it as ${item.text}.`
          : 'Pulumi reads it as a number; an id that begins with 0 would lose the 0.',
        ...(/^\d{12}$/.test(item.source)
          ? {
              fix: {
                label: 'Put it in quotes',
                operations: [{ type: 'setOptionPath', path: `${key}[${index}]`, value: item.source }],
              },
            }
          : {}),
      })
    }
  }
  return problems
}
