import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useProfileList } from '../../../app/core-queries.ts'
import { navigate } from '../../../app/navigation.ts'
import { layerIsOpen } from '../../../app/open-layers.ts'
import { review } from '../../../app/open-review.ts'
import { useWide } from '../../../app/use-wide-window.ts'
import { termsOf } from '../../../ui/filter-terms.ts'
import { useSaveKey } from '../../../list/use-save-key.ts'
import { Button } from '../../../ui/button.tsx'
import { late } from '../../../ui/late-part.tsx'
import { plural } from '../../../ui/plural.ts'
import { useStore } from '../../../ui/store.ts'
import { filteredAccounts } from './account-rows.ts'
import { AccountsTable } from './accounts-table.tsx'
import { leave, planProfiles, refreshKnown } from './connect-flow.ts'
import {
  filterText,
  hiddenRoles,
  migrate,
  namesOpen,
  onlyNew,
  production,
  prune,
  type Connecting,
} from './connect-state.ts'
import { NamesPanel } from './names-panel.tsx'
import { TableFilters } from './table-filters.tsx'
import { usePreview, type Preview } from './use-preview.ts'
import { markedProfiles, saveProduction } from './use-production.ts'
import './choose-accounts.css'

const NamesSheet = late(
  () => import('./names-sheet.tsx'),
  (module) => module.NamesSheet,
)

const newStates: ReadonlySet<string> = new Set(['new', 'taken', 'left'])

interface Counts {
  readonly profiles: number
  readonly words: string
  /** Whether there is anything to write. */
  readonly changes: boolean
}

/** `31 new, 2 renamed, 7 kept, 1 removed` */
function countsOf({ items, known }: Preview, migrates: boolean): Counts {
  const count = (...states: string[]): number => items.filter(({ state }) => states.includes(state)).length
  const parts: [number, string][] = [
    [count('new', 'taken'), 'new'],
    [count('renamed'), 'renamed'],
    [count('kept', 'stays'), 'kept'],
    [count('removed'), 'removed'],
    [migrates ? known.filter((profile) => profile.legacy === true).length : 0, 'migrated'],
  ]
  const words = parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ')
  const changes = parts.some(([number, word]) => word !== 'kept' && number > 0)
  return { profiles: count('new', 'taken', 'renamed', 'kept', 'stays'), words, changes }
}

/** Opens the review of the change, with what happens after it is written. */
function reviewProfiles({ chosen, items }: Preview): void {
  const first = items.find(({ state }) => state === 'new' || state === 'taken')?.name
  review({
    plan: () => planProfiles(chosen),
    onSaved: () => {
      void saveProduction(items)
      prune.set(false)
      migrate.set(false)
      if (first !== undefined) navigate('profiles', first)
    },
  })
}

/** The choice of accounts and roles to become profiles, and of their names; the review shows the lines. */
export function ChooseAccounts({ now }: { readonly now: Connecting }) {
  const preview = usePreview(now)
  const wide = useWide()
  const text = useStore(filterText)
  const isOnlyNew = useStore(onlyNew)
  const hidden = useStore(hiddenRoles)
  const migrates = useStore(migrate)
  const marked = useStore(production)
  const sheet = useStore(namesOpen)
  const grid = useRef<HTMLDivElement>(null)
  const filter = useRef<HTMLInputElement>(null)
  const { accounts, cells, roles, items } = preview
  const rows = useMemo(
    () => filteredAccounts(accounts, cells, hidden, { terms: termsOf(text), onlyNew: isOnlyNew }),
    [accounts, cells, hidden, text, isOnlyNew],
  )
  const columns = useMemo(() => roles.filter(({ name }) => !hidden.has(name)), [roles, hidden])
  const newCount = useMemo(
    () => new Set(items.flatMap(({ state, accountId }) => (newStates.has(state) ? [accountId] : []))).size,
    [items],
  )
  useEffect(() => grid.current?.focus({ preventScroll: true }), [])
  // Another program or an undo can change which profiles already exist.
  const files = useProfileList()
  const seen = useRef(files)
  useEffect(() => {
    if (seen.current === files) return
    seen.current = files
    if (files !== undefined) void refreshKnown(files.ssoSessions)
  }, [files])

  const focusFilter = useCallback(() => {
    filter.current?.focus()
    filter.current?.select()
  }, [])
  const counts = countsOf(preview, migrates)
  const onlyMarks = !counts.changes && markedProfiles(items, marked).length > 0
  const ready = preview.error === undefined && now.run === undefined && (counts.changes || onlyMarks)
  const save = () => {
    if (!ready) return
    if (onlyMarks) void saveProduction(items)
    else reviewProfiles(preview)
  }
  useSaveKey(save, layerIsOpen)
  const names = <NamesPanel now={now} preview={preview} />
  return (
    <>
      <section className="connect-pane" data-pane aria-label="Accounts">
        <TableFilters
          roles={roles}
          newCount={newCount}
          inputRef={filter}
          leave={() => grid.current?.focus()}
          wide={wide}
        />
        <AccountsTable
          now={now}
          preview={preview}
          rows={rows}
          columns={columns}
          grid={grid}
          focusFilter={focusFilter}
          clearFilter={() => filterText.set('')}
        />
        <footer className="connect-foot">
          <span className="tone-accent">{plural(counts.profiles, 'profile')}</span>
          <span className="text-2 grow truncate" aria-live="polite">
            {counts.words}
            {counts.words !== '' && !counts.changes && now.run === undefined && '. All are in step.'}
          </span>
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              leave()
              navigate('sessions')
            }}
          >
            Cancel
          </Button>
          <Button look="primary" size="small" keys={['Mod', 'S']} off={!ready} onClick={save}>
            {onlyMarks ? 'Mark production' : 'Review change'}
          </Button>
        </footer>
      </section>
      {wide ? (
        <aside className="side-pane" data-pane aria-label="Names">
          {names}
        </aside>
      ) : (
        sheet && <NamesSheet>{names}</NamesSheet>
      )}
    </>
  )
}
