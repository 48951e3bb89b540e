import { Eye } from 'lucide-react'
import { Fragment, useState, type ReactNode } from 'react'
import type { FileDiffView } from '../../shared/contract/models.ts'
import { plural } from './plural.ts'
import './diff.css'
import { useReveal } from './use-reveal.ts'

type Line = FileDiffView['hunks'][number]['lines'][number]
/** Fetches one masked line in clear; undefined after telling the user why not. */
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

/** One file of a plan or of a history entry, line by line; secrets are dots until they are held. */
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
          {hunk.lines.map((line, at) => {
            const side = line.type === 'remove' ? 'old' : 'new'
            const number = side === 'old' ? line.oldLine : line.newLine
            return (
              <div className={`diff-line ${line.type}`} role="row" key={at}>
                <span className="number" role="cell">
                  {number}
                </span>
                <span className="sign" role="cell">
                  <span aria-hidden="true">{signs[line.type]}</span>
                  <span className="visually-hidden">{spoken[line.type]}</span>
                </span>
                {line.secret === true && reveal !== undefined && number !== undefined ? (
                  <Cell>
                    <SecretLine line={line} load={() => reveal(diff.path, side, number)} />
                  </Cell>
                ) : (
                  <Cell>
                    <Text line={line} />
                  </Cell>
                )}
              </div>
            )
          })}
        </Fragment>
      ))}
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
