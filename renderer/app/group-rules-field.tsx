import { useMemo } from 'react'
import { isAccountRule, ruleTakes } from '../../shared/domain/groups/group-of.ts'
import { ChipsInput } from '../ui/chips-input.tsx'
import { Field } from '../ui/field.tsx'
import { plural } from '../ui/plural.ts'
import { Account } from './account.tsx'
import { useProfileList } from './core-queries.ts'

const ended = (text: string): string | undefined => (text.endsWith(',') ? text : undefined)

/** A rule of a group as people read it: a pattern, or an account with its name. */
export function GroupRule({ rule }: { readonly rule: string }) {
  return isAccountRule(rule) ? <Account id={rule} /> : <span className="mono">{rule}</span>
}

/** The rules by which profiles join a group: name patterns, and accounts by name or number. Says how many profiles match. */
export function GroupRulesField({
  rules,
  onChange,
}: {
  readonly rules: readonly string[]
  readonly onChange: (rules: string[]) => void
}) {
  const profiles = useProfileList()?.profiles
  const accounts = useMemo(
    () =>
      new Map(
        profiles?.flatMap(({ account, accountName }): [string, string][] =>
          account === undefined || accountName === undefined ? [] : [[accountName.toLowerCase(), account]],
        ),
      ),
    [profiles],
  )
  const taken = useMemo(
    () => (profiles ?? []).filter((profile) => rules.some((rule) => ruleTakes(rule, profile))).length,
    [profiles, rules],
  )
  const form =
    'A name pattern such as prod-*, an account or its number. Who was put into a group by hand stays there.'
  return (
    <Field
      label="Join by rule"
      note={rules.length === 0 ? form : `${plural(taken, 'profile')} now, and new ones as they come. ${form}`}
    >
      {({ id, describedBy, invalid }) => (
        <ChipsInput
          label="Rules"
          id={id}
          texts={rules}
          set={onChange}
          show={(rule) => <GroupRule rule={rule} />}
          ended={ended}
          read={(text) => accounts.get(text.toLowerCase()) ?? text}
          invalid={invalid}
          describedBy={describedBy}
          placeholder="prod-*"
          parts={/,/}
        />
      )}
    </Field>
  )
}
