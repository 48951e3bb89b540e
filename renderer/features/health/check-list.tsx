import { useImperativeHandle, useRef, type KeyboardEvent, type Ref } from 'react'
import type { ProfileSummary, Session } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { navigate } from '../../app/navigation.ts'
import { useSettings, useSnapshot } from '../../app/core-queries.ts'
import { useConsent } from '../../app/consent.ts'
import { layerIsOpen } from '../../app/open-layers.ts'
import { useToolAnswers } from '../../app/tool-answers.ts'
import { useProfileAccess } from '../../app/session-queries.ts'
import { signIn } from '../../app/sign-in.ts'
import { useVerify } from '../../app/use-verify.ts'
import { checking } from '../../app/verify-progress.ts'
import { useStore } from '../../ui/store.ts'
import { cursorKeys } from '../../list/cursor-keys.ts'
import type { GridHandle } from '../../list/list-grid.tsx'
import { isKey } from '../../ui/shortcuts.ts'
import type { CheckState } from './check-groups.ts'
import { CheckHeading } from './check-heading.tsx'
import { CheckItem } from './check-item.tsx'
import { keyOfRow, type CheckRow } from './check-rows.ts'
import { healthList } from './health-list-state.ts'
import { nextStepOf, type NextStep } from './next-step.ts'
import { SessionItem } from './session-item.tsx'
import { useTallRows } from './use-tall-rows.ts'

const pageRows = 10
function estimate(row: CheckRow): number {
  if (row.type === 'profile') return row.profile.verified?.failure === undefined ? 52 : 92
  return row.type === 'session' ? 52 : 44
}

const nothing: Readonly<Record<CheckState | 'all', string>> = {
  all: 'There are no profiles.',
  broken: 'Nothing is broken.',
  waiting: 'Nothing waits for a sign-in, a code or a permission.',
  expiring: 'No keys end within half an hour.',
  unchecked: 'Every profile was checked.',
  valid: 'No profile is known to work yet. Verify all asks AWS.',
}

/** The result for each profile, by failure. Up and Down move, Enter takes the next step or opens the profile; Ctrl Shift V verifies it again, letters filter. */
export function CheckList({
  ref,
  rows,
  filter,
  terms,
  focusFilter,
}: {
  readonly ref: Ref<GridHandle>
  readonly rows: readonly CheckRow[]
  readonly filter: CheckState | 'all'
  /** The words of the filter. */
  readonly terms: readonly string[]
  readonly focusFilter: () => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const view = useTallRows(rows, scroller, estimate)
  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }) }), [])
  const { cursor, filterText } = healthList
  const atCursor = useStore(cursor)
  const now = useHalfMinute()
  const colours = useGroupColours()
  const inCheck = useStore(checking)
  const letters = useSettings()?.singleLetterKeys ?? false
  const verify = useVerify()
  const consent = useConsent()
  const platform = useSnapshot()?.platform
  const access = useProfileAccess()
  const { refusals } = useToolAnswers()

  const next = (session: Session): void => {
    const [first] = session.profiles
    if (session.kind !== 'mfa') void signIn({ session: session.id })
    // Checking a profile that needs the code asks for it.
    else if (first !== undefined) void verify([first.name], [])
  }
  const verifyOne = (name: string): void => void verify([name], [])
  const stepOf = (profile: ProfileSummary): NextStep | undefined =>
    nextStepOf(profile, {
      access: access.get(profile.name),
      platform,
      now,
      verify: verifyOne,
      askToRun: (name) => void consent.request(name),
    })
  const onRow = (
    key: string,
    onProfile: (profile: ProfileSummary) => void,
    onSession: (session: Session) => void,
  ): void => {
    const row = rows.find((each) => keyOfRow(each) === key)
    if (row?.type === 'profile') onProfile(row.profile)
    else if (row?.type === 'session') onSession(row.session)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || layerIsOpen()) return
    const verifies = isKey(event.nativeEvent, 'Mod+Shift+V')
    if (!verifies && (event.ctrlKey || event.metaKey || event.altKey)) return
    const { moves, withCursor } = cursorKeys({
      cursor,
      rows,
      keyOf: keyOfRow,
      scrollTo: (index) => view.scrollTo(index),
      page: pageRows,
    })
    const verifyRow = () =>
      withCursor((key) =>
        onRow(
          key,
          ({ name }) => verifyOne(name),
          () => undefined,
        ),
      )
    const act = (profile: ProfileSummary) => {
      const step = stepOf(profile)
      if (step === undefined) navigate('profiles', profile.name)
      else step.run()
    }
    const actions = new Map<string, () => void>([
      ...moves,
      ['Enter', () => withCursor((key) => onRow(key, act, next))],
      ['Escape', () => filterText.set('')],
      ['/', focusFilter],
      ['ArrowRight', () => withCursor((key) => onRow(key, ({ name }) => navigate('profiles', name), next))],
      ...(letters ? [['v', verifyRow] as const] : []),
    ])
    const type = () => {
      filterText.update((text) => text + event.key)
      focusFilter()
    }
    const isLetter = event.key.length === 1 && event.key !== ' ' && event.key !== '?'
    const run = verifies
      ? verifyRow
      : (actions.get(event.key.length === 1 ? event.key.toLowerCase() : event.key) ??
        (isLetter && !letters ? type : undefined))
    if (run === undefined) return
    event.preventDefault()
    run()
  }
  const items = view.items
  const current = items.find((item) => {
    const row = rows[item.index]
    return row !== undefined && atCursor !== undefined && keyOfRow(row) === atCursor
  })
  return (
    <div
      ref={scroller}
      className="health-scroll scroll"
      role="grid"
      aria-label="Checks by result"
      aria-rowcount={rows.length}
      aria-colcount={5}
      aria-activedescendant={current === undefined ? undefined : `check-${current.index}`}
      tabIndex={0}
      data-pane-focus
      onKeyDown={onKeyDown}
    >
      {rows.length === 0 && (
        <div role="rowgroup">
          <div role="row">
            <p role="gridcell" className="health-none text-2">
              {terms.length === 0 ? nothing[filter] : 'None of these has all words of the filter.'}
            </p>
          </div>
        </div>
      )}
      <div className="health-rows" role="rowgroup" style={{ height: view.total }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <div
              key={item.index}
              id={`check-${item.index}`}
              ref={view.measure}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 1}
              className="health-place"
              style={{ transform: `translateY(${item.start}px)` }}
              {...(keyOfRow(row) === undefined
                ? {}
                : {
                    'aria-selected': keyOfRow(row) === atCursor,
                    onClick: () => cursor.set(keyOfRow(row)),
                    ...(row.type === 'profile' && {
                      onDoubleClick: () => navigate('profiles', row.profile.name),
                    }),
                  })}
            >
              {row.type === 'heading' ? (
                <CheckHeading row={row} />
              ) : row.type === 'sessions' ? (
                <div role="gridcell" aria-colspan={5} className="check-heading">
                  <p>
                    <span className="strong">Sign in</span> <span className="text-3">{row.count}</span>
                  </p>
                </div>
              ) : row.type === 'session' ? (
                <SessionItem
                  session={row.session}
                  covers={row.covers}
                  now={now}
                  run={() => next(row.session)}
                />
              ) : (
                <CheckItem
                  profile={row.profile}
                  adviceAbove={row.adviceAbove}
                  checking={inCheck.has(row.profile.name)}
                  access={access.get(row.profile.name)}
                  refusal={refusals.get(row.profile.name)}
                  colour={row.profile.group === undefined ? undefined : colours.get(row.profile.group)}
                  now={now}
                />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
