import { CircleAlert, FileText, Folder, TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import { formatOptionPath } from '../../../shared/domain/pulumi/option-path.ts'
import { jsonKindAt, setSecretCommand } from '../../../shared/domain/pulumi/secret-command.ts'
import type {
  StackProblemView,
  StackDetail,
  StackId,
  StackOptionView,
} from '../../../shared/contract/models.ts'
import { Account } from '../../app/account.tsx'
import { useGroupColours } from '../../app/profile-groups.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { regionSuggestions } from '../../app/region-suggestions.ts'
import { withoutDraftValue } from '../../list/drafts.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Swatch } from '../../ui/marks.tsx'
import { useStore } from '../../ui/store.ts'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { OptionControl } from './option-control.tsx'
import { optionTitle } from './option-names.ts'
import { isMap, type Value } from './option-values.ts'
import { changeStacks } from './plan-stacks.ts'
import { EncryptedParts } from './encrypted-parts.tsx'
import { SecretOption } from './secret-option.tsx'
import { draftOf, stackDrafts } from './stack-draft-store.ts'
import { withOption } from './stack-drafts.ts'
import { keyOf } from './stack-key.ts'

function Origin({ option, projectFile }: { readonly option: StackOptionView; readonly projectFile: string }) {
  if (option.from === undefined) return null
  const line = option.line === undefined ? '' : `, line ${option.line}`
  return option.from === 'stack' ? (
    <span className="origin">
      <FileText aria-hidden="true" />
      Stack file{line}
    </span>
  ) : (
    <span className="origin">
      <Folder aria-hidden="true" />
      <span>
        <span className="visually-hidden">Comes from </span>
        {projectFile}
        {line}
      </span>
    </span>
  )
}

/** The names in the project file that a change hides: Pulumi uses one whole value and does not merge. */
function hiddenNames(option: StackOptionView, now: Value | undefined): string[] {
  if (option.from !== 'project' || now === undefined || now === null) return []
  const inner = (value: Value | undefined) => (isMap(value) && isMap(value['tags']) ? value['tags'] : value)
  const [before, after] = [inner(option.value), inner(now)]
  if (!isMap(before) || !isMap(after)) return []
  return Object.keys(before).filter((name) => !Object.hasOwn(after, name))
}

function RowProblems({
  problems,
  id,
}: {
  readonly problems: readonly StackProblemView[]
  readonly id: StackId
}) {
  return problems.map((problem) => (
    <p className="field-note amber row-problem" key={`${problem.code}-${problem.line ?? 0}`}>
      <TriangleAlert size={14} aria-hidden="true" />
      <span>{problem.message}</span>
      {problem.fix !== undefined && (
        <button
          type="button"
          className="link"
          onClick={() => {
            const { fix } = problem
            if (fix !== undefined) {
              void changeStacks({
                stacks: [id],
                operations: fix.operations,
                target: problem.file,
                done: fix.label,
              })
            }
          }}
        >
          {problem.fix.label}
        </button>
      )}
    </p>
  ))
}

function ProfileOrRegion({
  option,
  title,
  value,
  set,
  error,
}: {
  readonly option: StackOptionView
  readonly title: string
  readonly value: Value | undefined
  readonly set: (value: Value) => void
  readonly error: string | undefined
}) {
  const profiles = useProfileList()?.profiles ?? []
  const colours = useGroupColours()
  const chosen = option.name === 'profile' ? profiles.find(({ name }) => name === value) : undefined
  return (
    <SuggestField
      label={title}
      mark={chosen?.group === undefined ? undefined : <Swatch colour={colours.get(chosen.group)} />}
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => set(text === '' ? null : text)}
      error={error}
      suggestions={
        option.name === 'region'
          ? regionSuggestions
          : profiles.map(({ name, account }) => ({
              value: name,
              ...(account === undefined ? {} : { about: <Account id={account} /> }),
            }))
      }
    />
  )
}

