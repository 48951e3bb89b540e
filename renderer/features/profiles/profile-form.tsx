import { useEffect, useRef, useState, type KeyboardEvent as ReactKeyboardEvent } from 'react'
import { isSecretName } from '../../../shared/domain/secrets/secret-names.ts'
import { showHidden } from '../../../shared/domain/text/visible-text.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { useProfileDetail, useProfileList, useProfileSummary } from '../../app/core-queries.ts'
import { openReview, reviewOperations } from '../../app/open-review.ts'
import { withoutDraftValue } from '../../list/drafts.ts'
import { useSaveKey } from '../../list/use-save-key.ts'
import { Button } from '../../ui/button.tsx'
import { GroupTag } from '../../ui/marks.tsx'
import { Notice } from '../../ui/notice.tsx'
import { plural } from '../../ui/plural.ts'
import { useStore } from '../../ui/store.ts'
import { useFocusFallback } from '../../ui/use-focus-fallback.ts'
import { AddSetting } from './add-setting.tsx'
import { checkDraft, tokenIsMissing, tokenIsOrphan } from './check-profile-draft.ts'
import { DraftField } from './profile-field.tsx'
import { changedOnDisk, draftOperations, drafts, formAsked, withValue, type Draft } from './profile-drafts.ts'
import { fieldFor, fieldsOf, type FieldSpec } from './profile-fields.ts'
import { ManagedNotices } from './managed-notices.tsx'
import type { ProfileKind } from './profile-kinds.ts'

const reviewIsOpen = (): boolean => openReview.get() !== undefined

/** The fields of the kind, then the profile's other keys, then those that the user added or typed. */
function fieldsFor(kind: ProfileKind, draft: Draft): readonly FieldSpec[] {
  const fields = new Map(fieldsOf(kind).map((field) => [field.key, field]))
  for (const [key, base] of draft.base) if (!fields.has(key)) fields.set(key, fieldFor(key, base.secret))
  // Also input from before another program changed the profile's kind or deleted it.
  for (const key of [...draft.added, ...draft.values.keys()])
    if (!fields.has(key)) fields.set(key, fieldFor(key, isSecretName(key)))
  return [...fields.values()]
}

function DiskNotice({ name, draft }: { readonly name: string; readonly draft: Draft }) {
  const detail = useProfileDetail(name).data
  const changed = detail === undefined ? [] : changedOnDisk(draft, detail)
  if (changed.length === 0) return null
  return (
    <div className="detail-notices">
      <Notice tone="amber" strong="Changed on disk.">
        Another program changed {changed.join(', ')}. What you typed is kept and is put on top when you save.
      </Notice>
    </div>
  )
}

