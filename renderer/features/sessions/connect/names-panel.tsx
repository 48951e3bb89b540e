import { TriangleAlert } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { nameMaker } from '../../../../shared/domain/organisation/template.ts'
import type { StepItem } from '../../../../shared/domain/organisation/types.ts'
import { regionSuggestions } from '../../../app/region-suggestions.ts'
import { TextField } from '../../../ui/field.tsx'
import { Section } from '../../../ui/panel-section.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { useStore } from '../../../ui/store.ts'
import { SuggestField } from '../../../ui/suggest-field.tsx'
import { region, templateForm, templateTouched, type Connecting, type TemplateForm } from './connect-state.ts'
import { KeepInStep } from './keep-in-step.tsx'
import { ProductionSection } from './production-section.tsx'
import { sharedBeginning, templateOf } from './template-form.ts'
import type { Preview } from './use-preview.ts'
import './names-panel.css'

const fields = ['{account}', '{accountId}', '{role}', '{role:short}', '{region}', '{session}'] as const

function change(next: Partial<TemplateForm>): void {
  templateTouched.set(true)
  templateForm.update((form) => ({ ...form, ...next }))
}

/** Two sample names and how they are formed: cut parts are struck through. */
function Samples({ preview, form }: { readonly preview: Preview; readonly form: TemplateForm }) {
  const maker = useMemo(() => nameMaker(templateOf(form)), [form])
  const samples = useMemo(() => {
    const named = preview.items.filter(
      ({ state }) => state === 'new' || state === 'taken' || state === 'renamed',
    )
    const first = named[0]
    const other = named.find(
      ({ accountId, roleName }) => accountId !== first?.accountId && roleName !== first?.roleName,
    )
    return [first, other ?? named[1]].filter((item): item is StepItem => item !== undefined)
  }, [preview.items])
  if (!maker.ok || samples.length === 0) return null
  return (
    <ul className="connect-samples" aria-label="Examples">
      {samples.map((item) => (
        <li key={`${item.accountId} ${item.roleName}`}>
          <b className="medium wrap-anywhere">{item.name}</b>
          <span className="meta text-3 wrap-anywhere">
            {maker.value
              .cut(item.accountName ?? '')
              .map((piece, at) =>
                piece.cut ? <s key={at}>{piece.text}</s> : <span key={at}>{piece.text}</span>,
              )}
            , {item.roleName}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Names that belong to another profile, with the suffix that makes them unique. */
function Taken({ items }: { readonly items: readonly StepItem[] }) {
  const taken = items.filter((item) => item.state === 'taken')
  if (taken.length === 0) return null
  return (
    <section className="section" aria-label="Names with an ending">
      <h2 className="connect-taken tone-amber">
        <TriangleAlert aria-hidden="true" />
        {taken.length === 1 ? '1 name is not free' : `${taken.length} names are not free`}
      </h2>
      <ul className="connect-why">
        {taken.slice(0, 3).map((item) => (
          <li key={item.name} className="wrap-anywhere">
            {item.why} It stays as it is; the new one is <b className="medium">{item.name}</b>.
          </li>
        ))}
      </ul>
      {taken.length > 3 && <p className="meta text-3">{taken.length - 3} more in the table, in amber</p>}
    </section>
  )
}

/** The names and region of profiles, and what happens to existing ones. */
export function NamesPanel({ now, preview }: { readonly now: Connecting; readonly preview: Preview }) {
  const form = useStore(templateForm)
  const inRegion = useStore(region)
  const input = useRef<HTMLInputElement>(null)
  const beginning = useMemo(
    () => sharedBeginning(preview.accounts.map(({ name }) => name)),
    [preview.accounts],
  )
  const insert = (field: string) => {
    const { current } = input
    const at = current?.selectionStart ?? form.text.length
    const end = current?.selectionEnd ?? at
    change({ text: form.text.slice(0, at) + field + form.text.slice(end) })
    current?.focus()
  }
  return (
    <div className="panel-body" tabIndex={-1}>
      <div className="connect-form">
        <TextField
          label="Name template"
          mono
          value={form.text}
          inputRef={input}
          input={{ maxLength: 200 }}
          error={
            preview.error && [preview.error.message, preview.error.remedy].filter((part) => part).join(' ')
          }
          onChange={(text) => change({ text })}
        />
        <div className="connect-fields" role="group" aria-label="Fields of a template">
          {fields.map((field) => (
            <button type="button" key={field} className="mono" onClick={() => insert(field)}>
              {field}
            </button>
          ))}
        </div>
        <TextField
          label="Cut from account"
          mono
          value={form.trim}
          placeholder="acme-, /^legacy-/"
          input={{ maxLength: 1_000 }}
          note={
            beginning !== undefined && form.trim === '' ? (
              <>
                All names begin with <span className="mono">{beginning}</span>.{' '}
                <button type="button" className="link" onClick={() => change({ trim: beginning })}>
                  Cut it
                </button>
              </>
            ) : undefined
          }
          onChange={(trim) => change({ trim })}
        />
        <div className="connect-pair">
          <SelectField
            label="Case"
            value={form.case}
            options={[
              { value: 'lower', label: 'lower' },
              { value: 'upper', label: 'UPPER' },
              { value: 'keep', label: 'As AWS has it' },
            ]}
            onChange={(letters) => change({ case: letters })}
          />
          <TextField
            label="Separator"
            mono
            value={form.separator}
            input={{ maxLength: 5 }}
            onChange={(separator) => change({ separator })}
          />
        </div>
        <Samples preview={preview} form={form} />
      </div>
      <Taken items={preview.items} />
      <section className="section" aria-label="Region">
        <SuggestField
          label="Default region of new profiles"
          value={inRegion}
          suggestions={regionSuggestions}
          onChange={(next) => region.set(next.trim())}
        />
      </section>
      <ProductionSection accounts={preview.accounts} items={preview.items} />
      <Section title="Keep in step" end="known by account and role">
        <KeepInStep now={now} preview={preview} />
      </Section>
    </div>
  )
}