/** One option: name and key, its control, and where its value comes from. */
export function OptionRow({
  option,
  detail,
  error,
  problems,
}: {
  readonly option: StackOptionView
  readonly detail: StackDetail
  readonly error: string | undefined
  readonly problems: readonly StackProblemView[]
}) {
  const id = useId()
  const stackKey = keyOf(detail.summary)
  const draft = draftOf(useStore(stackDrafts), stackKey)
  const { name } = option
  const path = `aws:${name}`
  const title = optionTitle(name)
  const changed = draft.values.has(name)
  const drafted = draft.values.get(name)
  const value = changed ? (drafted ?? undefined) : option.value
  const set = (next: Value) => stackDrafts.change(stackKey, (old) => withOption(old, option, next))
  const hidden = changed ? hiddenNames(option, value) : []
  const suggests = name === 'profile' || name === 'region'
  const isHidden = option.secure && option.value === undefined
  const isPartly = isHidden && (!option.secretAt.includes(path) || jsonKindAt(path) !== undefined)
  const isSecret = option.secret || isHidden
  const plainLabel = suggests || option.type === 'text-list' || option.type.startsWith('object') || isSecret
  return (
    <div className={classNames('option-row', changed && 'changed')}>
      <div className="option-name">
        {plainLabel ? (
          <span className="medium">{title}</span>
        ) : (
          <label htmlFor={id} className="medium">
            {title}
          </label>
        )}
        <span className="mono text-3">aws:{name}</span>
      </div>
      <div className={suggests ? 'option-control bare' : 'option-control'}>
        {isPartly ? (
          <EncryptedParts paths={option.secretAt} stack={detail.summary.stack} />
        ) : isSecret ? (
          <SecretOption option={option} detail={detail} title={title} />
        ) : suggests ? (
          <ProfileOrRegion option={option} title={title} value={value} set={set} error={error} />
        ) : (
          <OptionControl
            id={id}
            label={title}
            type={option.type}
            rule={option.rule}
            values={option.values}
            nested={option.nested}
            fallback={option.default}
            value={value}
            set={set}
            invalid={error !== undefined}
            describedBy={`${id}-about`}
            secretCommand={(property, index) =>
              setSecretCommand(
                formatOptionPath({ key: path, rest: index === undefined ? [property] : [index, property] }),
                detail.summary.stack,
              )
            }
            offers={name === 'endpoints' ? detail.endpointServices : undefined}
          />
        )}
        <div id={`${id}-about`}>
          {error !== undefined && !suggests && (
            <p className="field-note bad">
              <CircleAlert aria-hidden="true" />
              {error}
            </p>
          )}
          {option.rule === 'account-id' && (
            <p className="field-note">IDs are written in quotes, so that leading zeros survive.</p>
          )}
          {hidden.length > 0 && (
            <p className="field-note amber row-problem">
              <TriangleAlert size={14} aria-hidden="true" />
              <span>
                Hides {hidden.join(', ')} of {detail.project.projectFile}: Pulumi takes one list or the other.
              </span>
              <button type="button" className="link" onClick={() => set(option.value ?? null)}>
                Copy them here
              </button>
            </p>
          )}
          <RowProblems
            problems={problems}
            id={{ project: detail.summary.project, stack: detail.summary.stack }}
          />
          <p className="field-note option-help">{option.help}</p>
        </div>
      </div>
      <div className="option-origin">
        {changed ? (
          <>
            <span className="edited">{drafted === null ? 'Taken out' : 'Edited'}</span>
            <button
              type="button"
              className="link"
              aria-label={`Undo the change of ${title}`}
              onClick={() => stackDrafts.change(stackKey, (old) => withoutDraftValue(old, name))}
            >
              Undo
            </button>
          </>
        ) : (
          <>
            <Origin option={option} projectFile={detail.project.projectFile} />
            {option.from === 'stack' && !isSecret && (
              <Button
                size="tiny"
                look="quiet"
                aria-label={`Take ${title} out of the stack file`}
                onClick={() => set(null)}
              >
                Take out
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  )
}