/** The form of one profile. Input lives in the draft, so nothing on disk or elsewhere in the page can discard it. */
export function EditForm({ name }: { readonly name: string }) {
  const draft = useStore(drafts).get(name)
  const summary = useProfileSummary(name)
  const detail = useProfileDetail(name).data
  const list = useProfileList()
  const colours = useGroupColours()
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  useFocusFallback()

  const asked = useStore(formAsked)
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [asked])

  const errors = draft === undefined ? new Map<string, string>() : checkDraft(draft)
  const count = draft?.values.size ?? 0
  const save = () => {
    setTried(true)
    if (draft === undefined || count === 0 || errors.size > 0) return
    reviewOperations(draftOperations(name, draft), {
      done: `Saved ${name}`,
      onSaved: () => drafts.drop(name),
    })
  }
  useSaveKey(save, reviewIsOpen)
  if (draft === undefined) return null

  const kind = summary?.kind ?? 'incomplete'
  const profiles = (list?.profiles ?? [])
    .filter((profile) => profile.name !== name)
    .map((profile) => ({ value: profile.name }))
  const sessions = (list?.ssoSessions ?? []).map((value) => ({ value }))
  const set = (key: string, value: string | null) =>
    drafts.change(name, (old) => {
      const next = withValue(old, key, value)
      return key === 'aws_access_key_id' && tokenIsOrphan(next)
        ? withValue(next, 'aws_session_token', null)
        : next
    })
  return (
    <>
      <div className="panel-body" ref={form} onKeyDown={(event) => leaveWithEscape(event, name, count)}>
        <div className="detail-head">
          <div className="detail-title">
            <h2 className="title wrap-anywhere">{showHidden(name)}</h2>
            {summary?.group !== undefined && (
              <GroupTag
                name={summary.group}
                colour={colours.get(summary.group)}
                production={summary.production}
              />
            )}
            <span className="grow" />
            <span className="changes" aria-live="polite">
              {count > 0 && plural(count, 'change')}
            </span>
          </div>
        </div>
        {summary === undefined && (
          <div className="detail-notices">
            <Notice tone="red" strong="Gone from disk.">
              Another program deleted or renamed {name}. What you typed is kept here until you discard it.
            </Notice>
          </div>
        )}
        {summary !== undefined && <DiskNotice name={name} draft={draft} />}
        {detail !== undefined && <ManagedNotices detail={detail} editing />}
        {tokenIsMissing(draft) && (
          <div className="detail-notices">
            <Notice tone="amber" strong="Token missing.">
              A key ID that starts with ASIA works only together with its session token.
            </Notice>
          </div>
        )}
        <div className="form">
          {fieldsFor(kind, draft).map((field) => (
            <OneField
              key={field.key}
              field={field}
              draft={draft}
              error={
                tried || field.control !== 'text' ? errors.get(field.key) : lateError(draft, field, errors)
              }
              profiles={profiles}
              sessions={sessions}
              set={set}
              undo={() => drafts.change(name, (old) => withoutDraftValue(old, field.key))}
            />
          ))}
          <AddSetting
            taken={new Set([...draft.base.keys(), ...draft.added])}
            add={(key) => drafts.change(name, (old) => ({ ...old, added: [...old.added, key] }))}
          />
        </div>
      </div>
      <div className="form-foot">
        <span className="grow text-3 meta">
          {tried && errors.size > 0 && (
            <span className="tone-red">{plural(errors.size, 'field')} to mend</span>
          )}
        </span>
        <Button onClick={() => drafts.drop(name)}>{count === 0 ? 'Close' : 'Discard'}</Button>
        <Button look="primary" keys={['Mod', 'S']} off={count === 0} onClick={save}>
          Review
        </Button>
      </div>
    </>
  )
}

/** Esc closes an unchanged form; from a changed form it goes to the list and keeps the input. */
function leaveWithEscape(event: ReactKeyboardEvent<HTMLElement>, name: string, count: number): void {
  const { target } = event
  const closesItsList = target instanceof Element && target.getAttribute('aria-expanded') === 'true'
  if (event.key !== 'Escape' || event.defaultPrevented || closesItsList) return
  if (count === 0) drafts.drop(name)
  // In a sheet, Esc closes the sheet, which returns the focus itself.
  else if (event.currentTarget.closest('[role="dialog"]') === null)
    document.querySelector<HTMLElement>('[data-pane-focus]')?.focus({ preventScroll: true })
}

/** Shows an error that further typing cannot fix at once, and one about length only when the user tries to save. */
function lateError(draft: Draft, field: FieldSpec, errors: ReadonlyMap<string, string>): string | undefined {
  const typed = draft.values.get(field.key)
  const error = errors.get(field.key)
  return typeof typed === 'string' && /characters|look like|digits\.$/.test(error ?? '') ? undefined : error
}

function OneField({
  field,
  draft,
  error,
  profiles,
  sessions,
  set,
  undo,
}: {
  readonly field: FieldSpec
  readonly draft: Draft
  readonly error: string | undefined
  readonly profiles: readonly { readonly value: string }[]
  readonly sessions: readonly { readonly value: string }[]
  readonly set: (key: string, value: string | null) => void
  readonly undo: () => void
}) {
  const { key } = field
  const base = draft.base.get(key)
  const typed = draft.values.get(key)
  const removed = typed === null
  const secret = base?.secret === true || field.control === 'secret'
  const value = typed ?? (removed || secret ? '' : (base?.value ?? ''))
  const note = removed
    ? 'Taken out of the file on save.'
    : secret && typeof typed === 'string' && error === undefined
      ? `${typed.trim().length} characters${key === 'aws_secret_access_key' ? ', looks complete' : ''}`
      : undefined
  return (
    <DraftField
      field={secret ? { ...field, control: 'secret' } : field}
      value={value}
      onChange={(text) => set(key, text)}
      profiles={profiles}
      sessions={sessions}
      changed={draft.values.has(key)}
      onUndo={undo}
      error={error}
      placeholder={
        secret && base !== undefined && !removed
          ? `${'•'.repeat(12)} ${base.length ?? ''} characters kept`
          : undefined
      }
      onRemove={base !== undefined && !removed ? () => set(key, null) : undefined}
      {...(note === undefined ? {} : { note })}
      {...(base === undefined || secret ? {} : { was: <span className="mono">{base.value}</span> })}
    />
  )
}
