import { tailStart } from '../../shared/domain/text/shorten-middle.ts'
import { classNames } from './class-names.ts'
import './middle-truncate.css'
import { Marked } from './marks.tsx'

/** Names up to this length fit everywhere. */
const alwaysFits = 8
/** A beginning this short stays whole, and the dots come before the end. */
const wholeHead = 6

type Ranges = readonly (readonly [number, number])[]

/** The ranges within a part of the text, relative to its start. */
function within(ranges: Ranges, from: number, to: number): Ranges {
  return ranges.flatMap(([start, end]): [number, number][] =>
    end <= from || start >= to ? [] : [[Math.max(start, from) - from, Math.min(end, to) - from]],
  )
}

/**
 * A name that loses its middle, not its end, when space is tight. CSS does the work; screen readers and the clipboard get the
 * whole name. `cut` is where its end begins, which stays visible: use `tailStart` with the neighbouring names, so that they
 * stay distinguishable. `ranges` are marked, as in `Marked`.
 */
export function MiddleTruncate({
  text,
  cut = tailStart(text),
  ranges = [],
  className,
}: {
  readonly text: string
  readonly cut?: number | undefined
  readonly ranges?: Ranges
  readonly className?: string | undefined
}) {
  if (text.length <= alwaysFits)
    return (
      <span className={classNames('truncate', className)} title={text}>
        <Marked text={text} ranges={ranges} />
      </span>
    )
  return (
    <span className={classNames('middle-truncate', cut <= wholeHead && 'whole-head', className)} title={text}>
      <span className="visually-hidden">{text}</span>
      <span className="head" aria-hidden="true">
        <Marked text={text.slice(0, cut)} ranges={within(ranges, 0, cut)} />
      </span>
      <span className="tail" aria-hidden="true">
        <span>
          <Marked text={text.slice(cut)} ranges={within(ranges, cut, text.length)} />
        </span>
      </span>
    </span>
  )
}
