import { useRef, useState, type KeyboardEvent } from 'react'
import { useHalfMinute } from '../../app/clock.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { navigate } from '../../app/navigation.ts'
import { useSettings } from '../../app/core-queries.ts'
import { useVerify } from '../../app/use-verify.ts'
import { checking } from '../../app/verify-progress.ts'
import { useStore } from '../../ui/store.ts'
import type { CheckState } from './check-groups.ts'
import { CheckHeading } from './check-heading.tsx'
import { CheckItem } from './check-item.tsx'
import type { CheckRow } from './check-rows.ts'
import { useTallRows } from './use-tall-rows.ts'

const pageRows = 10
const estimate = (row: CheckRow): number =>
  row.type === 'heading' ? 44 : row.profile.verified?.failure === undefined ? 52 : 92

const nothing: Readonly<Record<CheckState | 'all', string>> = {
  all: 'There are no profiles.',
  failed: 'Nothing failed.',
  expiring: 'No keys end within half an hour.',
  unchecked: 'Every profile was checked.',
  valid: 'No profile is known to be valid yet. Verify all asks AWS.',
}

/** What came out for each profile, by failure. Up and Down move, Enter opens the profile, V verifies it again. */
export function CheckList({
  rows,
  filter,
}: {
  readonly rows: readonly CheckRow[]
  readonly filter: CheckState | 'all'
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useTallRows(rows, scroller, estimate)
  const [cursor, setCursor] = useState<string>()
  const now = useHalfMinute()
  const colours = useGroupColours()
  const inCheck = useStore(checking)
  const letters = useSettings()?.singleLetterKeys ?? true
  const verify = useVerify()

  const nameAt = (index: number): string | undefined => {
    const row = rows[index]
    return row?.type === 'profile' ? row.profile.name : undefined
  }
  const move = (from: number, step: 1 | -1): void => {
    for (let at = from; at >= 0 && at < rows.length; at += step) {
      const name = nameAt(at)
      if (name === undefined) continue
      setCursor(name)
      // The heading above the first row comes into view with it.
      virtual.scrollToIndex(at === 1 ? 0 : at, { align: 'auto' })
      return
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const at = rows.findIndex((_, index) => nameAt(index) === cursor)
    const last = rows.length - 1
    const actions = new Map<string, () => void>([
      ['ArrowDown', () => move(at + 1, 1)],
      ['ArrowUp', () => move(at - 1, -1)],
      ['PageDown', () => move(Math.min(last, at + pageRows), at + pageRows >= last ? -1 : 1)],
      ['PageUp', () => move(Math.max(0, at - pageRows), at - pageRows <= 0 ? 1 : -1)],
      ['Home', () => move(0, 1)],
      ['End', () => move(last, -1)],
      ['Enter', () => cursor !== undefined && navigate('profiles', cursor)],
      ['v', () => letters && cursor !== undefined && void verify([cursor], [])],
    ])
    const run = actions.get(event.key.length === 1 ? event.key.toLowerCase() : event.key)
    if (run === undefined) return
    event.preventDefault()
    run()
  }
  const items = virtual.getVirtualItems()
  const current = items.find((item) => cursor !== undefined && nameAt(item.index) === cursor)
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
      {rows.length === 0 && <p className="health-none text-2">{nothing[filter]}</p>}
      <div className="health-rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <div
              key={item.key}
              id={`check-${item.index}`}
              ref={virtual.measureElement}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 1}
              className="health-place"
              style={{ transform: `translateY(${item.start}px)` }}
              {...(row.type === 'profile'
                ? {
                    'aria-selected': row.profile.name === cursor,
                    onClick: () => setCursor(row.profile.name),
                    onDoubleClick: () => navigate('profiles', row.profile.name),
                  }
                : {})}
            >
              {row.type === 'heading' ? (
                <CheckHeading row={row} />
              ) : (
                <CheckItem
                  profile={row.profile}
                  adviceAbove={row.adviceAbove}
                  checking={inCheck.has(row.profile.name)}
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
