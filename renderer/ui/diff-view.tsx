import { Eye } from 'lucide-react'
import { Fragment, useMemo, useState, type ReactNode } from 'react'
import type { FileDiffView } from '../../shared/contract/models.ts'
import { foldAdditions, type FoldedSections } from '../../shared/domain/edit/fold-additions.ts'
import { plural } from './plural.ts'
import './diff.css'
import { useReveal } from './use-reveal.ts'

type Line = FileDiffView['hunks'][number]['lines'][number]
/** Fetches one masked line in clear; undefined after showing the user why not. */
export type RevealLine = (path: string, side: 'old' | 'new', line: number) => Promise<string | undefined>

function Text({ line }: { readonly line: Line }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const [start, end] of line.changed ?? []) {
    parts.push(line.text.slice(at, start), <mark key={start}>{line.text.slice(start, end)}</mark>)
    at = end
  }
  return (
    <span className="text">
      {parts}
      {line.text.slice(at)}
    </span>
  )
}

function SecretLine({
  line,
  load,
}: {
  readonly line: Line
  readonly load: () => Promise<string | undefined>
}) {
  const [clear, setClear] = useState<string>()
  const { handlers, word } = useReveal(load, setClear)
  return (
    <>
      {clear === undefined ? <Text line={line} /> : <span className="text clear">{clear}</span>}
      <button type="button" className="hold" aria-label={`${word} this line`} {...handlers}>
        <span className="hint">
          <Eye aria-hidden="true" />
          {word}
        </span>
      </button>
    </>
  )
}

const signs = { add: '+', remove: '−', context: '' }
const spoken = { add: 'added', remove: 'removed', context: 'unchanged' }

interface LineProps {
  readonly line: Line
  readonly path: string
  readonly reveal: RevealLine | undefined
}

function DiffLine({ line, path, reveal }: LineProps) {
  const side = line.type === 'remove' ? 'old' : 'new'
  const number = side === 'old' ? line.oldLine : line.newLine
  return (
    <div className={`diff-line ${line.type}`} role="row">
      <span className="number" role="cell">
        {number}
      </span>
      <span className="sign" role="cell">
        <span aria-hidden="true">{signs[line.type]}</span>
        <span className="visually-hidden">{spoken[line.type]}</span>
      </span>
      {line.secret === true && reveal !== undefined && number !== undefined ? (
        <Cell>
          <SecretLine line={line} load={() => reveal(path, side, number)} />
        </Cell>
      ) : (
        <Cell>
          <Text line={line} />
        </Cell>
      )}
    </div>
  )
}

/** Names beyond this number are only counted. */
const namesAtMost = 60

/** Above folded new sections that are like the ones around them; the user can show them. */
function Folded({
  fold: { from, to, names, areProfiles },
  isOpen,
  toggle,
}: {
  readonly fold: FoldedSections
  readonly isOpen: boolean
  readonly toggle: () => void
}) {
  const what = areProfiles ? 'profiles' : 'sections'
  const more = names.length - namesAtMost
  return (
    <div className="diff-fold" role="row">
      <div role="cell">
        <button type="button" className="link" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? 'Hide' : 'Show'} {names.length} more new {what} with the same settings ({to - from} lines)
        </button>
        {!isOpen && (
          <span className="diff-names">
            {names.slice(0, namesAtMost).join(', ')}
            {more > 0 && ` and ${more} more`}
          </span>
        )}
      </div>
    </div>
  )
}

/** The lines of a hunk; folds only long runs of new sections with the same settings. */
function HunkLines({
  lines,
  path,
  reveal,
}: Pick<LineProps, 'path' | 'reveal'> & { readonly lines: readonly Line[] }) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const folds = useMemo(() => new Map(foldAdditions(lines).map((fold) => [fold.from, fold])), [lines])
  const rows: ReactNode[] = []
  for (let at = 0; at < lines.length;) {
    const from = at
    const fold = folds.get(from)
    const isOpen = opened.has(from)
    if (fold) {
      const next = new Set(opened)
      if (!next.delete(from)) next.add(from)
      rows.push(<Folded key={`fold ${from}`} fold={fold} isOpen={isOpen} toggle={() => setOpened(next)} />)
    }
    if (!fold || isOpen) rows.push(<DiffLine key={from} line={lines[from]!} path={path} reveal={reveal} />)
    at = fold && !isOpen ? fold.to : from + 1
  }
  return rows
}

/** One file of a plan or of a history entry, line by line; secrets are dots until the user holds them down. */
export function DiffView({ diff, reveal }: { readonly diff: FileDiffView; readonly reveal?: RevealLine }) {
  return (
    <div className="diff" role="table" aria-label={`Changes in ${diff.label}`}>
      {diff.hunks.map((hunk, index) => (
        <Fragment key={index}>
          {hunk.linesAbove > 0 && (
            <div className="diff-gap" role="row">
              <span role="cell">
                {plural(hunk.linesAbove, 'line')} {index === 0 ? 'above' : 'between'}, unchanged
              </span>
            </div>
          )}
          <HunkLines lines={hunk.lines} path={diff.path} reveal={reveal} />
        </Fragment>
      ))}
      {diff.omitted !== undefined && (
        <div className="diff-gap" role="row">
          <span role="cell">{plural(diff.omitted, 'more changed line')}, too many to show</span>
        </div>
      )}
      {diff.linesBelow > 0 && (
        <div className="diff-gap" role="row">
          <span role="cell">{plural(diff.linesBelow, 'line')} below, unchanged</span>
        </div>
      )}
    </div>
  )
}

/** A cell that leaves the layout to the grid of its row. */
function Cell({ children }: { readonly children: ReactNode }) {
  return (
    <div className="diff-cell" role="cell">
      {children}
    </div>
  )
}
