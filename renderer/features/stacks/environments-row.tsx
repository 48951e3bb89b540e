import { FileText, X } from 'lucide-react'
import { useState } from 'react'
import type { StackDetail } from '../../../shared/contract/models.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useStore } from '../../ui/store.ts'
import { AddLine } from './add-line.tsx'
import { draftOf, stackDrafts } from './stack-draft-store.ts'
import { keyOf } from './stack-key.ts'

/** The ESC environments that the stack imports, in order: a later one wins. */
export function EnvironmentsRow({ detail }: { readonly detail: StackDetail }) {
  const key = keyOf(detail.summary)
  const draft = draftOf(useStore(stackDrafts), key)
  const [typed, setTyped] = useState('')
  const names = [...detail.environments.map(({ name }) => name), ...draft.addedEnvironments]
  const changed = draft.addedEnvironments.length + draft.removedEnvironments.length > 0
  const [first] = detail.environments
  const add = () => {
    const name = typed.trim()
    setTyped('')
    if (name === '' || names.includes(name)) return
    stackDrafts.change(key, (old) => ({ ...old, addedEnvironments: [...old.addedEnvironments, name] }))
  }
  const remove = (name: string) =>
    stackDrafts.change(key, (old) =>
      old.addedEnvironments.includes(name)
        ? { ...old, addedEnvironments: old.addedEnvironments.filter((other) => other !== name) }
        : { ...old, removedEnvironments: [...old.removedEnvironments, name] },
    )
  return (
    <div className={classNames('option-row', changed && 'changed')}>
      <div className="option-name">
        <span className="medium">Environments</span>
        <span className="mono text-3">environment</span>
      </div>
      <div className="option-control">
        <div className="object-list" role="group" aria-label="Environments">
          {names.map((name, index) => {
            const gone = draft.removedEnvironments.includes(name)
            return (
              <div className="object-item" key={name}>
                <span className="object-number" aria-hidden="true">
                  {index + 1}
                </span>
                <span className={classNames('mono grow wrap-anywhere', gone && 'taken-out')}>{name}</span>
                {gone ? (
                  <button
                    type="button"
                    className="link"
                    aria-label={`Keep ${name}`}
                    onClick={() =>
                      stackDrafts.change(key, (old) => ({
                        ...old,
                        removedEnvironments: old.removedEnvironments.filter((other) => other !== name),
                      }))
                    }
                  >
                    Undo
                  </button>
                ) : (
                  <IconButton label={`Remove ${name}`} small onClick={() => remove(name)}>
                    <X aria-hidden="true" />
                  </IconButton>
                )}
              </div>
            )
          })}
          <AddLine
            what="environment"
            typed={typed}
            onType={setTyped}
            add={add}
            placeholder="project/environment"
          />
        </div>
        <p className="field-note option-help">
          Imported from Pulumi ESC. A later one goes before an earlier one; keys in them lose against
          aws:profile.
        </p>
      </div>
      <div className="option-origin">
        {changed ? (
          <span className="edited">Edited</span>
        ) : (
          first?.line !== undefined && (
            <span className="origin">
              <FileText aria-hidden="true" />
              Stack file, line {first.line}
            </span>
          )
        )}
      </div>
    </div>
  )
}
