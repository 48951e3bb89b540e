import { besideIn, tailStart } from '../../../shared/domain/text/shorten-middle.ts'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Prompt } from '../../../shared/contract/models.ts'
import { CodeQuestion } from '../../app/code-question.tsx'
import { sessionOfPrompt } from '../../app/code-prompts.ts'
import { useSnapshot } from '../../app/core-queries.ts'
import { navigate } from '../../app/navigation.ts'
import { layerIsOpen } from '../../app/open-layers.ts'
import { signInOf, type SessionList as List } from '../../app/session-queries.ts'
import { cursorKeys } from '../../list/cursor-keys.ts'
import { classNames } from '../../ui/class-names.ts'
import { isKey } from '../../ui/shortcuts.ts'
import { useStore } from '../../ui/store.ts'
import { copyAndOpen } from './copy-and-open.ts'
import { foldedByHand, panelOpen, sessionCursor, shownProfiles } from './session-list-state.ts'
import { SessionProfileRow } from './session-profile-row.tsx'
import { keyOfRow, moreProfiles, rowsOf, type SessionRow as Row } from './session-rows.ts'
import { SessionRow } from './session-row.tsx'
import { useNextStep, type SessionNow } from './use-next-step.ts'

const pageRows = 8

/** The element id of a row, by its position in the list. */
const idOf = (index: number): string => `session-row-${index}`

/** Every session, with its profiles folded under it. Up and Down move, Enter does the next step, Left and Right fold. */
export function SessionList({ list, prompts }: { readonly list: List; readonly prompts: readonly Prompt[] }) {
  const cursor = useStore(sessionCursor)
  const folded = useStore(foldedByHand)
  const shown = useStore(shownProfiles)
  const grid = useRef<HTMLDivElement>(null)
  const run = useNextStep()
  const opens = useSnapshot()?.host !== 'desktop'
  const { sessions } = list
  useEffect(() => grid.current?.focus({ preventScroll: true }), [])
  const isOpen = (id: string) => folded.get(id) ?? id === sessions[0]?.id
  const rows = rowsOf(sessions, prompts, ({ id }) => isOpen(id), shown)
  const fold = (id: string, open: boolean) => foldedByHand.update((all) => new Map(all).set(id, open))
  const nowOf = (id: string): SessionNow | undefined => {
    const session = sessions.find((each) => each.id === id)
    if (session === undefined) return undefined
    const last = signInOf(list, id)
    return {
      session,
      waiting: last?.state.kind === 'waiting' ? last : undefined,
      prompt: prompts.find((prompt) => sessionOfPrompt(prompt) === id),
    }
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || layerIsOpen()) return
    const { moves, withCursor } = cursorKeys<Row>({
      cursor: sessionCursor,
      rows,
      keyOf: keyOfRow,
      scrollTo: (index) =>
        grid.current?.querySelector(`#${idOf(index)}`)?.scrollIntoView({ block: 'nearest' }),
      page: pageRows,
    })
    const atCursor = (act: (row: Row) => void) => () =>
      withCursor((key) => {
        const row = rows.find((each) => keyOfRow(each) === key)
        if (row !== undefined) act(row)
      })
    const signIn = atCursor((row) => {
      const of = row.type === 'session' || row.type === 'profile' ? nowOf(row.session.id) : undefined
      if (of === undefined) return
      const { waiting } = of
      // Enter never cancels: for a sign-in that waits for its code, it copies the code again.
      if (waiting?.state.kind !== 'waiting') run(of)
      else if (waiting.state.userCode !== undefined)
        copyAndOpen(waiting.state.userCode, opens ? waiting.state.address : undefined)
    })
    const keys = new Map<string, () => void>([
      ...moves,
      [
        'Enter',
        atCursor((row) => (row.type === 'profile' ? navigate('profiles', row.profile.name) : signIn())),
      ],
      ['ArrowRight', atCursor((row) => row.type === 'session' && fold(row.session.id, true))],
      [
        'ArrowLeft',
        atCursor((row) => {
          if (row.type !== 'session' && row.type !== 'profile') return
          fold(row.session.id, false)
          sessionCursor.set(row.session.id)
        }),
      ],
    ])
    const action = isKey(event.nativeEvent, 'Mod+Shift+L')
      ? signIn
      : event.ctrlKey || event.metaKey || event.altKey
        ? undefined
        : keys.get(event.key)
    if (action === undefined) return
    event.preventDefault()
    action()
  }

  const atCursor = rows.findIndex((row) => cursor !== undefined && keyOfRow(row) === cursor)
  return (
    <div
      ref={grid}
      role="treegrid"
      aria-label="Sessions"
      aria-rowcount={rows.length}
      aria-activedescendant={atCursor < 0 ? undefined : idOf(atCursor)}
      tabIndex={0}
      data-pane-focus
      className="session-list scroll"
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => {
        const key = keyOfRow(row)
        return (
          <div
            key={key ?? (row.type === 'prompt' ? row.prompt.promptId : `${row.type} ${index}`)}
            id={idOf(index)}
            role="row"
            aria-level={row.type === 'session' ? 1 : 2}
            aria-rowindex={index + 1}
            className={classNames('session-place', row.type, index === atCursor && 'cursor')}
            {...(row.type === 'session' && row.session.profiles.length > 0
              ? { 'aria-expanded': row.open }
              : {})}
            {...(key === undefined
              ? {}
              : {
                  'aria-selected': index === atCursor,
                  onClick: () => {
                    sessionCursor.set(key)
                    panelOpen.set(true)
                  },
                })}
          >
            <RowContent row={row} beside={besideIn(rows, index)} nowOf={nowOf} fold={fold} run={run} />
          </div>
        )
      })}
    </div>
  )
}

function RowContent({
  row,
  beside,
  nowOf,
  fold,
  run,
}: {
  readonly row: Row
  /** The rows around it, including itself. */
  readonly beside: readonly Row[]
  readonly nowOf: (id: string) => SessionNow | undefined
  readonly fold: (id: string, open: boolean) => void
  readonly run: (of: SessionNow) => void
}) {
  switch (row.type) {
    case 'session': {
      const of = nowOf(row.session.id)
      if (of === undefined) return null
      return <SessionRow of={of} open={row.open} fold={() => fold(row.session.id, !row.open)} run={run} />
    }
    case 'prompt':
      return (
        <div role="gridcell" className="session-prompt">
          <CodeQuestion prompt={row.prompt} withButton={nowOf(sessionOfPrompt(row.prompt)) === undefined} />
        </div>
      )
    case 'profile':
      return (
        <SessionProfileRow
          profile={row.profile}
          cut={tailStart(
            row.profile.name,
            beside.flatMap((other) => (other.type === 'profile' ? other.profile.name : [])),
          )}
        />
      )
    case 'more': {
      const { session, hidden, shown } = row
      const next = Math.min(hidden, moreProfiles)
      return (
        <div role="gridcell" className="session-more">
          <button
            type="button"
            className="link"
            aria-label={`Show ${next} more profiles of ${session.name}`}
            onClick={() => shownProfiles.update((all) => new Map(all).set(session.id, shown + next))}
          >
            Show {next} more
          </button>
          {hidden > next && <span className="text-3">of {hidden}</span>}
        </div>
      )
    }
  }
}
