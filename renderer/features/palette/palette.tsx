import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { Fragment, useId, useRef, useState, type KeyboardEvent } from 'react'
import { showHidden } from '../../../shared/domain/text/visible-text.ts'
import type { OverlayProps, PaletteItem } from '../../app/feature.ts'
import { plural } from '../../ui/plural.ts'
import { Keys } from '../../ui/key-caps.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { matchRanges, termsOf } from '../../ui/filter-terms.ts'
import { useTopLayer } from '../../ui/use-top-layer.ts'
import './palette.css'
import { usePaletteItems } from './use-palette-items.tsx'

/** A label that is spelled out is not marked, because its positions differ from the match's. */
function markedLabel(label: string, query: string) {
  const text = showHidden(label)
  return { text, ranges: text === label ? matchRanges(label, termsOf(query)) : [] }
}

/** Finds a profile or an action by typing; Enter runs it, Tab shows more actions for it. */
export function Palette({ close }: OverlayProps) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState<number>()
  const [nested, setNested] = useState<readonly PaletteItem[]>()
  const found = usePaletteItems(query)
  const items = nested ?? found
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const shown = useTopLayer(true)
  // Never preselect anything dangerous.
  const current = at !== undefined ? Math.min(at, items.length - 1) : items[0]?.dangerous === true ? -1 : 0

  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return
    close()
    item.run()
  }
  const go = (to: number) => {
    const next = (to + items.length) % items.length
    setAt(next)
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const more = items[current]?.more
    if (event.key === 'ArrowDown') go(current + 1)
    else if (event.key === 'ArrowUp') go(current - 1)
    else if (event.key === 'Home' && event.ctrlKey) go(0)
    else if (event.key === 'End' && event.ctrlKey) go(items.length - 1)
    else if (event.key === 'Enter') choose(items[current])
    else if (event.key === 'Tab' && !event.shiftKey && more !== undefined) {
      setNested(more())
      setAt(undefined)
    } else if (event.key === 'Escape' && nested !== undefined) {
      setNested(undefined)
      setAt(undefined)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Dialog.Root open={shown} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal keepMounted>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className="modal middle palette overlay-ground"
          initialFocus={input}
          onKeyDown={onKeyDown}
        >
          <Dialog.Title className="visually-hidden">Search or run a command</Dialog.Title>
          <div className="palette-query">
            <Search aria-hidden="true" />
            <input
              ref={input}
              role="combobox"
              aria-expanded="true"
              aria-controls={`${id}-list`}
              aria-activedescendant={items[current] === undefined ? undefined : `${id}-${current}`}
              aria-label="Search or run a command"
              placeholder="Search or run a command"
              spellCheck={false}
              autoComplete="off"
              value={query}
              onChange={(event) => {
                setQuery(event.target.value)
                setNested(undefined)
                setAt(undefined)
              }}
            />
            <Dialog.Close className="palette-close" aria-label="Close">
              <Keys keys={['Escape']} />
            </Dialog.Close>
          </div>
          <div
            className="palette-list scroll"
            {...(items.length > 0 && { role: 'listbox', 'aria-label': 'Results' })}
            id={`${id}-list`}
            ref={list}
          >
            {items.map((item, index) => (
              <Fragment key={item.id}>
                {item.section !== items[index - 1]?.section && (
                  <div className="palette-section" role="presentation">
                    {item.section}
                  </div>
                )}
                <div
                  role="option"
                  id={`${id}-${index}`}
                  data-index={index}
                  aria-selected={index === current}
                  className="palette-item"
                  onMouseMove={() => setAt(index)}
                  onClick={() => choose(item)}
                >
                  <span className="palette-icon">{item.icon}</span>
                  <span className="palette-label">
                    <MiddleTruncate {...markedLabel(item.label, query)} />
                  </span>
                  {item.detail !== undefined && (
                    <span className="palette-detail leaves-first text-3">{item.detail}</span>
                  )}
                  <span className="grow" />
                  {item.right}
                  {item.keys !== undefined && <Keys keys={item.keys} />}
                  {index === current && item.keys === undefined && <Keys keys={['Enter']} />}
                </div>
              </Fragment>
            ))}
            {items.length === 0 && (
              <p className="palette-none text-2">
                Nothing matches. Try part of a name, an account or an action.
              </p>
            )}
          </div>
          <div className="palette-foot">
            <span className="line">
              <Keys keys={['ArrowUp', 'ArrowDown']} /> Move
            </span>
            <span className="line">
              <Keys keys={['Enter']} /> Run
            </span>
            {items[current]?.more !== undefined && (
              <span className="line">
                <Keys keys={['Tab']} /> More for this profile
              </span>
            )}
            <span className="line">
              <Keys keys={['>']} /> Commands only
            </span>
            <span className="grow" />
            <span aria-live="polite">{plural(items.length, 'result')}</span>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
