import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { StackProblemView, StackDetail, StackOptionView } from '../../../shared/contract/models.ts'
import { plural } from '../../ui/plural.ts'
import { EnvironmentsRow } from './environments-row.tsx'
import { basicOptions, groupTitle } from './option-names.ts'
import { OptionRow } from './option-row.tsx'
import type { StackDraft } from './stack-draft-store.ts'

function namesOption(problem: StackProblemView, name: string): boolean {
  const words = `${problem.message} ${problem.reason}`
  const at = words.indexOf(`aws:${name}`)
  return at >= 0 && !/[A-Za-z0-9]/.test(words.charAt(at + name.length + 4))
}

interface Parts {
  readonly shown: readonly StackOptionView[]
  readonly more: ReadonlyMap<string, readonly StackOptionView[]>
  readonly moreCount: number
}

/** The usual options and those that are set, then the rest by group. */
function partsOf(options: readonly StackOptionView[]): Parts {
  const basic = new Set<string>(basicOptions)
  const first = basicOptions.flatMap((name) => options.find((option) => option.name === name) ?? [])
  const rest = options.filter(({ name }) => !basic.has(name))
  const isSet = ({ value, secure }: StackOptionView) => value !== undefined || secure
  const more = new Map<string, StackOptionView[]>()
  for (const option of rest.filter((each) => !isSet(each))) {
    more.set(option.group, [...(more.get(option.group) ?? []), option])
  }
  return {
    shown: [...first, ...rest.filter(isSet)],
    more,
    moreCount: rest.filter((each) => !isSet(each)).length,
  }
}

/** Every option of the provider: shows the usual ones and those that are set, and folds the rest. */
export function StackForm({
  detail,
  draft,
  errors,
}: {
  readonly detail: StackDetail
  readonly draft: StackDraft
  readonly errors: ReadonlyMap<string, string>
}) {
  const [open, setOpen] = useState(false)
  const parts = useMemo(() => partsOf(detail.options), [detail.options])
  const row = (option: StackOptionView) => (
    <OptionRow
      key={option.name}
      option={option}
      detail={detail}
      error={errors.get(option.name)}
      problems={detail.problems.filter(
        (problem) =>
          problem.severity !== 'info' && option.value !== undefined && namesOption(problem, option.name),
      )}
    />
  )
  // A folded option with a change must stay in view.
  const unfolded = open || [...parts.more.values()].flat().some(({ name }) => draft.values.has(name))
  return (
    <div className="stack-form">
      {parts.shown.map(row)}
      <EnvironmentsRow detail={detail} />
      <button
        type="button"
        className="more-options"
        aria-expanded={unfolded}
        onClick={() => setOpen(!unfolded)}
      >
        <ChevronRight aria-hidden="true" />
        <span className="medium">{plural(parts.moreCount, 'more option')}</span>
        <span className="text-3 truncate">{[...parts.more.keys()].map(groupTitle).join(', ')}</span>
      </button>
      {unfolded &&
        [...parts.more].map(([group, options]) => (
          <section key={group} aria-label={groupTitle(group)}>
            <h2 className="option-group strong">{groupTitle(group)}</h2>
            {options.map(row)}
          </section>
        ))}
    </div>
  )
}
